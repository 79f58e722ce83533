"""``python -m tests.fixture_maker [ID...]``: make the fixtures anew, all of them or those named."""

import sys
from io import BytesIO
from pathlib import Path

import pikepdf

from tests.fixture_maker import pdf, plain, printed, reference, web
from tests.fixture_maker.source import Source, read

_ON_THE_WEB = ("insight", "legal_sidebar", "in_focus", "report")
FIXTURES = Path(__file__).parents[2] / "fixtures"


def load(folder: Path) -> Source:
    """Read the source of one fixture."""
    path = folder / "source.md"
    return read(path.read_text("utf-8")) if path.exists() else reference.read(folder / f"{folder.name}.txt")


def make(folder: Path) -> None:
    """Write every form of one fixture."""
    source = load(folder)
    data = pdf.render(printed.LAYOUTS[source.meta["layout"]](source), printed.STYLES)
    with pikepdf.open(BytesIO(data)) as document:
        pdf.retag(document, spans=source.meta["layout"] in ("insight", "legal_sidebar"))
        pdf.save(document, folder / f"{source.id}.tagged.pdf")
        pdf.untag(document)
        pdf.save(document, folder / f"{source.id}.untagged.pdf")
    if source.meta["layout"] in _ON_THE_WEB:
        (folder / f"{source.id}.congress.html").write_text(web.Congress(source).page(), "utf-8")
        (folder / f"{source.id}.everycrsreport.html").write_text(web.EveryCRSReport(source).page(), "utf-8")
    if source.meta["layout"] == "legal_sidebar":
        (folder / f"{source.id}.txt").write_text(plain.text(source), "utf-8")


def main() -> None:
    """Make what the command line names."""
    names = sys.argv[1:] or sorted(path.name for path in FIXTURES.iterdir() if path.is_dir())
    for name in names:
        make(FIXTURES / name)
        print(name, *(f"{path.name} {path.stat().st_size}" for path in sorted((FIXTURES / name).glob("*.pdf"))))


if __name__ == "__main__":
    main()
