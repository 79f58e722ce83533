"""HTML into a tagged PDF shaped as Word and iText shape CRS's, and into the same PDF without tags.

WeasyPrint tags every box of its own. :func:`retag` rebuilds the tree after CRS's habits (crs.md, "Tags"): no grouping
elements; heads, feet and ``(continued...)`` are artifacts; one Link with a reference for each line it runs over; list
labels inside the body; one Footnote element a page, after the block that calls its first note; no spans on cells.
One paragraph over two pages stays two P elements, which CRS's own files also have.
"""

from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import pikepdf
import weasyprint
import weasyprint.pdf.tags
from pikepdf import Array, Dictionary, Name, Object, Operator, Page, Pdf

_ROLES = {
    "crs-note": "Footnote",
    "crs-notep": "P",
    "crs-artifact": "Artifact",
    "crs-toc": "TOC",
    "crs-toci": "TOCI",
    "crs-p": "P",
    "crs-address": "Address",
    "th": "TH",
}
_GROUPS = {"NonStruct", "Div", "Sect", "Art", "Part"}
_weasyprint_role = weasyprint.pdf.tags._get_pdf_tag


def _role(tag: str | None) -> str:
    if tag is not None and tag.endswith("::footnote-call"):
        return "Call"
    role = _ROLES.get(tag or "")
    return role if role is not None else str(_weasyprint_role(tag))


@dataclass
class Node:
    """A structure element."""

    role: str
    kids: list["Node | Content | Reference"] = field(default_factory=list)
    alt: str | None = None


@dataclass(frozen=True)
class Content:
    page: int
    mcid: int


@dataclass(frozen=True)
class Reference:
    """An annotation; ``key`` is where it leads."""

    page: int
    annotation: Object
    key: str


def render(html: str, base: Path) -> bytes:
    """Return WeasyPrint's tagged PDF."""
    weasyprint.pdf.tags._get_pdf_tag = _role
    try:
        document = weasyprint.HTML(string=html, base_url=f"{base}/").render(uncompressed_pdf=True)
        data: bytes = document.write_pdf(pdf_tags=True, uncompressed_pdf=True)
    finally:
        weasyprint.pdf.tags._get_pdf_tag = _weasyprint_role
    return data


def retag(pdf: Pdf, *, spans: bool = True) -> None:
    """Replace the structure tree by one of CRS's shape; content outside it becomes artifacts.

    ``spans`` says whether text in paragraphs is wrapped in Span elements, as in Insights and Sidebars, or not, as in
    most reports.
    """
    _drop_double_annotations(pdf)
    present = [_join_leaders(pdf, page) for page in pdf.pages]
    pages = {page.obj.objgen: number for number, page in enumerate(pdf.pages)}
    root = _read(pdf.Root.StructTreeRoot.K[0], pages, 0)
    _drop_absent(root, present)
    root = shape(root)
    if not spans:
        _drop_spans(root)
    _write(pdf, root)


