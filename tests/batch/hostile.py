"""Inputs that are built to be hostile, kind by kind; ``fuzz`` mixes them among the mutated fixtures.

Chance mutates bytes, but does not hit on a page tree that is its own child, ten million rows of a table or a line of a
megabyte of dots, on which a careless regular expression or a walk without a limit would spend hours.
"""

import io
import random
import zlib
from collections.abc import Callable, Sequence

import pikepdf
from pikepdf import Array, Dictionary, Name, Object, Pdf, Stream

Made = Callable[[random.Random, bytes], bytes]
Change = Callable[[random.Random, Pdf], None]

SOME = (2, 50, 1000, 20_000)
"""How deep, how wide, how often."""
MOST_PAGES = 50
"""Pages that a file comes to; each costs what a page costs, and a page that is crowded as well costs much."""


# ---------------------------------------------------------------------------------------------------------------- PDF
def _saved(pdf: Pdf) -> bytes:
    buffer = io.BytesIO()
    pdf.save(
        buffer,
        object_stream_mode=pikepdf.ObjectStreamMode.disable,
        compress_streams=False,
        fix_metadata_version=False,  # it would read the metadata, which may be a bomb
        static_id=True,
    )
    return buffer.getvalue()


def _page(chance: random.Random, pdf: Pdf) -> Object:
    return chance.choice(list(pdf.pages)).obj


def _structure(pdf: Pdf, most: int = 400) -> list[Object]:
    """Return elements of the structure tree, outermost first."""
    found: list[Object] = []
    waiting = [pdf.Root.get(Name.StructTreeRoot)]
    while waiting and len(found) < most:
        element = waiting.pop(0)
        if isinstance(element, Dictionary) and element.is_indirect:
            found.append(element)
            kids = element.get(Name.K, Array())
            waiting.extend(kids if isinstance(kids, Array) else [kids])  # type: ignore[arg-type]
    return found


def page_counts(chance: random.Random, pdf: Pdf) -> None:
    """State absurd numbers of pages, or have one page many thousand times."""
    pages = pdf.Root.Pages
    pages.Count = chance.choice((-1, 0, 1, 10**6, 2**31 - 1, 2**62))
    if chance.random() < 0.5:
        kids = list(pages.Kids)
        pages.Kids = Array((kids * chance.choice(SOME))[:MOST_PAGES])


def cyclic_pages(chance: random.Random, pdf: Pdf) -> None:
    """Put a page tree among its own children, or let nodes be each other's."""
    pages = pdf.Root.Pages
    node = pdf.make_indirect(Dictionary(Type=Name.Pages, Count=3, Kids=Array(list(pages.Kids)), Parent=pages))
    node.Kids.append(chance.choice((pages, node)))
    pages.Kids = Array([node, *([pages] if chance.random() < 0.5 else [])])


def deep_pages(chance: random.Random, pdf: Pdf) -> None:
    """Hang the pages below thousands of nodes."""
    node = pdf.Root.Pages
    for _ in range(chance.choice(SOME)):
        node = pdf.make_indirect(Dictionary(Type=Name.Pages, Count=1, Kids=Array([node])))
    pdf.Root.Pages = node


def cyclic_structure(chance: random.Random, pdf: Pdf) -> None:
    """Let elements of the structure tree hold their ancestors, themselves or each other, and roles map in a ring."""
    elements = _structure(pdf)
    if not elements:
        return
    for _ in range(chance.choice((1, 3, 20))):
        one, other = chance.choice(elements), chance.choice(elements)
        one.K = chance.choice((other, Array([other, one, other]), one))
        one.P = other
    elements[0].RoleMap = Dictionary({"/Ring": Name.Rung, "/Rung": Name.Ring, "/P": Name.P, "/H1": Name.Ring})


def deep_structure(chance: random.Random, pdf: Pdf) -> None:
    """Nest structure elements thousands deep."""
    elements = _structure(pdf)
    if not elements:
        return
    kind = chance.choice((Name.L, Name.LI, Name.Table, Name.Div, Name.Span, Name.Link, Name.P, Name.Note, Name.TR))
    inner = chance.choice(elements)
    for _ in range(chance.choice(SOME)):
        inner = pdf.make_indirect(Dictionary(Type=Name.StructElem, S=kind, K=Array([inner])))
    elements[0].K = Array([inner])


