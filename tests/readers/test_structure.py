"""The structure tree as light nodes: pages, roles, marked content, references, and trees that are absurd."""

from collections.abc import Callable

import pikepdf
import pytest
from pikepdf import Array, Dictionary, Name, Pdf

from crsparse.readers.structure import MAX_DEPTH, Content, Node, Reference, read_structure
from tests.make_pdf import tagged

Outline = tuple[str, list[object]]


def outline(node: Node | Content | Reference) -> object:
    """Return a node as (tag, children), content as (page, mcid), a reference as its object number."""
    if isinstance(node, Content):
        return (node.page, node.mcid)
    if isinstance(node, Reference):
        return node.object_id[0]
    return (node.tag, [outline(kid) for kid in node.kids])


def read(pdf: Pdf) -> list[object]:
    root = read_structure(pdf)
    assert root is not None
    assert root.tag == "StructTreeRoot"
    return [outline(kid) for kid in root.kids]


def element(pdf: Pdf, kind: str, kids: object = None, **more: object) -> pikepdf.Object:
    made = Dictionary(Type=Name.StructElem, S=Name("/" + kind), **more)
    if kids is not None:
        made.K = Array(kids) if isinstance(kids, list) else kids
    return pdf.make_indirect(made)


@pytest.fixture
def pdf() -> Pdf:
    """A PDF of two pages with an empty tree."""
    made = pikepdf.new()
    for _ in range(2):
        made.add_blank_page()
    made.Root.StructTreeRoot = made.make_indirect(Dictionary(Type=Name.StructTreeRoot))
    return made


def plant(pdf: Pdf, *elements: object) -> None:
    pdf.Root.StructTreeRoot.K = Array(list(elements))


# --- what is read -----------------------------------------------------------------------------------------------------


def test_paragraphs_with_their_content() -> None:
    pdf, _, _ = tagged("It rains.", "It snows.")
    assert read(pdf) == [("P", [(1, 0)]), ("P", [(1, 1)])]


def test_no_tree() -> None:
    pdf = pikepdf.new()
    pdf.add_blank_page()
    assert read_structure(pdf) is None
    pdf.Root.StructTreeRoot = Dictionary(Type=Name.StructTreeRoot)
    assert read_structure(pdf) is None
    pdf.Root.StructTreeRoot = 12
    assert read_structure(pdf) is None


def test_a_single_child_needs_no_array(pdf: Pdf) -> None:
    pdf.Root.StructTreeRoot.K = element(pdf, "P", 3, Pg=pdf.pages[1].obj)
    assert read(pdf) == [("P", [(2, 3)])]


def test_the_page_is_inherited_and_overridden(pdf: Pdf) -> None:
    first, second = (page.obj for page in pdf.pages)
    inner = element(pdf, "Span", [1])
    other = element(pdf, "Span", [2], Pg=second)
    plant(pdf, element(pdf, "P", [0, inner, other], Pg=first))
    assert read(pdf) == [("P", [(1, 0), ("Span", [(1, 1)]), ("Span", [(2, 2)])])]


def test_marked_content_references(pdf: Pdf) -> None:
    first, second = (page.obj for page in pdf.pages)
    references = [Dictionary(Type=Name.MCR, MCID=4), Dictionary(Type=Name.MCR, MCID=5, Pg=second)]
    plant(pdf, element(pdf, "P", references, Pg=first))
    assert read(pdf) == [("P", [(1, 4), (2, 5)])]


def test_object_references(pdf: Pdf) -> None:
    annotation = pdf.make_indirect(Dictionary(Type=Name.Annot, Subtype=Name.Link))
    plant(pdf, element(pdf, "Link", [Dictionary(Type=Name.OBJR, Obj=annotation), 0], Pg=pdf.pages[0].obj))
    assert read(pdf) == [("Link", [annotation.objgen[0], (1, 0)])]


def test_a_page_that_is_not_in_the_document(pdf: Pdf) -> None:
    stranger = pdf.make_indirect(Dictionary(Type=Name.Page))
    plant(pdf, element(pdf, "P", [0], Pg=stranger))
    assert read(pdf) == [("P", [(0, 0)])]


