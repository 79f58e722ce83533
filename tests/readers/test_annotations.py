"""Link annotations: where they stand on the displayed page and where they lead."""

from collections.abc import Sequence

import pikepdf
import pytest
from pikepdf import Array, Dictionary, Name, String

from crsparse.elements import Destination
from crsparse.readers.annotations import read_annotations


def pdf_with(
    annotation: pikepdf.Object, *, pages: int = 2, rotate: int = 0, crop: Sequence[float] | None = None
) -> pikepdf.Pdf:
    pdf = pikepdf.new()
    for _ in range(pages):
        pdf.add_blank_page(page_size=(612, 792))
    for page in pdf.pages:
        if rotate:
            page.obj.Rotate = rotate
        if crop is not None:
            page.obj.CropBox = Array(list(crop))
    pdf.pages[0].obj.Annots = Array([pdf.make_indirect(annotation)])
    return pdf


def link(**more: object) -> pikepdf.Dictionary:
    return Dictionary(Type=Name.Annot, Subtype=Name.Link, Rect=Array([100, 700, 200, 712]), **more)


def uri(address: str) -> pikepdf.Dictionary:
    return Dictionary(S=Name.URI, URI=String(address))


def test_an_address_and_its_place() -> None:
    pdf = pdf_with(link(A=uri("https://tides.example.gov/a?b=1#c")))
    (found,) = read_annotations(pdf)
    assert (found.page, found.href, found.destination) == (1, "https://tides.example.gov/a?b=1#c", None)
    assert found.boxes == ((100, 80, 200, 92),)
    assert found.object_id == pdf.pages[0].obj.Annots[0].objgen
    assert found.anchor(7).key == 7


@pytest.mark.parametrize(
    ("rotate", "box"),
    [
        (0, (100, 80, 200, 92)),
        (90, (700, 100, 712, 200)),
        (180, (412, 700, 512, 712)),
        (270, (80, 412, 92, 512)),
    ],
)
def test_the_rotation_of_the_page_is_applied(rotate: int, box: tuple[float, ...]) -> None:
    (found,) = read_annotations(pdf_with(link(A=uri("https://a.example")), rotate=rotate))
    assert found.boxes == (box,)


def test_the_crop_box_moves_the_origin() -> None:
    (found,) = read_annotations(pdf_with(link(A=uri("https://a.example")), crop=(50, 100, 550, 750)))
    assert found.boxes == ((50, 38, 150, 50),)


def test_quadrilaterals_are_boxes_of_their_own_in_any_order_of_corners() -> None:
    quads = Array([100, 712, 200, 712, 100, 700, 200, 700, 72, 688, 72, 699, 90, 699, 90, 688])
    (found,) = read_annotations(pdf_with(link(A=uri("https://a.example"), QuadPoints=quads)))
    assert found.boxes == ((100, 80, 200, 92), (72, 93, 90, 104))


def test_explicit_destinations() -> None:
    pdf = pdf_with(link())
    page = pdf.pages[1].obj
    for values, top in (
        ([page, Name.XYZ, 90, 500, 0], 292.0),
        ([page, Name.XYZ, None, None, None], None),
        ([page, Name.FitH, 500], 292.0),
        ([page, Name.FitR, 0, 100, 200, 500], 292.0),
        ([page, Name.Fit], None),
    ):
        pdf.pages[0].obj.Annots = Array([link(Dest=Array(values))])
        (found,) = read_annotations(pdf)
        assert found.destination == Destination(2, top, None)
        assert found.href is None


def test_a_go_to_action_and_names_in_both_places() -> None:
    pdf = pdf_with(link())
    place = Array([pdf.pages[1].obj, Name.XYZ, 90, 500, 0])
    pdf.Root.Dests = Dictionary(_Toc1=place)
    tree = pikepdf.NameTree.new(pdf)
    tree["_Toc2"] = Dictionary(D=place)
    pdf.Root.Names = Dictionary(Dests=tree.obj)
    for target, name in ((Name("/_Toc1"), "_Toc1"), (String("_Toc2"), "_Toc2")):
        pdf.pages[0].obj.Annots = Array([link(A=Dictionary(S=Name.GoTo, D=target))])
        (found,) = read_annotations(pdf)
        assert found.destination == Destination(2, 292.0, name)


def test_a_name_that_leads_nowhere_keeps_its_name() -> None:
    (found,) = read_annotations(pdf_with(link(Dest=String("gone"))))
    assert found.destination == Destination(None, None, "gone")


def test_names_in_a_circle_end() -> None:
    pdf = pdf_with(link(Dest=String("a")))
    pdf.Root.Dests = Dictionary(a=String("b"), b=String("a"))
    assert read_annotations(pdf)[0].destination is not None


def test_a_remote_file_is_an_address() -> None:
    action = Dictionary(S=Name.GoToR, F=Dictionary(F=String("other.pdf")), D=Array([0, Name.Fit]))
    (found,) = read_annotations(pdf_with(link(A=action)))
    assert (found.href, found.destination) == ("other.pdf", None)


def test_an_address_in_utf_8_is_read() -> None:
    (found,) = read_annotations(pdf_with(link(A=Dictionary(S=Name.URI, URI=String("https://a.example/é".encode())))))
    assert found.href == "https://a.example/é"


@pytest.mark.parametrize(
    "annotation",
    [
        Dictionary(Type=Name.Annot, Subtype=Name.Widget, Rect=Array([0, 0, 1, 1])),
        Dictionary(Type=Name.Annot, Subtype=Name.Link),
        Dictionary(Type=Name.Annot, Subtype=Name.Link, Rect=Array([1, 2])),
        Dictionary(Type=Name.Annot, Subtype=Name.Link, Rect=String("far away")),
    ],
    ids=["form field", "no place", "half a place", "no numbers"],
)
def test_what_is_no_link_or_broken_is_left_out(annotation: pikepdf.Object) -> None:
    assert read_annotations(pdf_with(annotation)) == ()


def test_broken_neighbours_do_not_hide_a_link() -> None:
    pdf = pdf_with(link(A=uri("https://a.example")))
    pdf.pages[0].obj.Annots.insert(0, Dictionary(Subtype=Name.Link, Rect=Array([1])))
    pdf.pages[0].obj.Annots.insert(0, String("stray"))
    assert [found.href for found in read_annotations(pdf)] == ["https://a.example"]
