"""``crsparse diff``: what it shows and how it ends."""

from pathlib import Path

import pytest
from click.testing import CliRunner, Result
from msgspec.structs import replace

from crsparse.cli import commands
from crsparse.model import SCHEMA_VERSION, Document, Paragraph, Table
from tests.make_document import block, cell, document, full_document, link, note
from tests.make_pdf import encrypted

RAIN = "Rain falls on the just and on the unjust alike, as the almanac says."


def invoke(*arguments: object, color: bool = False, stdin: bytes = b"") -> Result:
    return CliRunner().invoke(commands, ["diff", *map(str, arguments)], input=stdin, color=color)


@pytest.fixture
def written(tmp_path: Path):  # type: ignore[no-untyped-def]
    """Return what writes documents to files."""

    def write(*documents: Document) -> list[Path]:
        paths = []
        for number, one in enumerate(documents):
            paths.append(tmp_path / f"{number}.json")
            paths[-1].write_bytes(one.to_json(pretty=bool(number)))
        return paths

    return write


def test_the_same_document_shows_nothing(written) -> None:  # type: ignore[no-untyped-def]
    result = invoke(*written(full_document(), full_document()))
    assert (result.exit_code, result.output) == (0, "")


def test_changed_text_is_shown_word_by_word(written) -> None:  # type: ignore[no-untyped-def]
    before, after = written(
        document(block(Paragraph, RAIN, page=3)),
        document(block(Paragraph, RAIN.replace("just and", "good and"), page=3)),
    )
    result = invoke(before, after)
    assert result.exit_code == 1
    assert result.stderr == ""
    assert result.stdout.splitlines() == [
        f"--- {before}",
        f"+++ {after}",
        "~ paragraph, body, page 3",
        "  Rain falls on the [-just-]{+good+} and on the unjust alike, as the almanac…",
        "= blocks: 1 changed",
    ]


def test_every_kind_of_difference(written) -> None:  # type: ignore[no-untyped-def]
    table = block(Table, "Table 1. Rain", rows=((cell("mm"), cell("5")),))
    before = document(
        block(Paragraph, RAIN, links=(link(0, 4, "https://a.example"), link(18, 22, None, kind="unknown"))),
        table,
        block(Paragraph, "Gone."),
        title="Rain",
        footnotes=(note(1, "An old note."),),
    )
    after = document(
        block(Paragraph, RAIN, links=(link(0, 4, "https://b.example"),)),
        replace(table, rows=((cell("mm"), cell("6")),)),
        block(Table, "Table 2. New", rows=((cell("x"), cell("y")),)),
        footnotes=(note(1, "Something that is entirely different."),),
    )
    result = invoke(*written(before, after))
    assert result.exit_code == 1
    assert result.stdout.splitlines()[2:] == [
        "~ title",
        "  [-Rain-]",
        "~ paragraph, body",
        "  ~ link 'Rain': https://a.example → https://b.example",
        "  - link 'just': unknown",
        "~ table, body",
        "  rows: mm | [-5-]{+6+}",
        "- paragraph, body",
        "  Gone.",
        "+ table, body",
        "  Table 2. New",
        "  x | y",
        "- note 1",
        "  An old note.",
        "+ note 1",
        "  Something that is entirely different.",
        "= 1 of the product's facts; blocks: 1 added, 1 removed, 2 changed; notes: 1 added, 1 removed; "
        "links in both: 2",
    ]


def test_colour_on_a_terminal_and_none_in_a_pipe(written) -> None:  # type: ignore[no-untyped-def]
    paths = written(document(block(Paragraph, RAIN)), document())
    assert "\x1b[" not in invoke(*paths).stdout
    assert "\x1b[31m" in invoke(*paths, color=True).stdout


def test_what_a_terminal_would_obey_is_escaped(written) -> None:  # type: ignore[no-untyped-def]
    result = invoke(*written(document(), document(block(Paragraph, "a\x1b[2Jb\nc"))))
    assert "\x1b" not in result.stdout
    assert "  a\\x1b[2Jb\n  c\n" in result.stdout


def test_sources_are_parsed(tmp_path: Path, written) -> None:  # type: ignore[no-untyped-def]
    text = "A memorandum about rain, written for a test.\n\nRain falls on the just and on the unjust alike.\n"
    memo, page = tmp_path / "memo.txt", tmp_path / "memo.html"
    memo.write_text(text, encoding="utf-8")
    page.write_text("".join(f"<p>{line}</p>" for line in text.split("\n\n")), encoding="utf-8")
    assert invoke(memo, "-", stdin=text.encode()).exit_code == 0
    assert invoke(memo, page).exit_code in (0, 1)
    assert invoke(*written(document()), memo).exit_code == 1


def test_inputs_that_cannot_be_read(tmp_path: Path, written) -> None:  # type: ignore[no-untyped-def]
    (good,) = written(document())
    result = invoke(good, tmp_path / "none.pdf")
    assert (result.exit_code, result.stdout) == (3, "")
    assert result.stderr.startswith("crsparse: ")
    assert result.stderr.count("\n") == 1


def test_a_json_file_that_is_no_document(tmp_path: Path, written) -> None:  # type: ignore[no-untyped-def]
    (good,) = written(document())
    for content in (b'{"title": 1}', b"{", b'{"a": "\xff"}'):
        bad = tmp_path / "bad.json"
        bad.write_bytes(content)
        result = invoke(good, bad)
        assert (result.exit_code, result.stdout) == (1, "")
        assert result.stderr.count("\n") == 1


def test_a_document_of_another_schema(tmp_path: Path, written) -> None:  # type: ignore[no-untyped-def]
    (good,) = written(document())
    old = tmp_path / "old.json"
    old.write_bytes(
        good.read_bytes().replace(f'"schema_version":"{SCHEMA_VERSION}"'.encode(), b'"schema_version":"1.0"')
    )
    result = invoke(good, old)
    assert (result.exit_code, result.stdout) == (1, "")
    assert f"of schema 1.0, this crsparse reads {SCHEMA_VERSION}: convert the source again" in result.stderr


def test_an_encrypted_pdf(tmp_path: Path) -> None:
    path = tmp_path / "locked.pdf"
    path.write_bytes(encrypted("secret"))
    assert invoke(path, path).exit_code == 3
    assert invoke(path, path, "--password", "secret").exit_code == 0


@pytest.mark.parametrize("arguments", [(), ("a",), ("-", "-"), ("a", "b", "c"), ("--what", "a", "b")])
def test_usage(arguments: tuple[str, ...]) -> None:
    assert invoke(*arguments).exit_code == 2