def test_roles_are_mapped(pdf: Pdf) -> None:
    pdf.Root.StructTreeRoot.RoleMap = Dictionary(
        {
            "/CRS_Heading": Name("/Heading_1"),
            "/Heading_1": Name("/H1"),
            "/Footnote": Name("/Note"),
            "/A": Name("/B"),
            "/B": Name("/A"),
        }
    )
    plant(pdf, *(element(pdf, kind) for kind in ("CRS_Heading", "Footnote", "P", "A")))
    assert [kid[0] for kid in read(pdf)] == ["H1", "Footnote", "P", "A"]  # type: ignore[index]


def test_pictures_have_alternatives_and_cells_spans(pdf: Pdf) -> None:
    attributes = Array([Dictionary(O=Name.Layout), Dictionary(O=Name.Table, ColSpan=2, RowSpan=3)])
    plant(
        pdf,
        element(pdf, "Figure", Alt="A map"),
        element(pdf, "TD", A=attributes),
        element(pdf, "TH", A=Dictionary(ColSpan=2)),
        element(pdf, "TD", A=Dictionary(ColSpan=0, RowSpan=10**9)),
        element(pdf, "TD", A=Name.Odd),
    )
    root = read_structure(pdf)
    assert root is not None
    picture, *cells = root.kids
    assert isinstance(picture, Node)
    assert picture.alt == "A map"
    assert [(cell.col_span, cell.row_span) for cell in cells if isinstance(cell, Node)] == [
        (2, 3),
        (2, 1),
        (1, 1000),
        (1, 1),
    ]


# --- absurd trees -----------------------------------------------------------------------------------------------------


def test_a_tree_that_contains_itself(pdf: Pdf) -> None:
    inner = element(pdf, "Sect", [0], Pg=pdf.pages[0].obj)
    outer = element(pdf, "Sect", [inner])
    inner.K.append(outer)
    plant(pdf, outer)
    assert read(pdf) == [("Sect", [("Sect", [(1, 0)])])]


def test_an_element_in_two_places_belongs_to_the_first(pdf: Pdf) -> None:
    shared = element(pdf, "P", [0], Pg=pdf.pages[0].obj)
    plant(pdf, element(pdf, "Sect", [shared]), element(pdf, "Div", [shared]))
    assert read(pdf) == [("Sect", [("P", [(1, 0)])]), ("Div", [])]


def test_a_very_deep_tree(pdf: Pdf) -> None:
    bottom = element(pdf, "P", [0], Pg=pdf.pages[0].obj)
    for _ in range(5000):
        bottom = element(pdf, "Sect", [bottom])
    plant(pdf, bottom)
    root = read_structure(pdf)
    depth = 0
    node: object = root
    while isinstance(node, Node) and node.kids:
        node, depth = node.kids[0], depth + 1
    assert depth == MAX_DEPTH + 1


@pytest.mark.parametrize(
    "kid",
    [
        lambda pdf: Name.P,
        lambda pdf: pikepdf.String("P"),
        lambda pdf: Array([0]),
        lambda pdf: pdf.make_stream(b""),
        lambda pdf: Dictionary(Type=Name.MCR),
        lambda pdf: Dictionary(Type=Name.MCR, MCID=Name.P),
        lambda pdf: Dictionary(Type=Name.OBJR),
        lambda pdf: Dictionary(Type=Name.OBJR, Obj=12),
    ],
)
def test_what_is_no_child_is_left_out(pdf: Pdf, kid: Callable[[Pdf], object]) -> None:
    plant(pdf, element(pdf, "P", [0, kid(pdf), 1], Pg=pdf.pages[0].obj))
    assert read(pdf) == [("P", [(1, 0), (1, 1)])]


def test_an_element_without_type(pdf: Pdf) -> None:
    plant(pdf, pdf.make_indirect(Dictionary(K=0, Pg=12)))
    assert read(pdf) == [("NonStruct", [(0, 0)])]
