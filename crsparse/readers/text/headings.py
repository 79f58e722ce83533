"""Headings that the Contents don't announce: the fourth level of reports; Insights, Sidebars and In Focus.

Plain text has no fonts. Cues, all of which must hold: what stands before is finished; one to three lines, none of
which is full; worded like a heading (title case, no full stop), or a short question or phrase right above prose; no
date, by-line, list item or cited product; a paragraph, a list or another heading after them that did not have to start
on a new line. Lines of one heading are told from two headings by their larger type: at its width the next word would
not have fitted. Missed: two headings, one below the other, of which the first is long."""

from crsparse.readers.text import wording
from crsparse.readers.text.body import Body
from crsparse.readers.text.items import starts_item
from crsparse.readers.text.measure import SLACK

_LINES = 3
"""Lines that such a heading may have."""
_FILLS = 0.97
"""Part of the measure that its lines may reach."""
_SCALE = 1.6
"""How much wider the words of a heading are than the metrics of body type say: 12.5 pt bold Gill Sans on 10 pt
Times."""
_INDENTED = 3
"""Characters of indentation from which on a line is no heading."""
_PLAIN_WORDS = 12
"""Words of a heading that is not in title case."""
_PROSE_FILLS = 0.6
"""Part of the measure from which on the line below a heading is surely prose."""
_PLAIN_PROSE_FILLS = 0.8
"""The same below a heading that is not in title case."""
_PLAIN_FILLS = 0.9
"""Part of the measure that a heading in sentence case may reach, unless it is a question."""


def heading_lines(body: Body, at: int, headed: bool, last: int) -> int:
    """Return how many lines from place ``at`` on are a heading; 0 when there is none.

    ``headed`` says that a heading ends right before; ``last`` is what the list marker before counted.
    """
    if not headed and not _finished_before(body, at):
        return 0
    for count in range(min(_LINES, len(body.order) - at), 0, -1):
        if _is_heading(body, at, count, last):
            return count
    return 0


def _finished_before(body: Body, at: int) -> bool:
    """Whether what stands before place ``at`` may end there."""
    if at == 0 or body.order[at] in body.floats:
        return True
    line, before = body.line(at), body.text(at - 1)
    if wording.must_go_on(before):
        return False
    return wording.ends_sentence(before) or (line.gap > 0 and not line.top)


def _is_heading(body: Body, at: int, count: int, last: int) -> bool:
    places = range(at, at + count)
    text = " ".join(body.text(place) for place in places)
    if wording.BYLINE.fullmatch(text) or wording.is_date(text) or wording.CITATION.search(text):
        return False
    worded = wording.is_title_case(text) or wording.FOR_CONGRESS.fullmatch(text)
    if not worded and not (count == 1 and _is_plain(body, at)) and not _is_question(body, at, count, text):
        return False
    if not all(_may_be_line(body, place, at) for place in places):
        return False
    if any(starts_item(body, place, last) for place in places):
        return False
    return all(_belongs(body, place) for place in places[:-1]) and _text_follows(body, at + count)


def _may_be_line(body: Body, place: int, first: int) -> bool:
    """Whether the line at ``place`` may be one of a heading that begins at ``first``, for where it stands."""
    n, line, opening = body.order[place], body.line(place), body.line(first)
    if place > first and (line.gap or line.top or line.frame != opening.frame):
        return False
    if line.gapped or n in body.announced or body.reach[n] > _FILLS * body.measures[n]:
        return False
    return abs(line.x - opening.x) < _INDENTED and not (body.geometry and opening.x >= _INDENTED)


def _belongs(body: Body, place: int) -> bool:
    """Whether the lines at ``place`` and after it are of one heading."""
    text = body.text(place + 1)
    if wording.FOR_CONGRESS.fullmatch(body.text(place)):
        return False
    if wording.must_go_on(body.text(place)) or not wording.starts_unit(text) or text.startswith("("):
        return True
    return body.room(place, int(body.measures[body.order[place]] / _SCALE)) <= 0


def _is_plain(body: Body, at: int) -> bool:
    """Whether the line is a heading in sentence case: a short question or phrase between whole paragraphs."""
    n, text = body.order[at], body.text(at)
    question = text.endswith("?")
    if at + 1 >= len(body.order) or not wording.starts_unit(text) or not text[:1].isalpha():
        return False
    if len(text.split()) > _PLAIN_WORDS or body.line(at).x >= 2 or wording.must_go_on(text):
        return False
    if (wording.ends_sentence(text) and not question) or (at and not wording.ends_sentence(body.text(at - 1))):
        return False
    after = body.order[at + 1]
    prose = body.reach[after] >= _PLAIN_PROSE_FILLS * body.measures[after] and not body.lines[after].gap
    return prose and (question or body.reach[n] < _PLAIN_FILLS * body.measures[n])


def _is_question(body: Body, at: int, count: int, text: str) -> bool:
    """Whether lines are a question over two of them that stands below a blank line and right above prose."""
    if count != 2 or not body.line(at).gap or not wording.QUESTION.fullmatch(text) or at + 2 >= len(body.order):
        return False
    return not body.line(at + 2).gap and not wording.starts_lower(body.text(at + 2))


def _text_follows(body: Body, after: int) -> bool:
    """Whether a paragraph, a list or another heading starts at place ``after``, below the heading."""
    if after >= len(body.order):
        return False
    n, line = body.order[after], body.line(after)
    if not wording.starts_unit(line.plain) or line.gapped:
        return False
    if body.room(after - 1) <= SLACK and not body.text(after - 1).endswith("?"):
        return False
    if n in body.announced or body.reach[n] >= _PROSE_FILLS * body.measures[n]:
        return True
    if line.plain.endswith((",", ":")) or wording.ends_sentence(line.plain):
        return True
    return wording.is_title_case(line.plain) or bool(wording.bullet(line.text))
