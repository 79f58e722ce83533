"""Sets text as CRS prints it, for tests of the text reader: ragged right, by the same metrics, into lines and pages."""

from collections.abc import Iterable, Sequence

from crsparse.elements import Element, Run
from crsparse.readers.text.lines import Line
from crsparse.readers.text.widths import width

REPORT, COLUMN, NOTE = 39_270, 24_000, 48_000
"""Measures of a report's text and notes, and of a column of an In Focus, 1/1000 em."""

SENTENCES = (
    "The committee considered the measure at some length before it ordered the bill to be reported.",
    "Members raised questions about costs and about the agency that would run the program.",
    "Under current law, states may choose among several options, and most of them have done so.",
    "Funding for the grants has varied from year to year with the amounts that Congress provided.",
    "Some analysts doubt that the estimate is sound; others hold that it is as good as can be had.",
    "The department published a final rule, which took effect in the spring of the following year.",
)
"""Sentences of no particular document."""


def prose(sentences: int, start: int = 0) -> str:
    """Return a paragraph of so many sentences."""
    return " ".join(SENTENCES[(start + n) % len(SENTENCES)] for n in range(sentences))


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
