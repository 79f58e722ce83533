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
_DESCRIBED = _PICTURES | {"TD", "TH"}
"""Types of which more than the content is read; each look-up costs, and a report has thousands of elements."""
_REFERENCES = ("/MCR", "/OBJR")
"""Types of the dictionaries among an element's kids that are no elements."""
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
    """Walks the tree.

    Where a key may be missing it is asked for first: to look it up in vain takes pikepdf five times as long.
    """

    def __init__(self, pdf: pikepdf.Pdf, root: pikepdf.Object) -> None:
        self.root = root
        self.pages = {page.obj.objgen: number for number, page in enumerate(pdf.pages, 1)}
        self.roles: dict[str, str] = {}
        roles = root.get("/RoleMap")
        if isinstance(roles, pikepdf.Dictionary):
            self.roles = {str(name): str(role) for name, role in roles.items()}
        self.tags: dict[str, str] = {}
        self.seen: set[tuple[int, int]] = set()
        self.count = 0

    def read(self) -> Node:
        top = Node("StructTreeRoot", [])
        self._kids(self.root.get("/K"), top, 0, 0)
        return top

    def _kids(self, kids: Any, node: Node, page: int, depth: int) -> None:
        """Read /K of an element, ``depth`` levels deep, into ``node``; its page is the one that ``page`` numbers."""
        found = node.kids
        for kid in kids.as_list() if isinstance(kids, pikepdf.Array) else (kids,):
            if isinstance(kid, int):
                found.append(Content(page, kid))
                continue
            if not isinstance(kid, pikepdf.Dictionary):
                continue
            self.count += 1
            if depth > MAX_DEPTH or self.count > MAX_NODES:
                return
            own_page = kid.get("/Pg")
            number = self.pages.get(own_page.objgen, 0) if isinstance(own_page, pikepdf.Dictionary) else page
            name = kid.get("/S")
            if name is None and kid.get("/Type") in _REFERENCES:
                found.extend(_leaf(kid, number))
                continue
            place = kid.objgen
            if place != _DIRECT:  # an element met twice is a loop or a copy: its content belongs to the first place
                if place in self.seen:
                    continue
                self.seen.add(place)
            child = Node(self._tag("/NonStruct" if name is None else str(name)), [])
            if child.tag in _DESCRIBED:
                _describe(kid, child)
            found.append(child)
            self._kids(kid.get("/K"), child, number, depth + 1)

    def _tag(self, name: str) -> str:
        """Return the standard type that a type is mapped to."""
        tag = self.tags.get(name)
        if tag is None:
            role = name
            for _ in range(4):  # a role may be mapped to a role; a loop ends here
                if role[1:] in _KEEP or role not in self.roles:
                    break
                role = self.roles[role]
            tag = self.tags[name] = role[1:]
        return tag


def _leaf(kid: Any, page: int) -> tuple[Content | Reference, ...]:
    """Return what a reference to marked content or to an object refers to; nothing where it is damaged."""
    if kid["/Type"] == "/MCR":
        mcid = kid.get("/MCID")
        return (Content(page, mcid),) if isinstance(mcid, int) else ()
    target = kid.get("/Obj")
    return (Reference(target.objgen),) if isinstance(target, pikepdf.Dictionary) else ()


def _describe(kid: Any, node: Node) -> None:
    """Add what a picture or a cell has beside its content."""
    if node.tag in _PICTURES:
        alt = kid.get("/Alt")
        node.alt = None if alt is None else str(alt)
        return
    attributes = kid.get("/A")
    for entry in attributes.as_list() if isinstance(attributes, pikepdf.Array) else (attributes,):
        if isinstance(entry, pikepdf.Dictionary):
            if "/ColSpan" in entry:
                node.col_span = _span(entry["/ColSpan"], node.col_span)
            if "/RowSpan" in entry:
                node.row_span = _span(entry["/RowSpan"], node.row_span)


def _span(value: object, without: int) -> int:
    return min(max(1, value), MAX_SPAN) if isinstance(value, int) else without
