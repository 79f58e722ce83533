"""PDFs made by hand, for damage that no fixture has: encrypted, without text, without pages, with absurd trees."""

import io

import pikepdf
from pikepdf import Array, Dictionary, Name, Pdf

LINE_HEIGHT = 14


def text_pdf(*pages: str, **save_options: object) -> bytes:
    """Return an untagged PDF with one page for each text, its lines set in 12 point Times."""
    return saved(text_pages(*pages), **save_options)


def text_pages(*pages: str) -> Pdf:
    pdf = pikepdf.new()
    for text in pages:
        add_page(pdf, "\n".join(_shown(line) for line in text.split("\n")))
    return pdf


def add_page(pdf: Pdf, operators: str) -> pikepdf.Object:
    """Add a page of US Letter size whose text begins at its top left; return its object."""
    page = pdf.add_blank_page(page_size=(612, 792)).obj
    font = Dictionary(Type=Name.Font, Subtype=Name.Type1, BaseFont=Name("/Times-Roman"))
    page.Resources = Dictionary(Font=Dictionary(F1=font))
    stream = f"BT /F1 12 Tf {LINE_HEIGHT} TL 72 720 Td\n{operators}\nET"
    page.Contents = pdf.make_stream(stream.encode("latin-1", "replace"))
    return page


def _shown(line: str) -> str:
    escaped = line.replace("\\", "\\\\").replace("(", "\\(").replace(")", "\\)")
    return f"({escaped}) Tj T*"


def saved(pdf: Pdf, **options: object) -> bytes:
    buffer = io.BytesIO()
    pdf.save(buffer, static_id=True, **options)  # type: ignore[arg-type]
    return buffer.getvalue()


def encrypted(password: str, text: str = "A text that is written for this test.") -> bytes:
    return text_pdf(text, encryption=pikepdf.Encryption(user=password, owner=password + "!", R=6))


def scanned() -> bytes:
    """Return a page that is an image."""
    pdf = pikepdf.new()
    page = pdf.add_blank_page(page_size=(612, 792)).obj
    image = pdf.make_stream(
        bytes(range(256)) * 4,
        Type=Name.XObject,
        Subtype=Name.Image,
        Width=32,
        Height=32,
        ColorSpace=Name.DeviceGray,
        BitsPerComponent=8,
    )
    page.Resources = Dictionary(XObject=Dictionary(Im1=image))
    page.Contents = pdf.make_stream(b"q 612 0 0 792 0 0 cm /Im1 Do Q")
    return saved(pdf)


def tagged(*paragraphs: str) -> tuple[Pdf, pikepdf.Object, list[pikepdf.Object]]:
    """Return a tagged PDF of one page, its structure root, and the P element of each paragraph."""
    pdf = pikepdf.new()
    operators = "\n".join(f"/P <</MCID {number}>> BDC {_shown(text)} EMC" for number, text in enumerate(paragraphs))
    page = add_page(pdf, operators)
    page.StructParents = 0
    root = pdf.make_indirect(Dictionary(Type=Name.StructTreeRoot))
    elements = [
        pdf.make_indirect(Dictionary(Type=Name.StructElem, S=Name.P, P=root, Pg=page, K=number))
        for number in range(len(paragraphs))
    ]
    root.K = Array(elements)
    root.ParentTree = pdf.make_indirect(Dictionary(Nums=Array([0, Array(elements)])))
    pdf.Root.StructTreeRoot = root
    pdf.Root.MarkInfo = Dictionary(Marked=True)
    return pdf, root, elements
