"""Damaged and hostile inputs: each ends in a typed error or in an honest document, soon, and never in a traceback."""

import contextlib
import inspect
import random
from collections.abc import Callable
from pathlib import Path

import pikepdf
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from pikepdf import Array, Dictionary, Name, Pdf, String

import crsparse
from crsparse import errors, schema
from tests.conftest import Run, no_hang
from tests.make_pdf import encrypted, saved, scanned, tagged, text_pages, text_pdf

MEMO = "This memo has nothing to do with the Congress. It is long enough to be a paragraph of its own,\nover two lines."
ENGINES = ("pdfium", "pdfplumber")

pytestmark = no_hang


def document_of(content: bytes, **options: str) -> crsparse.Document:
    """Return the document, which is valid, or raise an error of ours, whose message is one line without an address."""
    try:
        document = crsparse.parse(content, **options)  # type: ignore[arg-type]
    except crsparse.CrsparseError as error:
        unfit = not str(error) or "\n" in str(error) or " at 0x" in str(error)
        if unfit or not isinstance(error, crsparse.UnreadableInput):
            raise AssertionError(f"not a proper error: {error!r}") from error
        raise
    schema.validate(document)
    return document


def codes(document: crsparse.Document) -> set[str]:
    return {item.code for item in document.diagnostics}


# ----------------------------------------------------------------------------------------------------- the error types
def test_errors_have_one_root_a_sentence_and_a_code_of_their_own() -> None:
    classes = [item for _, item in inspect.getmembers(errors, inspect.isclass) if item.__module__ == errors.__name__]
    assert all(issubclass(item, errors.CrsparseError) for item in classes)
    assert all(item.__doc__ and item.__doc__.strip().endswith((".", "person.")) for item in classes)
    assert len({item.code for item in classes}) == len(classes)


# ---------------------------------------------------------------------------------------------------------------- PDFs
@pytest.mark.parametrize("engine", ENGINES)
def test_truncated(engine: str) -> None:
    """Cut anywhere: what can be read is a document, the rest is an error that says so."""
    whole = text_pdf(MEMO, MEMO)
    outcomes = set()
    for end in range(9, len(whole), 97):
        try:
            outcomes.add(type(document_of(whole[:end], engine=engine)))
        except (crsparse.DamagedPdf, crsparse.NoTextLayer) as error:
            outcomes.add(type(error))
    assert crsparse.DamagedPdf in outcomes


def test_truncated_fixture(fixtures: Path) -> None:
    whole = (fixtures / "IN12030" / "IN12030.tagged.pdf").read_bytes()
    for share in (0.1, 0.5, 0.9):
        with pytest.raises(crsparse.DamagedPdf):
            document_of(whole[: int(len(whole) * share)])


@pytest.mark.parametrize(
    "content",
    [
        b"%PDF-1.7\n",
        b"%PDF-1.7\n" + bytes(range(256)) * 50,
        b"%PDF-1.7\n" + b"1 0 obj << " * 5000,
        b"%PDF-" + b"[" * 99999,
    ],
    ids=["header", "garbage", "objects", "brackets"],
)
@pytest.mark.parametrize("engine", ENGINES)
def test_no_pdf_behind_its_header(content: bytes, engine: str) -> None:
    with pytest.raises(crsparse.DamagedPdf, match="can't be opened"):
        document_of(content, engine=engine)


@pytest.mark.parametrize("engine", ENGINES)
def test_encrypted(engine: str) -> None:
    content = encrypted("sésame")
    with pytest.raises(crsparse.EncryptedPdf, match="password"):
        document_of(content, engine=engine)
    with pytest.raises(crsparse.EncryptedPdf, match="wrong password"):
        document_of(content, engine=engine, password="wrong")
    for password in ("sésame", "sésame!"):  # the user's and the owner's
        document = document_of(content, engine=engine, password=password)
        assert document.blocks[0].text == "A text that is written for this test."
    assert document_of(encrypted(""), engine=engine).blocks  # permissions alone: opens without a password


@pytest.mark.parametrize("engine", ENGINES)
def test_no_text_layer(engine: str) -> None:
    with pytest.raises(crsparse.NoTextLayer, match="OCR"):
        document_of(scanned(), engine=engine)
    with pytest.raises(crsparse.NoTextLayer):
        document_of(text_pdf("  ", ""), engine=engine)


@pytest.mark.parametrize("engine", ENGINES)
def test_no_pages(engine: str) -> None:
    with pytest.raises(crsparse.DamagedPdf, match="no pages"):
        document_of(saved(pikepdf.new()), engine=engine)


