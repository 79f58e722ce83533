"""Sets text as CRS prints it, for tests of the text reader: ragged right, by the same metrics, into lines and pages."""

from collections.abc import Iterable, Sequence
from random import Random

from crsparse.elements import Element, Run
from crsparse.readers.text.lines import Line
from crsparse.readers.text.widths import width

REPORT, COLUMN, NOTE = 39_270, 24_000, 48_000
"""Measures of a report's text and notes, and of a column of an In Focus, 1/1000 em."""

_WORDS = """
    river dam bridge canal flood valley council board survey engineer farmer boat harbor lake fish water gate stone
    timber season winter spring report committee agency state county member program grant measure budget estimate
    authority rule repairs management infrastructure administration recommendation appropriations in of to from under
    over with by near about between the the the a an its their which old new public annual several many few federal
    national considerable
"""
_VERBS = """
    considered built measured closed opened reported described raised widened repaired financed surveyed
"""


def prose(sentences: int, start: int = 0) -> str:
    """Return a paragraph of so many sentences, another for each ``start``; it means nothing."""
    chance = Random(1000 * start + 7)
    words_known, verbs = _WORDS.split(), _VERBS.split()
    written = []
    for _ in range(sentences):
        words = chance.choices(words_known, k=chance.randint(5, 10))
        words += [chance.choice(verbs), *chance.choices(words_known, k=chance.randint(5, 12)), chance.choice(verbs)]
        written.append(" ".join(words).capitalize() + ".")
    return " ".join(written)


def set_lines(text: str, measure: int = REPORT) -> list[str]:
    """Return ``text`` broken into lines, each as full as it can be."""
    lines = [""]
    for word in text.split(" "):
        longer = f"{lines[-1]} {word}".strip()
        if lines[-1] and width(longer) > measure:
            lines.append(word)
        else:
            lines[-1] = longer
    return lines


def set_page(*paragraphs: str, measure: int = REPORT) -> str:
    """Return paragraphs as plain text has them: broken into lines, nothing between them."""
    return "\n".join(line for paragraph in paragraphs for line in set_lines(paragraph, measure))


def as_lines(rows: Iterable[str], page: int = 1) -> list[Line]:
    """Return rows as lines of plain text; an empty row is a blank line."""
    found: list[Line] = []
    gap = 0
    for row in rows:
        if row:
            found.append(Line(row, page, 0, gap if found else 0, 0, not found))
            gap = 0
        else:
            gap += 1
    return found


def told(elements: Sequence[Element]) -> list[tuple[str | None, str]]:
    """Return kind and text of elements."""
    return [(element.kind, element.text) for element in elements]


def texts(elements: Sequence[Element], kind: str | None) -> list[str]:
    """Return the texts of the elements of one kind."""
    return [element.text for element in elements if element.kind == kind]


def all_text(elements: Sequence[Element]) -> str:
    """Return every character that elements carry, markers included."""
    parts: list[str] = []
    for element in elements:
        runs: list[Run] = list(element.runs)
        for row in element.rows:
            runs += [run for cell in row for paragraph in cell.paragraphs for run in paragraph]
        parts += [element.marker or "", *(run.text for run in runs)]
    return "".join(parts)


def paragraph(sentences: int, start: int = 0, measure: int = REPORT) -> str:
    """Return a paragraph whose last line is short, so that its end shows."""
    for number in range(start, start + 1000):
        text = prose(sentences, number)
        if 0.1 * measure < width(set_lines(text, measure)[-1]) < 0.6 * measure:
            return text
    raise AssertionError("no such paragraph")