def _join_leaders(pdf: Pdf, page: Page) -> set[int]:
    """Make one stretch of the dots of a leader, which WeasyPrint sets one by one and from right to left.

    Return the marked-content numbers that are left. A dot is ``BDC BT Tm Tf TJ ET EMC`` with one glyph.
    """
    source = list(pikepdf.parse_content_stream(page))
    out: list[Any] = []
    numbers: set[int] = set()
    at = 0
    while at < len(source):
        run = at
        while _dot(source, run) is not None and _dot(source, run) == _dot(source, at):
            run += 7
        if run - at > 3 * 7:
            first, last = source[at : at + 7], source[run - 7 : run]
            glyph = first[4].operands[0][0]
            joined = Array([pikepdf.String(bytes(glyph) * ((run - at) // 7))])
            out += [*first[:2], last[2], first[3], ([joined], Operator("TJ")), *first[5:]]
            numbers.add(int(first[0].operands[1].MCID))
            at = run
            continue
        operands, operator = source[at]
        if operator == Operator("BDC") and "/MCID" in operands[1]:
            numbers.add(int(operands[1].MCID))
        out.append((operands, operator))
        at += 1
    page.obj.Contents = pdf.make_stream(pikepdf.unparse_content_stream(out))
    return numbers


def _dot(source: list[Any], at: int) -> tuple[bytes, float] | None:
    """Return glyph and baseline when the seven instructions at ``at`` set a single glyph."""
    names = [str(operator) for _, operator in source[at : at + 7]]
    if names != ["BDC", "BT", "Tm", "Tf", "TJ", "ET", "EMC"]:
        return None
    strings = [item for item in source[at + 4].operands[0] if isinstance(item, pikepdf.String)]
    if len(strings) != 1 or len(bytes(strings[0])) != 2:
        return None
    return bytes(strings[0]), float(source[at + 2].operands[5])


def _drop_absent(node: "Node", present: list[set[int]]) -> None:
    node.kids = [k for k in node.kids if not (isinstance(k, Content) and k.mcid not in present[k.page])]
    for kid in node.kids:
        if isinstance(kid, Node):
            _drop_absent(kid, present)


def _drop_double_annotations(pdf: Pdf) -> None:
    """WeasyPrint makes an annotation for a link and one more for every inline box inside it."""
    for page in pdf.pages:
        annotations = list(page.obj.get("/Annots", Array()))
        kept: list[tuple[str, tuple[float, ...], Object]] = []
        for annotation in sorted(annotations, key=lambda a: -abs(float(a.Rect[2]) - float(a.Rect[0]))):
            x0, y1, x1, y0 = (float(v) for v in annotation.Rect)
            key = str(annotation.Dest if "/Dest" in annotation else annotation.A.URI)
            if any(
                k == key and x0 >= r[0] - 1 and x1 <= r[2] + 1 and y0 >= r[3] - 3 and y1 <= r[1] + 3 for k, r, _ in kept
            ):
                annotation.Doubled = True
            else:
                kept.append((key, (x0, y1, x1, y0), annotation))
        if annotations:
            page.obj.Annots = Array([annotation for annotation in annotations if "/Doubled" not in annotation])


def _read(element: Object, pages: dict[tuple[int, int], int], page: int) -> Node:
    page = pages[element.Pg.objgen] if "/Pg" in element else page
    node = Node(str(element.S)[1:], alt=str(element.Alt) if "/Alt" in element else None)
    for kid in element.get("/K", Array()):
        if isinstance(kid, int):
            node.kids.append(Content(page, int(kid)))
        elif kid.get("/Type") == "/OBJR":
            annotation = kid.Obj
            if "/Doubled" in annotation:
                continue
            action = annotation.get("/A")
            key = str(action.URI) if action is not None else str(annotation.get("/Dest"))
            node.kids.append(Reference(pages[kid.Pg.objgen], annotation, key))
        else:
            node.kids.append(_read(kid, pages, page))
    return node


def shape(node: Node) -> Node:
    """Return the tree after CRS's habits."""
    node = _flatten(node)[0]  # type: ignore[assignment]
    assert isinstance(node, Node)
    _merge_links(node)
    _nest_lists(node)
    _wrap_cells(node)
    node.kids = _place_address(_place_notes(node.kids))
    return _without_calls(node)


def _flatten(node: "Node | Content | Reference") -> list["Node | Content | Reference"]:
    """Drop artifacts and empty elements, put the children of grouping elements in their place."""
    if not isinstance(node, Node):
        return [node]
    if node.role == "Artifact":
        return []
    kids = [new for kid in node.kids for new in _flatten(kid)]
    if node.role in _GROUPS:
        return kids
    if node.role == "Link" and not any(isinstance(kid, Reference) for kid in kids):
        return kids  # its annotation was a double
    if not kids and node.role not in ("TD", "TH", "Figure"):
        return []
    if (
        node.role == "Span"
        and len(kids) == 1
        and isinstance(kids[0], Node)
        and kids[0].role in ("Span", "Footnote", "Call")
    ):
        return kids
    return [Node(node.role, kids, node.alt)]


def _merge_links(node: Node) -> None:
    """Make one Link of the pieces of a link that runs over lines."""
    out: list[Node | Content | Reference] = []
    for kid in node.kids:
        if isinstance(kid, Node):
            _merge_links(kid)
            if kid.role == "Link":
                content = [k for k in kid.kids if not isinstance(k, Reference)]
                references: list[Any] = [k for k in kid.kids if isinstance(k, Reference)]
                kid.kids = [*references, *(Node("Span", [k]) if isinstance(k, Content) else k for k in content)]
                last = out[-1] if out else None
                if isinstance(last, Node) and last.role == "Link" and references and _key(last) == references[0].key:
                    own = sum(isinstance(k, Reference) for k in last.kids)
                    last.kids[own:own] = references
                    last.kids.extend(kid.kids[len(references) :])
                    continue
        out.append(kid)
    node.kids = out


def _key(link: Node) -> str | None:
    return next((k.key for k in link.kids if isinstance(k, Reference)), None)


def _nest_lists(node: Node) -> None:
    """Put a nested list into the body of the item before it."""
    out: list[Node | Content | Reference] = []
    for kid in node.kids:
        if isinstance(kid, Node):
            _nest_lists(kid)
            if node.role == "L" and kid.role == "L" and out and isinstance(out[-1], Node):
                body = out[-1].kids[-1]
                assert isinstance(body, Node)
                body.kids.append(kid)
                continue
        out.append(kid)
    node.kids = out


def _wrap_cells(node: Node) -> None:
    for kid in node.kids:
        if isinstance(kid, Node):
            _wrap_cells(kid)
    if node.role in ("TD", "TH") and any(not isinstance(k, Node) or k.role in ("Span", "Link") for k in node.kids):
        node.kids = [Node("P", node.kids)]


def _drop_spans(node: Node) -> None:
    out: list[Node | Content | Reference] = []
    for kid in node.kids:
        if isinstance(kid, Node):
            _drop_spans(kid)
            if kid.role == "Span" and node.role != "Link":
                out.extend(kid.kids)
                continue
        out.append(kid)
    node.kids = out


def _calls(node: "Node | Content | Reference") -> Iterator[int]:
    if isinstance(node, Node):
        if node.role == "Call":
            yield from _pages(node)
        for kid in node.kids:
            yield from _calls(kid)


def _pages(node: "Node | Content | Reference") -> Iterator[int]:
    if isinstance(node, Content):
        yield node.page
    elif isinstance(node, Node):
        for kid in node.kids:
            yield from _pages(kid)


def _place_notes(kids: list["Node | Content | Reference"]) -> list["Node | Content | Reference"]:
    """Make one Footnote of a page's notes and put it after the block that calls its first note."""
    notes: dict[int, Node] = {}
    rest: list[Node | Content | Reference] = []
    for kid in kids:
        if isinstance(kid, Node) and kid.role == "Footnote":
            page = next(_pages(kid))
            notes.setdefault(page, Node("Footnote")).kids.extend(kid.kids)
        else:
            rest.append(kid)
    out: list[Node | Content | Reference] = []
    for place, kid in enumerate(rest):
        out.append(kid)
        here = set(_calls(kid))
        ends = {page for page in notes if not any(page in _pages(other) for other in rest[place + 1 :])}
        for page in sorted((here | ends) & notes.keys()):
            out.append(notes.pop(page))
    return out


def _place_address(kids: list["Node | Content | Reference"]) -> list["Node | Content | Reference"]:
    """Put the address at the foot of page 1 after the title and the date, as one P of three."""
    addresses = [kid for kid in kids if isinstance(kid, Node) and kid.role == "Address"]
    rest = [kid for kid in kids if not (isinstance(kid, Node) and kid.role == "Address")]
    return [*rest[:2], *(Node("P", address.kids) for address in addresses), *rest[2:]]


def _without_calls(node: Node) -> Node:
    kids = [_without_calls(kid) if isinstance(kid, Node) else kid for kid in node.kids]
    return Node("Span" if node.role == "Call" else node.role, kids, node.alt)


def _write(pdf: Pdf, root: Node) -> None:
    pages = list(pdf.pages)
    used: dict[int, dict[int, Object]] = {number: {} for number in range(len(pages))}
    annotations: list[tuple[Object, Object]] = []

    def build(node: Node, parent: Object) -> Object:
        element = pdf.make_indirect(Dictionary(Type=Name.StructElem, S=Name("/" + node.role), P=parent))
        if node.alt:
            element.Alt = pikepdf.String(node.alt)
        first = next(_pages(node), None)
        if first is not None:
            element.Pg = pages[first].obj
        kids: list[Any] = []
        for kid in node.kids:
            if isinstance(kid, Node):
                kids.append(build(kid, element))
            elif isinstance(kid, Reference):
                kids.append(Dictionary(Type=Name.OBJR, Obj=kid.annotation, Pg=pages[kid.page].obj))
                annotations.append((kid.annotation, element))
            else:
                used[kid.page][kid.mcid] = element
                same = kid.page == first
                kids.append(kid.mcid if same else Dictionary(Type=Name.MCR, Pg=pages[kid.page].obj, MCID=kid.mcid))
        element.K = Array(kids)
        return element

    tree = pdf.make_indirect(Dictionary(Type=Name.StructTreeRoot, RoleMap=Dictionary(Footnote=Name.Note)))
    tree.K = build(root, tree)
    numbers: list[Any] = []
    for number, page in enumerate(pages):
        size = max(used[number], default=-1) + 1
        # a number without an element is an artifact now
        numbers += [number, pdf.make_indirect(Array([used[number].get(mcid) for mcid in range(size)]))]
        page.obj.StructParents = number
        page.obj.Contents = pdf.make_stream(_marked(page, set(used[number])))
    for number, (annotation, element) in enumerate(annotations, start=len(pages)):
        annotation.StructParent = number
        numbers += [number, element]
    tree.ParentTree = pdf.make_indirect(Dictionary(Nums=Array(numbers)))
    pdf.Root.StructTreeRoot = tree
    pdf.Root.MarkInfo = Dictionary(Marked=True)


def _marked(page: Page, wanted: set[int]) -> bytes:
    """Return the page's content with marked content outside the tree turned into artifacts."""
    out: list[Any] = []
    for operands, operator in pikepdf.parse_content_stream(page):
        if operator == Operator("BDC") and "/MCID" in operands[1] and int(operands[1].MCID) not in wanted:
            out.append(([Name.Artifact], Operator("BMC")))
        else:
            out.append((operands, operator))
    return pikepdf.unparse_content_stream(out)


def untag(pdf: Pdf) -> None:
    """Take the structure tree and every mark of it away."""
    for key in ("/StructTreeRoot", "/MarkInfo"):
        del pdf.Root[key]
    for page in pdf.pages:
        if "/StructParents" in page.obj:
            del page.obj["/StructParents"]
        for annotation in page.obj.get("/Annots", Array()):
            if "/StructParent" in annotation:
                del annotation["/StructParent"]
        marks = {Operator(name) for name in ("BDC", "BMC", "EMC", "MP", "DP")}
        kept = [
            (operands, operator) for operands, operator in pikepdf.parse_content_stream(page) if operator not in marks
        ]
        page.obj.Contents = pdf.make_stream(pikepdf.unparse_content_stream(kept))


def save(pdf: Pdf, path: Path) -> None:
    """Write small and always the same bytes."""
    for key in ("/CreationDate", "/ModDate", "/Producer"):
        if key in pdf.docinfo:
            del pdf.docinfo[key]
    pikepdf.settings.set_flate_compression_level(9)
    pdf.remove_unreferenced_resources()
    pdf.save(
        path,
        compress_streams=True,
        recompress_flate=True,
        object_stream_mode=pikepdf.ObjectStreamMode.generate,
        deterministic_id=True,
    )