def test_no_crs_product() -> None:
    document = document_of(text_pdf(MEMO))
    assert document.product.type == "unknown"
    assert document.product.id is None
    assert codes(document) >= {"untagged", "no_product_number"}
    assert " ".join(block.text for block in document.blocks) == MEMO.replace("\n", " ")


def test_five_hundred_pages() -> None:
    document = document_of(text_pdf(*[f"Page {number}. {MEMO}" for number in range(1, 501)]))
    assert document.source.page_count == 500
    assert document.blocks[-1].end_page == 500
    text = " ".join([*(block.text for block in document.blocks), *(item.text for item in document.furniture)])
    assert all(f"Page {number}." in text for number in range(1, 501))


def test_another_engine() -> None:
    with pytest.raises(ValueError, match="engine is one of pdfium, pdfplumber, not 'acrobat'"):
        crsparse.parse(text_pdf(MEMO), engine="acrobat")  # type: ignore[arg-type]


# -------------------------------------------------------------------------------------------------------------- trees
FIRST, SECOND = "The first paragraph, long enough to be one.", "The second paragraph is long enough as well."
Tree = tuple[Pdf, pikepdf.Object, list[pikepdf.Object]]


def _own_parent(tree: Tree) -> None:
    tree[2][0].K = Array([tree[2][0], 0])


def _each_other(tree: Tree) -> None:
    first, second = tree[2]
    first.K, second.K = Array([second, 0]), Array([first, 1])


def _root_in_root(tree: Tree) -> None:
    tree[1].K = Array([tree[1]])


def _deep(tree: Tree) -> None:
    pdf, root, (first, second) = tree
    inner = first
    for _ in range(20_000):
        inner = pdf.make_indirect(Dictionary(S=Name.Sect, K=inner))
    root.K = Array([inner, second])


def _wide(tree: Tree) -> None:
    tree[1].K = Array(tree[2] * 20_000)


def _huge_content_id(tree: Tree) -> None:
    tree[2][0].K = 2**62


def _negative_content_id(tree: Tree) -> None:
    tree[2][0].K = -5


def _wrong_types(tree: Tree) -> None:
    tree[2][0].S, tree[2][1].Pg = String("P"), Dictionary()


def _roles_in_a_circle(tree: Tree) -> None:
    tree[1].RoleMap = Dictionary(P=Name.Q, Q=Name.P)


def _impossible_heading(tree: Tree) -> None:
    tree[2][0].S = Name("/H" + "9" * 40)


def _list_of_lists(tree: Tree) -> None:
    tree[1].K = Array([Array([Array([])])])


def _table_of_nothing(tree: Tree) -> None:
    tree[2][0].S = Name.Table
    tree[2][1].S = Name.TD


def _huge_spans(tree: Tree) -> None:
    pdf, root, (first, second) = tree
    first.S = second.S = Name.TD
    first.A = Dictionary(O=Name.Table, ColSpan=2**62, RowSpan=2**62)
    row = pdf.make_indirect(Dictionary(S=Name.TR, K=Array([first, second])))
    root.K = pdf.make_indirect(Dictionary(S=Name.Table, K=row))


@pytest.mark.parametrize("engine", ENGINES)
@pytest.mark.parametrize(
    "damage",
    [
        _own_parent,
        _each_other,
        _root_in_root,
        _deep,
        _wide,
        _huge_content_id,
        _negative_content_id,
        _wrong_types,
        _roles_in_a_circle,
        _impossible_heading,
        _list_of_lists,
        _table_of_nothing,
        _huge_spans,
    ],
)
def test_absurd_structure_trees_lose_no_text(damage: Callable[[Tree], None], engine: str) -> None:
    tree = tagged(FIRST, SECOND)
    damage(tree)
    document = document_of(saved(tree[0]), engine=engine)
    shown = document.to_json().decode()
    for text in (FIRST, SECOND):
        assert shown.count(text) >= 1, "text that the tree does not reach is kept"
        places = [block.text.count(text) for block in document.blocks] + [
            f.text.count(text) for f in document.furniture
        ]
        cells = shown.count(f'"text":"{text}","col_span"')
        assert sum(places) + cells == 1, "and stands in one place"


# -------------------------------------------------------------------------------------------------------------- pages
def _box(*numbers: object) -> Callable[[Pdf], None]:
    def change(pdf: Pdf) -> None:
        pdf.pages[0].obj.MediaBox = Array(numbers)

    return change


def _content(stream: bytes) -> Callable[[Pdf], None]:
    def change(pdf: Pdf) -> None:
        pdf.pages[0].Contents = pdf.make_stream(stream)

    return change


