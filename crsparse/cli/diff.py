"""``crsparse diff``: what two documents disagree on."""

from collections.abc import Iterator

import click
import msgspec

from crsparse.cli.report import Exit, complain, one_line, overall
from crsparse.compare import BlockChange, Comparison, Kind, LinkChange, NoteChange, compare, pieces
from crsparse.convert import Options, convert
from crsparse.errors import InvalidDocument
from crsparse.model import AnyBlock, Document, Table
from crsparse.schema import document_from
from crsparse.sources import STANDARD_INPUT, load

_CONTEXT = 40
"""Characters of unchanged text shown on either side of a change."""
_TEXTS = frozenset({"rows", "caption", "subtitle", "notes", "source", "alt_text"})
"""Fields besides the text whose changes are shown word by word."""
_SIGNS = {"added": "+", "removed": "-", "changed": "~"}
_COLORS = {"added": "green", "removed": "red", "changed": "yellow"}


@click.command("diff", short_help="Compare two documents.")
@click.argument("before", metavar="A")
@click.argument("after", metavar="B")
@click.option("--no-tags", is_flag=True, help="Judge PDFs by their looks, without their structure tree.")
@click.option(
    "--password", envvar="CRSPARSE_PASSWORD", metavar="TEXT", help="For encrypted PDFs; or set CRSPARSE_PASSWORD."
)
def command(before: str, after: str, no_tags: bool, password: str | None) -> None:
    """Show what two documents disagree on: added (+), removed (-) and changed (~) blocks, links and notes.

    A and B are documents as `crsparse parse` writes them, or sources to parse: two versions of a report, or its PDF and
    its web edition. Changed text stands as [-removed-] and {+added+}, in colour on a terminal.

    Exit codes: 0 the same, 1 different (or a document is invalid), 2 usage, 3 an input can't be read.
    """
    if before == after == STANDARD_INPUT:
        raise click.UsageError("standard input (-) can be read only once")
    options = Options(tags=not no_tags, password=password)
    documents: list[Document] = []
    codes: set[Exit] = set()
    for origin in (before, after):
        try:
            documents.append(_document(origin, options))
        except Exception as error:
            codes.add(complain(origin, error))
    if codes:
        raise SystemExit(overall(codes))
    comparison = compare(*documents)
    if comparison.same:
        return
    click.echo(f"--- {one_line(before)}")
    click.echo(f"+++ {one_line(after)}")
    for line in _lines(comparison):
        click.echo(line)
    raise SystemExit(Exit.FAILED)


def _document(origin: str, options: Options) -> Document:
    """Return the document at ``origin``: read, when it is one already, or parsed."""
    source = load(origin)
    if not source.content.lstrip(b"\xef\xbb\xbf \t\r\n").startswith(b"{"):
        return convert(source, options)
    try:
        return document_from(source.content.removeprefix(b"\xef\xbb\xbf"))
    except (msgspec.DecodeError, UnicodeDecodeError) as error:
        raise InvalidDocument(str(error)) from error


def _lines(comparison: Comparison) -> Iterator[str]:
    for field in comparison.fields:
        yield _headed("changed", field.field)
        if field.before is not None:
            yield "  " + _colored("removed", f"[-{field.before}-]")
        if field.after is not None:
            yield "  " + _colored("added", f"{{+{field.after}+}}")
    for block in comparison.blocks:
        yield from _block_lines(block)
    for note in comparison.notes:
        yield from _note_lines(note)
    yield _summary(comparison)


def _block_lines(change: BlockChange) -> Iterator[str]:
    block = change.after or change.before
    assert block is not None
    yield _headed(change.kind, _name(block))
    if change.before is None or change.after is None:
        yield "  " + _colored(change.kind, _whole(block))
        return
    if change.before.text != change.after.text:
        yield "  " + _changed_text(change.before.text, change.after.text)
    for field in change.fields:
        one, other = _value(change.before, field), _value(change.after, field)
        if field in _TEXTS and one != other:
            yield f"  {field}: {_changed_text(one, other)}"
        elif field not in ("text", "links"):
            yield f"  {field}: {_colored('removed', f'[-{one}-]')} {_colored('added', f'{{+{other}+}}')}"
    yield from _link_lines(change.links)


