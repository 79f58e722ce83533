"""The structure tree of a tagged PDF (PDF 32000-1, 14.7), as light nodes.

pikepdf walks the tree some six times faster than pdfium's own calls and twenty times faster than pdfplumber's. Element
types are mapped to standard ones through the document's role map, but for ``Footnote`` and ``Endnote``, which CRS's
Word add-in writes and which say more than the ``Note`` they are mapped to.
"""

from typing import Any

import pikepdf
from msgspec import Struct

MAX_DEPTH = 80
"""Elements nested deeper than this are not followed; real trees are some twelve deep."""
MAX_NODES = 2_000_000
"""Elements after this many are not followed; a 67-page report has 4,300."""
MAX_SPAN = 1000
"""Columns or rows that a cell may cover, as in HTML; more can only be damage."""

_PICTURES = frozenset({"Figure", "Formula"})
_CELLS = frozenset({"TD", "TH"})
"""Types whose attributes are read; each look-up costs, and a report has thousands of elements."""
_DIRECT = (0, 0)
"""Object and generation number of what is no object of its own."""
_KEEP = frozenset({"Footnote", "Endnote"})


class Content(Struct, frozen=True, gc=False):
    """A leaf of the tree: one marked-content sequence."""

    page: int
    """Page, 1-based; 0 where the tree names a page that is not in the document."""
    mcid: int
    """Marked-content id on that page."""


class Reference(Struct, frozen=True, gc=False):
    """A leaf of the tree: a whole object, in CRS products a link annotation."""

    object_id: tuple[int, int]
    """Object and generation number."""


class Node(Struct):
    """A structure element."""

    tag: str
    """Type, role-mapped, without the slash."""
    kids: "list[Node | Content | Reference]"
    """Children in order."""
    alt: str | None = None
    """Alternative text (/Alt) of a picture."""
    col_span: int = 1
    """/ColSpan of a table cell."""
    row_span: int = 1
    """/RowSpan of a table cell."""


def read_structure(pdf: pikepdf.Pdf) -> Node | None:
    """Return the root of the structure tree, None where there is none."""
    root = pdf.Root.get("/StructTreeRoot")
    if not isinstance(root, pikepdf.Dictionary) or "/K" not in root:
        return None
    return _TreeReader(pdf, root).read()


class _TreeReader:
    def __init__(self, pdf: pikepdf.Pdf, root: pikepdf.Object) -> None:
        self.root = root
        self.pages = {page.obj.objgen: number for number, page in enumerate(pdf.pages, 1)}
        self.roles: dict[str, str] = {}
        roles = root.get("/RoleMap")
        if isinstance(roles, pikepdf.Dictionary):
            self.roles = {str(name): str(role) for name, role in roles.items()}
        self.seen: set[tuple[int, int]] = set()
        self.count = 0

    def read(self) -> Node:
        top = Node("StructTreeRoot", [])
        self._kids(self.root, top, 0, 0)
        return top

    def _kids(self, item: Any, node: Node, page: int, depth: int) -> None:
        kids = item.get("/K")
        if kids is None:
            return
        for kid in kids if isinstance(kids, pikepdf.Array) else (kids,):
            if isinstance(kid, int):
                node.kids.append(Content(page, kid))
            elif isinstance(kid, pikepdf.Dictionary):
                self._kid(kid, node, page, depth)

    def _kid(self, kid: Any, node: Node, page: int, depth: int) -> None:
        self.count += 1
        if depth > MAX_DEPTH or self.count > MAX_NODES:
            return
        own_page = kid.get("/Pg")
        if isinstance(own_page, pikepdf.Dictionary):
            page = self.pages.get(own_page.objgen, 0)
        name = kid.get("/S")
        if name is None and self._leaf(kid, node, page):
            return
        place = kid.objgen
        if place != _DIRECT:  # an element met twice is a loop or a copy: its content belongs to the first place
            if place in self.seen:
                return
            self.seen.add(place)
        child = Node(self._role(str(name or "/NonStruct")), [])
        if child.tag in _PICTURES:
            alt = kid.get("/Alt")
            child.alt = None if alt is None else str(alt)
        elif child.tag in _CELLS:
            self._spans(kid, child)
        node.kids.append(child)
        self._kids(kid, child, page, depth + 1)

    def _leaf(self, kid: Any, node: Node, page: int) -> bool:
        """Read a reference to marked content or to an object, which have no /S; tell whether it is one."""
        kind = kid.get("/Type")
        if kind == "/MCR":
            mcid = kid.get("/MCID")
            if isinstance(mcid, int):
                node.kids.append(Content(page, mcid))
        elif kind == "/OBJR":
            target = kid.get("/Obj")
            if isinstance(target, pikepdf.Dictionary):
                node.kids.append(Reference(target.objgen))
        else:
            return False
        return True

    def _role(self, name: str) -> str:
        for _ in range(4):  # a role may be mapped to a role; a loop ends here
            if name[1:] in _KEEP or name not in self.roles:
                break
            name = self.roles[name]
        return name[1:]

    def _spans(self, kid: Any, node: Node) -> None:
        attributes = kid.get("/A")
        if attributes is None:
            return
        for entry in attributes if isinstance(attributes, pikepdf.Array) else (attributes,):
            if not isinstance(entry, pikepdf.Dictionary):
                continue
            node.col_span = _span(entry.get("/ColSpan"), node.col_span)
            node.row_span = _span(entry.get("/RowSpan"), node.row_span)


def _span(value: object, without: int) -> int:
    return min(max(1, value), MAX_SPAN) if isinstance(value, int) else without