def _rotation(pdf: Pdf) -> None:
    pdf.pages[0].obj.Rotate = 2**62


def _unit(pdf: Pdf) -> None:
    pdf.pages[0].obj.UserUnit = 10**9


def _page_count(pdf: Pdf) -> None:
    pdf.Root.Pages.Count = 2**31 - 1


def _form_in_itself(pdf: Pdf) -> None:
    page = pdf.pages[0].obj
    stream = b"BT /F1 12 Tf 72 700 Td (Rain falls.) Tj ET /X Do"
    form = pdf.make_stream(stream, Type=Name.XObject, Subtype=Name.Form, BBox=[0, 0, 612, 792])
    form.Resources = Dictionary(XObject=Dictionary(X=form), Font=page.Resources.Font)
    page.Resources.XObject = Dictionary(X=form)
    page.Contents = pdf.make_stream(b"/X Do")


def _annotations(pdf: Pdf) -> None:
    def link(**entries: object) -> Dictionary:
        return Dictionary(Type=Name.Annot, Subtype=Name.Link, **entries)

    far = Array([2**62, Name.XYZ, 10**9, 10**9, 0])
    pdf.pages[0].obj.Annots = Array(
        [
            link(Rect=[70, 700, 200, 730], A=Dictionary(S=Name.URI, URI=String("http://x/\x00\n"))),
            link(Rect=[70, 700, 200, 730], A=Dictionary(S=Name.URI, URI=String(b"http://x/\xff\xfe"))),
            link(Rect=[Name.A]),
            link(Rect=[0.0, -(2**62), 2**62, 0], Dest=far),
            link(Rect=[0, 0, 1, 1], A=Dictionary(S=Name.GoTo, D=String("nowhere"))),
            link(),
            Name.X,
        ]
    )


SHOWN = b"BT /F1 12 Tf 72 700 Td (Rain falls.) Tj ET"


@pytest.mark.parametrize("engine", ENGINES)
@pytest.mark.parametrize(
    "damage",
    [
        _box(0, 0, 10**12, 10**12),
        _box(0, 0, 0, 0),
        _box(612, 792, 0, 0),
        _box(Name.A, 0, 1),
        _rotation,
        _unit,
        _page_count,
        _form_in_itself,
        _annotations,
        _content(
            b"BT /F1 99999999999999999999 Tf 1e30 1e30 Td (huge) Tj ET BT /F1 12 Tf -1e38 nan Td (far) Tj ET " + SHOWN
        ),
        _content(b"q " * 100_000 + SHOWN),
        _content(b"Q " * 1000 + SHOWN),
        _content(b"BT " * 1000 + SHOWN + b"/P <</MCID 99999999999>> BDC " * 1000),
        _content(b"EMC " * 1000 + SHOWN),
        _content(SHOWN + b" BI /W 1 /H 1 ID \x00"),
    ],
)
def test_absurd_pages(damage: Callable[[Pdf], None], engine: str) -> None:
    pdf = text_pages(MEMO)
    damage(pdf)
    try:
        document = document_of(saved(pdf), engine=engine)
    except crsparse.DamagedPdf:
        assert engine == "pdfplumber", "pdfium reads all of these"
        return
    shown = document.to_json().decode()
    assert "Rain falls." in shown or "nothing to do with the Congress" in shown


@pytest.mark.parametrize("engine", ENGINES)
def test_nested_arrays_without_end(engine: str) -> None:
    pdf = text_pages(MEMO)
    _content(b"[" * 100_000 + SHOWN)(pdf)
    with pytest.raises(crsparse.NoTextLayer):
        document_of(saved(pdf), engine=engine)


# --------------------------------------------------------------------------------------------------------------- texts
@pytest.mark.parametrize(
    ("encoding", "readable"),
    [("utf-8", True), ("utf-8-sig", True), ("utf-16", True), ("utf-32", True), ("cp1252", True), ("shift-jis", False)],
)
def test_encodings(encoding: str, readable: bool) -> None:
    """A text in an encoding that can't be told is still a document; what is said in ASCII is right in it."""
    text = "Rain falls — “always” — on the basin, and nothing else happens there.\n\nIt will rain again in May.\n"
    document = document_of(text.encode(encoding, "replace"))
    shown = " ".join(block.text for block in document.blocks)
    assert "It will rain again in May." in shown
    assert ("— “always” —" in shown) == readable