def _note_lines(change: NoteChange) -> Iterator[str]:
    note = change.after or change.before
    assert note is not None
    yield _headed(change.kind, f"note {note.number}")
    if change.before is None or change.after is None:
        yield "  " + _colored(change.kind, note.text)
        return
    if change.before.text != change.after.text:
        yield "  " + _changed_text(change.before.text, change.after.text)
    yield from _link_lines(change.links)


def _link_lines(changes: tuple[LinkChange, ...]) -> Iterator[str]:
    for link in changes:
        if link.kind == "changed":
            leads = f"{link.before or 'unknown'} → {link.after or 'unknown'}"
        else:
            leads = link.before or link.after or "unknown"
        yield "  " + _colored(link.kind, f"{_SIGNS[link.kind]} link {link.anchor!r}: {leads}")


def _headed(kind: Kind, name: str) -> str:
    return click.style(f"{_SIGNS[kind]} {name}", fg=_COLORS[kind], bold=True)


def _name(block: AnyBlock) -> str:
    """Return what a block is and where: ``paragraph, body, page 3``."""
    page = f", page {block.page}" if block.page else ""
    return f"{_tag(block)}, {block.part.replace('_', ' ')}{page}"


def _whole(block: AnyBlock) -> str:
    return f"{block.text}\n{_rows(block)}" if isinstance(block, Table) else block.text


def _changed_text(before: str, after: str) -> str:
    """Return the changes of a text with a little of what stands around them."""
    parts = pieces(before, after)
    shown: list[str] = []
    for place, piece in enumerate(parts):
        if piece.op == "removed":
            shown.append(_colored("removed", f"[-{piece.text}-]"))
        elif piece.op == "added":
            shown.append(_colored("added", f"{{+{piece.text}+}}"))
        else:
            shown.append(_safe(_shortened(piece.text, place == 0, place == len(parts) - 1)))
    return "".join(shown)


def _shortened(text: str, first: bool, last: bool) -> str:
    """Return an unchanged stretch without what is far from the changes on either side of it."""
    head, tail = "" if first else text[:_CONTEXT], "" if last else text[-_CONTEXT:]
    return text if len(text) <= len(head) + len(tail) + 1 else f"{head}…{tail}"


def _colored(kind: Kind, text: str) -> str:
    return click.style(_safe(text), fg=_COLORS[kind])


def _safe(text: str) -> str:
    """Return text with its line feeds indented and what a terminal would obey escaped."""
    return "\n  ".join(map(one_line, text.split("\n")))


def _value(block: AnyBlock, field: str) -> str:
    """Return the value of a field that differs."""
    if field == "type":
        return _tag(block)
    if field == "rows":
        return _rows(block)
    if field == "footnote_refs":
        return ", ".join(f"{ref.number} at {ref.offset}" for ref in block.footnote_refs)
    found = getattr(block, field, None)
    return "" if found is None else str(getattr(found, "text", found))


def _rows(block: AnyBlock) -> str:
    rows = block.rows if isinstance(block, Table) else ()
    return "\n".join(" | ".join(cell.text for cell in row) for row in rows)


def _tag(block: AnyBlock) -> str:
    return str(type(block).__struct_config__.tag).replace("_", " ")


def _summary(comparison: Comparison) -> str:
    """Return one line of counts: ``3 fields; blocks: 1 added, 2 changed; notes: 1 removed; 4 links``."""
    counts = []
    if comparison.fields:
        counts.append(f"{len(comparison.fields)} of the product's facts")
    for name, changes in (("blocks", comparison.blocks), ("notes", comparison.notes)):
        kinds = [change.kind for change in changes]
        told = [f"{kinds.count(kind)} {kind}" for kind in ("added", "removed", "changed") if kind in kinds]
        if told:
            counts.append(f"{name}: {', '.join(told)}")
    if comparison.link_count:
        counts.append(f"links in both: {comparison.link_count}")
    return "= " + "; ".join(counts)
