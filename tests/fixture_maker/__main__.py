"""``python -m tests.fixture_maker [--no-pdf] [ID...]``: make the fixtures anew, all of them or those named.

``--no-pdf`` leaves the PDFs as they are: texts and web pages need neither WeasyPrint nor fonts.
"""

import sys
from importlib import import_module
from io import BytesIO
from pathlib import Path

from tests.fixture_maker import plain, published, reference, web
from tests.fixture_maker.source import Source, read

FIXTURES = Path(__file__).parents[2] / "fixtures"


def load(folder: Path) -> Source:
    """Read the source of one fixture."""
    path = folder / "source.md"
    return read(path.read_text("utf-8")) if path.exists() else reference.read(folder / f"{folder.name}.txt")


def make_pdfs(source: Source, folder: Path) -> None:
    """Print one fixture, with tags and without."""
    # what prints is imported here, for it needs WeasyPrint
    pdf, printed = import_module("tests.fixture_maker.pdf"), import_module("tests.fixture_maker.printed")
    data = pdf.render(printed.LAYOUTS[source.meta["layout"]](source), printed.STYLES)
    with import_module("pikepdf").open(BytesIO(data)) as document:
        pdf.retag(document, spans=source.meta["layout"] in ("insight", "legal_sidebar"))
        pdf.save(document, folder / f"{source.id}.tagged.pdf")
        pdf.untag(document)
        pdf.save(document, folder / f"{source.id}.untagged.pdf")


def others(source: Source) -> dict[str, str]:
    """Return web pages and text of one fixture, by the ends of their file names."""
    forms = {"congress.html": web.Congress(source).page(), "everycrsreport.html": web.EveryCRSReport(source).page()}
    if source.meta is not reference.META:  # the reference text is no work of ours
        older = source.meta["layout"] in published.LAYOUTS
        forms["txt"] = published.text(source) if older else plain.text(source)
    return forms


def main() -> None:
    """Make what the command line names."""
    names = [word for word in sys.argv[1:] if word != "--no-pdf"]
    for name in names or sorted(path.name for path in FIXTURES.iterdir() if path.is_dir()):
        folder = FIXTURES / name
        source = load(folder)
        if "--no-pdf" not in sys.argv[1:]:
            make_pdfs(source, folder)
        for form, text in others(source).items():
            (folder / f"{source.id}.{form}").write_text(text, "utf-8")
        print(name, *(f"{path.name} {path.stat().st_size}" for path in sorted(folder.glob(f"{name}.*"))))


if __name__ == "__main__":
    main()