@pytest.mark.parametrize(
    "content",
    [
        "Rain falls on the basin".encode("utf-16") + b"\x00",
        b"\xef\xbb\xbfRain \xff\xfe falls",
        b"\xff\xfe\x00\xd8" * 20,
    ],
    ids=["utf-16 cut", "utf-8 mark", "lone surrogates"],
)
def test_texts_in_a_wrong_encoding(content: bytes) -> None:
    with pytest.raises(crsparse.UndecodableText):
        document_of(content)


@pytest.mark.parametrize(
    "content",
    [
        b"a" * 1_000_000,
        b"word word word\n" * 30_000,
        b"a-\n" * 30_000,
        b"[" * 100_000,
        b"[a](" * 30_000,
        b"<http://" * 20_000,
        b"\f" * 20_000 + b"x",
        b" " * 100_000 + b"x",
        (b"Contents . " + b". " * 50 + b"5\n") * 3000,
        b"1. 2. 3. " * 20_000,
        b"1 Rain.\n\n" * 10_000,
        b"Table 1. Rain\n\n" * 5_000,
        b"\n".join(b"%d. Note" % number for number in range(10_000)),
        b"9" * 200_000,
        b"R" + b"9" * 5000 + b"\nVERSION " + b"9" * 5000 + b" \xc2\xb7 NEW\n",
        b"Congressional Research Service " + b"9" * 5000 + b"\n" * 100,
        b"Footnote.1" + b"1" * 5000 + b"\n\n1" + b"1" * 5000 + b" Note.\n",
    ],
    ids=lambda content: f"{content[:12]!r}",
)
def test_monotonous_texts_take_no_square_time(content: bytes) -> None:
    document_of(content)


def test_huge_numbers_in_a_pdf() -> None:
    digits = "9" * 6000
    lines = (
        f"R{digits}",
        f"VERSION {digits} · UPDATED",
        f"May {digits}, {digits}",
        f"Table {digits}. Rain",
        f"{digits}. It",
    )
    document_of(text_pdf("\n".join(lines), *lines))


# -------------------------------------------------------------------------------------------------------- random damage
def _damaged(content: bytes, seed: int) -> bytes:
    """Return ``content`` with bytes flipped, stretches removed, doubled or moved."""
    chance = random.Random(seed)
    data = bytearray(content)
    for _ in range(chance.randint(1, 30)):
        start = chance.randrange(len(data))
        stretch = data[start : start + chance.randint(1, 200)]
        match chance.randrange(4):
            case 0:
                data[start] = chance.randrange(256)
            case 1:
                del data[start : start + len(stretch)]
            case 2:
                data[start:start] = stretch
            case 3:
                place = chance.randrange(len(data))
                data[place : place + len(stretch)] = stretch
    return bytes(data)


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(seed=st.integers(0, 2**32))
@pytest.mark.parametrize("name", ["IN12030.txt", "IN12030.tagged.pdf", "IN12030.untagged.pdf"])
def test_damaged_fixtures(fixtures: Path, name: str, seed: int) -> None:
    with contextlib.suppress(crsparse.UnreadableInput):
        document_of(_damaged((fixtures / "IN12030" / name).read_bytes(), seed))


@given(st.text(st.characters(codec="utf-8"), max_size=300))
def test_any_text_at_all(text: str) -> None:
    with contextlib.suppress(crsparse.UnreadableInput):
        document_of(text.encode())


# ---------------------------------------------------------------------------------------------- as a user meets them
def test_every_input_gets_its_line_and_the_good_one_its_document(run: Run, tmp_path: Path) -> None:
    inputs = {
        "not_a_pdf.pdf": b"\x89PNG\r\n\x1a\n" + bytes(100),
        "empty.pdf": b"",
        "truncated.pdf": text_pdf(MEMO)[:300],
        "locked.pdf": encrypted("x"),
        "scan.pdf": scanned(),
        "no_pages.pdf": saved(pikepdf.new()),
        "garbage.pdf": bytes(range(256)) * 9,
        "wrong_encoding.txt": b"\xef\xbb\xbfRain \xff\xfe falls",
        "good.pdf": text_pdf(MEMO),
    }
    for name, content in inputs.items():
        (tmp_path / name).write_bytes(content)
    (tmp_path / "folder").mkdir()
    names = ["missing.pdf", "folder", *inputs]
    ended = run("parse", *names, "-o", "out/", cwd=tmp_path)
    assert ended.returncode == 3
    assert ended.stdout == b""
    lines = ended.stderr.decode().splitlines()
    assert [line.split(": ")[1] for line in lines] == names[:-1]
    assert all(line.startswith("crsparse: ") and "Traceback" not in line for line in lines)
    assert [path.name for path in (tmp_path / "out").iterdir()] == ["good.json"]
