"""One document: the one place that composes the stages source, reader, recognizers, assembly and citations."""

from typing import Literal

from msgspec import Struct
from msgspec.structs import replace

from crsparse.agreement import with_agreement
from crsparse.assemble import assemble
from crsparse.cite import with_citations
from crsparse.elements import Reading
from crsparse.model import Document, SourceInfo
from crsparse.readers import read
from crsparse.recognizers import recognize
from crsparse.sources import Source

Engine = Literal["pdfium", "pdfplumber"]


class Options(Struct, frozen=True):
    """How to read a source."""

    engine: Engine = "pdfium"
    """Which library reads the pages of a PDF."""
    password: str | None = None
    """Password of an encrypted PDF."""
    tags: bool = True
    """Whether a PDF's structure tree is used; without it the layout tells the structure."""
    cross_check: bool = False
    """Whether a tagged PDF is read by its layout as well, and what differs is told in the diagnostics."""
    court_cases: bool = False
    """Whether court cases are among the citations; needs the extra ``cases``."""


def convert(source: Source, options: Options = Options()) -> Document:  # noqa: B008 -- Options is frozen
    """Return the document of a source; pure, but for the time it takes.

    Raises UnreadableInput or one of its kinds when the source can't be read, CasesNotInstalled when court cases are
    asked for without their extra.
    """
    reading = _read(source, options)
    document = assemble(recognize(reading), reading.profile, _source_info(source, reading))
    document = with_citations(document, court_cases=options.court_cases)
    if options.cross_check and reading.profile.by_tags:
        return with_agreement(document, convert(source, replace(options, tags=False, cross_check=False)))
    return document


def _read(source: Source, options: Options) -> Reading:
    return read(
        source.content,
        source.media_type,
        source.filename,
        engine=options.engine,
        password=options.password,
        tags=options.tags,
    )


def _source_info(source: Source, reading: Reading) -> SourceInfo:
    profile = reading.profile
    return SourceInfo(
        filename=source.filename,
        media_type=source.media_type,
        sha256=source.sha256,
        byte_count=len(source.content),
        page_count=profile.page_count,
        tagged=profile.tagged,
        engine=profile.engine,
        layout_era=None,
    )
