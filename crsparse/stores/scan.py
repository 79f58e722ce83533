"""Search without an index, in DuckDB's SQL: over a DuckDB database, or over Parquet files.

A block answers when each term stands in its text, in what a table holds inside, or in its section path, as whole words
in any case. The best are those in which the terms stand most often, and in the text rather than in the path.
"""

import re
from collections.abc import Iterable

from crsparse.stores.layout import quoted
from crsparse.stores.rows import Row
from crsparse.stores.store import MARK_END, MARK_START, SNIPPET_WORDS, Hit, Query

_TEXT = "concat_ws(chr(10), blocks.text, blocks.inner_text)"
_PATH = "coalesce(blocks.section_path, '')"
_CHARACTERS = 6
"""Characters to a word of a snippet, with the space."""


def statement(query: Query) -> str:
    """Return the SELECT that finds the hits: columns of a Hit, with the whole text in place of the snippet."""
    versions = "versions" if query.all_versions else "current_reports"
    patterns = [quoted(_pattern(term)) for term in query.terms]
    found = " AND ".join(f"(regexp_matches(body, {item}) OR regexp_matches(path, {item}))" for item in patterns)
    count = " + ".join(
        f"10 * len(regexp_extract_all(body, {item})) + len(regexp_extract_all(path, {item}))" for item in patterns
    )
    return f"""
        WITH candidates AS (
            SELECT blocks.*, {_TEXT} AS body, {_PATH} AS path, versions.title
            FROM blocks JOIN {versions} AS versions
            ON versions.product_id = blocks.product_id AND versions.version = blocks.version
            WHERE blocks.part <> 'contents'
        )
        SELECT product_id, version, title, section_path, page, id, body FROM candidates WHERE {found}
        ORDER BY ({count}) / (100.0 + length(body)) DESC, product_id, version, ordinal LIMIT {query.limit}
    """


def hits(rows: Iterable[Row], query: Query) -> list[Hit]:
    """Return the rows of the statement as hits."""
    return [Hit(*row[:-1], snippet=_snippet(str(row[-1]), query)) for row in rows]  # type: ignore[arg-type, misc]


def _pattern(term: str) -> str:
    """Return a regular expression (RE2 and Python) of a term: (?i)\\bgene\\W+bank\\b."""
    return r"(?i)\b" + r"\W+".join(re.escape(word) for word in term.split()) + r"\b"


def _snippet(text: str, query: Query) -> str:
    """Return the part of the text in which most was found, with marks around it."""
    wanted = re.compile("|".join(_pattern(term).removeprefix("(?i)") for term in query.terms), re.IGNORECASE)
    length = SNIPPET_WORDS * _CHARACTERS
    found = [(match.start(), match.group().lower()) for match in wanted.finditer(text)]
    # of the places to begin at, the first with the most different things in reach
    reach = [len({words for other, words in found if place <= other < place + length}) for place, _ in found]
    start = max(0, found[reach.index(max(reach))][0] - length // 3) if found else 0
    end = start + length
    while start > 0 and not text[start - 1].isspace():
        start -= 1
    while end < len(text) and not text[end].isspace():
        end += 1
    part = wanted.sub(lambda match: f"{MARK_START}{match.group()}{MARK_END}", text[start:end])
    return ("…" if start else "") + part + ("…" if end < len(text) else "")