def wide_structure(chance: random.Random, pdf: Pdf) -> None:
    """Name the same marked content, or such as there is not, thousands of times."""
    elements = _structure(pdf)
    if not elements:
        return
    page, kind = _page(chance, pdf), chance.choice((Name.P, Name.TD, Name.LI, Name.H1, Name.Note, Name.Figure))
    for element in chance.sample(elements, min(len(elements), 3)):
        ids = [chance.choice((0, 1, 2, 3, -1, 2**31 - 1, 10**6)) for _ in range(chance.choice(SOME))]
        element.S, element.Pg, element.K = kind, page, Array(ids)


def cyclic_outline(chance: random.Random, pdf: Pdf) -> None:
    """Let bookmarks and name trees go round."""
    item = pdf.make_indirect(Dictionary(Title="Rain"))
    item.Next = item.First = item.Parent = item
    pdf.Root.Outlines = Dictionary(First=item, Last=item, Count=2**31 - 1)
    tree = pdf.make_indirect(Dictionary())
    tree.Kids = Array([tree, tree])
    pdf.Root.Names = Dictionary(Dests=tree)


def cyclic_forms(chance: random.Random, pdf: Pdf) -> None:
    """Draw a form that draws itself, or one that draws another twice, which draws another twice, and so on."""
    page = _page(chance, pdf)
    form = Stream(pdf, b"q /F Do /F Do Q BT /F1 9 Tf (rain) Tj ET")
    form.Type, form.Subtype, form.BBox = Name.XObject, Name.Form, Array([0, 0, 600, 800])
    form = pdf.make_indirect(form)
    inner: Object = form
    if chance.random() < 0.5:  # no ring, but a chain of pairs
        for _ in range(chance.choice((2, 5, 8))):  # 24 and more: test_fuzz
            step = Stream(pdf, b"/F Do /F Do")
            step.Type, step.Subtype, step.BBox = Name.XObject, Name.Form, Array([0, 0, 600, 800])
            step.Resources = Dictionary(XObject=Dictionary(F=inner))
            inner = pdf.make_indirect(step)
    form.Resources = Dictionary(XObject=Dictionary(F=form))
    page.Resources = Dictionary(XObject=Dictionary(F=inner))
    page.Contents = Stream(pdf, b"/F Do " * chance.choice((1, 9)))


def odd_geometry(chance: random.Random, pdf: Pdf) -> None:
    """Give pages and what is drawn sizes of no page."""
    page = _page(chance, pdf)
    odd = ("1e38", "-1e38", "0", "0.00001", "99999999999999999999", "-1", "14400")
    box = " ".join(chance.choice(odd) for _ in range(4))
    page.MediaBox = Object.parse(f"[{box}]".replace("1e38", "1" + "0" * 38).encode())
    page.Rotate = chance.choice((45, 90, -90, 2**31 - 1))
    page.UserUnit = chance.choice((0, -1, 10**9))
    matrix = " ".join(chance.choice(odd).replace("1e38", "1" + "0" * 38) for _ in range(6))
    old = b"".join(part.read_bytes() for part in _contents(page))
    page.Contents = Stream(pdf, f"{matrix} cm\n".encode() + old)


def _contents(page: Object) -> list[Object]:
    found = page.get(Name.Contents, Array())
    return list(found) if isinstance(found, Array) else [found]  # type: ignore[arg-type,list-item]


def crowded(chance: random.Random, pdf: Pdf) -> None:
    """Draw more on a page than any page holds: letters, rules, boxes, at one place or all over it."""
    page, count = _page(chance, pdf), chance.choice((500, 5000, 40_000))

    def at() -> str:
        return f"{chance.uniform(0, 612):.1f} {chance.uniform(0, 792):.1f}"

    draw = chance.choice(
        (
            lambda: f"1 0 0 1 {at()} Tm (a) Tj",
            lambda: f"/F1 {chance.uniform(1, 30):.2f} Tf 1 0 0 1 {at()} Tm (rain) Tj",
            lambda: "1 0 0 1 300 400 Tm (rain) Tj",
            lambda: f"{at()} m {at()} l S",
            lambda: f"{at()} {chance.uniform(1, 300):.1f} 0.5 re f",
            lambda: f"{at()} 0.5 {chance.uniform(1, 300):.1f} re f",
            lambda: f"{at()} {chance.uniform(1, 300):.1f} {chance.uniform(1, 300):.1f} re S",
        )
    )
    operators = "\n".join(draw() for _ in range(count))
    font = Dictionary(Type=Name.Font, Subtype=Name.Type1, BaseFont=Name.Helvetica)
    page.Resources = Dictionary(Font=Dictionary(F1=font))
    page.Contents = Stream(pdf, f"BT /F1 9 Tf\n{operators}\nET".encode())


