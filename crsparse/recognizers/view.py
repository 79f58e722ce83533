"""What a rule sees, and the small steps that many rules take."""

import re
from collections.abc import Callable, Iterable

from msgspec import Struct
from msgspec.structs import replace

from crsparse.drafts import BlockDraft, BlockType, Claim
from crsparse.elements import Element, Profile, Run
from crsparse.inline import Inline, IsCall, flatten
from crsparse.looks import Look
from crsparse.model import Part

CAPTION = re.compile(
    r"(?P<label>(?:Table|Figure|Exhibit|Chart|Map|(?:Text )?Box)\s+"
    r"(?:[A-Z]{1,2}[-–.]?\d{1,3}[a-zA-Z]?|\d{1,3}(?:[-–]\d{1,2})?[a-zA-Z]?|[IVX]+)(?![\w-]))"
    r"(?:\s?[.:](?!\d)|\s?[—–](?=\s?[A-Z]))\s*(?P<caption>.*)",
    re.S,
)
"""``Table 1. Trade``, ``Figure A-2: Map``, ``Table 1a. Rates``, ``Box 2—Terms``: a label, a stop, the caption.
``Table 1 shows`` has no stop."""
FIGURES = ("Figure", "Map", "Chart")
"""Labels of what is drawn."""
TABLES = ("Table", "Exhibit", "Box", "Text Box")
"""Labels of what is set in rows and boxes."""

BULLET = re.compile("[•●·∙▪■◦○❖➢✓\uf0b7\uf0a7\uf0d8\uf076\uf0fc]\\s*")
"""Bullets, those of the Symbol and Wingdings fonts in the private use area included (``\\uf0b7``)."""


_PROSE = frozenset({None, "paragraph", "list_item", "quote", "heading"})
"""Kinds of elements in which a note may be called that was called before; in cells, low numbers are the table's own."""
_NO_WORD = re.compile(r"[\W_]+")


class View(Struct, frozen=True):
    """The elements with what is known of them before any rule runs."""

    elements: tuple[Element, ...]
    """All elements; rules may look at claimed ones but not claim them."""
    texts: tuple[str, ...]
    """The text of each element, stripped."""
    looks: tuple[Look, ...]
    """The look of each element."""
    parts: tuple[Part, ...]
    """The part in which each element stands."""
    profile: Profile
    """What is true of the whole source."""
    note_pages: dict[int, int | None]
    """The page on which each numbered note begins."""
    free: tuple[int, ...] = ()
    """Indexes of the elements not yet claimed, in order."""

    def calls_on(self, first: int | None, last: int | None, *, again: bool = False) -> IsCall:
        """Return the test for calls on these pages: a note stands at the foot of its call's page, or of the next.

        With ``again`` a note of an earlier page may be called once more.
        """
        notes = self.note_pages

        def is_call(number: int) -> bool:
            if number not in notes:
                return False
            page = notes[number]
            return page is None or first is None or last is None or ((again or first <= page) and page <= last + 1)

        return is_call

    def inline(self, index: int, *, marker: bool = True) -> Inline:
        """Return the text of an element with its marks; with the marker that its reader set apart, or without."""
        element = self.elements[index]
        # below a table, a raised number begins a note of the table's own
        again = element.kind in _PROSE and bool(element.runs) and not element.runs[0].superscript
        runs = marked_runs(element) if marker else element.runs
        return flatten(runs, self.calls_on(element.page, element.end_page, again=again))

    def printed(self, index: int) -> str:
        """Return what is printed: the text behind the marker that its reader set apart."""
        marker = self.elements[index].marker
        return self.texts[index] if marker is None else f"{marker} {self.texts[index]}".strip()

    def block(
        self, index: int, kind: BlockType, inline: Inline | None = None, *, part: Part | None = None, level: int = 1
    ) -> BlockDraft:
        """Return a block made of one element."""
        element = self.elements[index]
        return BlockDraft(
            type=kind,
            order=index,
            part=part or self.parts[index],
            inline=self.inline(index) if inline is None else inline,
            placements=element.placements,
            first_line=element.first_line,
            last_line=element.last_line,
            closed=element.closed,
            names=element.names,
            level=level,
        )


Rule = Callable[[View], Iterable[Claim]]
"""A recognizer: what it makes of the elements that are still free. Pure; claims nothing twice."""


def marked_runs(element: Element) -> tuple[Run, ...]:
    """Return the runs of an element with the marker that its reader set apart, for a rule that has no place for it."""
    if not element.marker:
        return element.runs
    style = element.runs[0] if element.runs else Run("")
    return (replace(style, text=element.marker + " ", superscript=False, subscript=False, link=None), *element.runs)


def key(text: str) -> str:
    """Return what two printings of one text share: letters and digits, case folded."""
    return _NO_WORD.sub("", text.casefold())