def annotated(chance: random.Random, pdf: Pdf) -> None:
    """Put thousands of links on a page, or one with an address of a megabyte."""
    page, count = _page(chance, pdf), chance.choice((1, 1000, 20_000))
    address = "https://example.org/" + "a" * (1 << 20 if count == 1 else 9)
    box = chance.choice(([0, 0, 600, 800], [100, 100, 99, 99], [0, 0, 0, 0], [-(10**9), 0, 10**9, 1]))
    action = Dictionary(S=Name.URI, URI=address)
    link = Dictionary(Type=Name.Annot, Subtype=Name.Link, Rect=Array(box), A=action)
    page.Annots = Array([pdf.make_indirect(link) for _ in range(count)])


def packed_twice(chance: random.Random, pdf: Pdf) -> None:
    """Pack a stream that unpacks to a hundred megabytes, once more, or with another filter."""
    filling = chance.choice((b" ", b"(A) Tj ", b"q Q ", b"0 0 m 9 9 l S "))
    data = filling * ((1 << chance.choice((22, 25, 27))) // len(filling))
    stream = Stream(pdf, zlib.compress(zlib.compress(data)))
    stream.Filter = Array([Name.FlateDecode, Name.FlateDecode])
    if chance.random() < 0.3:
        stream.DecodeParms = Array([Dictionary(Predictor=12, Columns=2**31 - 1, Colors=2**31 - 1), None])  # type: ignore[list-item]
    if chance.random() < 0.3:
        stream = Stream(pdf, (b"\x81 " * 1_000_000) + b"\x80")
        stream.Filter = Name.RunLengthDecode
    target = chance.choice(("contents", "unicode", "font", "metadata"))
    page = _page(chance, pdf)
    if target == "contents":
        page.Contents = stream
    elif target == "metadata":
        pdf.Root.Metadata = stream
    else:
        for font in page.get(Name.Resources, Dictionary()).get(Name.Font, Dictionary()).values():  # type: ignore[union-attr]
            font[Name.ToUnicode if target == "unicode" else Name.FontFile2] = stream


def odd_fonts(chance: random.Random, pdf: Pdf) -> None:
    """Map letters to nothing, to thousands of letters, or to all there are; state widths without end."""
    mapping = chance.choice(
        (
            b"1 beginbfrange <0000> <FFFF> <0000> endbfrange",
            b"1 beginbfchar <0041> <" + b"00720061" * 20_000 + b"> endbfchar",
            b"1 beginbfrange <00000000> <FFFFFFFF> <0041> endbfrange",
            b"1 beginbfchar <20> <D800> endbfchar 1 beginbfchar <61> <0000> endbfchar",
        )
    )
    for font in _page(chance, pdf).get(Name.Resources, Dictionary()).get(Name.Font, Dictionary()).values():  # type: ignore[union-attr]
        font.ToUnicode = Stream(pdf, b"/CIDInit begincmap " + mapping + b" endcmap")
        font.FirstChar, font.LastChar = chance.choice(((0, 2**31 - 1), (-5, -9), (255, 0)))
        font.Widths = Array([chance.choice((0, -1, 10**9)) for _ in range(chance.choice(SOME))])


CHANGES: Sequence[Change] = (
    page_counts,
    cyclic_pages,
    deep_pages,
    cyclic_structure,
    deep_structure,
    wide_structure,
    cyclic_outline,
    cyclic_forms,
    odd_geometry,
    crowded,
    annotated,
    packed_twice,
    odd_fonts,
)


def rebuilt(chance: random.Random, data: bytes) -> bytes:
    """Change the objects of a PDF, one kind or two."""
    with Pdf.open(io.BytesIO(data)) as pdf:
        for change in chance.sample(CHANGES, chance.choice((1, 1, 2))):
            try:
                change(chance, pdf)
            except (pikepdf.PdfError, ValueError, KeyError, IndexError, AttributeError, TypeError):
                continue  # what the first has destroyed, the second cannot change
        return _saved(pdf)


# ------------------------------------------------------------------------------------------------------- HTML and text
TEXTS = (
    "a", " ", ".", ". . ", "-", "_", "|", "1", "1 ", "(a)", "[1]", "§ ", "\t", "\f", "\n", "\r", "\x00", "\u0301", "*",
    "A ", "Table 1. ", "Rain falls. ", "https://", "http://a.", "www.", "@", "P.L. 1", "H.R. 1, ", "1 U.S.C. § 1, ",
    "Id. ", "See ", "et seq. ", "; and ", "• ", "1. ", "Contents\n", "Footnotes\n", "CRS-1\n", "........ 1\n", "118-",
    "Summary\n", "Figure 1. x\n", "1 Rain.\n", "Rain1 ", "-\n", "a-\n", "\u00ad", "“", "”", "'", "$1,000 ", "  x  y\n",
    "&", "<", "\ufffd", "\u202e", "January 1, ", "RL12345 ", "Sec. 1. ", "chapter 1 of title 1, ", "118th Congress ",
)  # fmt: skip
"""What regular expressions look for, over and over: each is repeated until it fills the length that is asked for."""


def repetitive(chance: random.Random, data: bytes) -> bytes:
    """Repeat one or two strings until they are long, on one line or on many, alone or in a document."""
    length = chance.choice((1000, 30_000, 400_000))
    unit = "".join(chance.choice(TEXTS) for _ in range(chance.choice((1, 1, 2, 3))))
    run = unit * (length // len(unit) + 1)
    every = chance.choice((0, 0, 3, 70, 500))
    if every:
        run = "\n".join(run[start : start + every] for start in range(0, len(run), every))
    filling = run.encode()
    at = chance.randrange(len(data) + 1)
    return chance.choice((filling, data[:at] + filling + data[at:], data + b"\n\n" + filling))


ELEMENTS = (
    "<div>", "<p>x", "<ul><li>x", "<ol><li>", "<table><tr><td>x", "<td>", "<blockquote>", "<b>x", "<sup>1</sup>",
    "<a href='#_ftn1'>", "<a name='_ftnref1'>", "<h2>x", "<span>", "<section>", "<dl><dt>x<dd>", "<!--", "<![CDATA[",
    "<svg>", "<select><option>", "&#x110000;", "&amp", "<br>", "<p id='a'>", "</p>", "</div>", "</table>", "<title>",
    "<img src='x' alt='y'>", "<script>", "<pre>", "<td colspan=1000 rowspan=1000>", "<td colspan=99999999>", "<th>x",
    "<td rowspan=99999999>", "<tr><td>x</td></tr>", "<caption>x",
)  # fmt: skip


def marked_up(chance: random.Random, data: bytes) -> bytes:
    """Repeat elements thousands of times, nested or side by side, inside a page or alone."""
    unit = "".join(chance.choice(ELEMENTS) for _ in range(chance.choice((1, 2, 3))))
    filling = (unit * chance.choice((10, 1000, 30_000))).encode()
    frame = chance.choice(
        (b"<html><body>%s</body></html>", b"<!doctype html><html><body><h1>Rain</h1><table>%s", b"<html>%s")
    )
    if b"<html" in data[:2000].lower() and chance.random() < 0.5:
        at = chance.randrange(len(data))
        return data[:at] + filling + data[at:]
    return frame.replace(b"%s", filling)


def misencoded(chance: random.Random, data: bytes) -> bytes:
    """Write the text in an encoding that is not the one it claims."""
    text = data.decode("utf-8", "replace")
    encoding = chance.choice(("utf-16", "utf-16-le", "utf-32", "cp1252", "latin-1", "utf-7", "cp037", "shift_jis"))
    claim = chance.choice(("utf-8", "utf-16", "x-none", "utf-7", "latin-1", "a" * 999))
    return chance.choice((b"", b"\xef\xbb\xbf", b"\xff\xfe", b"\xfe\xff")) + (
        f"<meta charset={claim}>{text}" if chance.random() < 0.5 else text
    ).encode(encoding, "replace")


def made(chance: random.Random, data: bytes) -> bytes:
    """Return a hostile input made of a fixture."""
    if data.startswith(b"%PDF"):
        return rebuilt(chance, data)
    return chance.choice((repetitive, repetitive, marked_up, misencoded))(chance, data)
