"""Note calls: digits that stood raised in print and are glued to a word or full stop in text.

``Congress.12`` calls note 12, if there is one; ``FY2026``, ``COVID-19`` and ``5.6`` call nothing. Calls count up in
reading order, so of all digits that may be calls the heaviest chain that counts up is taken: digits after punctuation
or a small letter weigh most, those after a capital (``S1``, ``CO2``) or inside a number little. A note may be called
again: digits behind the full stop of a sentence or a closing quotation mark call it, if it was called before. Missed:
calls with a space before them; the second of two calls of one note in mid-sentence."""

import re
from bisect import bisect_left
from collections.abc import Sequence

_CANDIDATE = re.compile(r"(?<=[^\s\d$#§(\[/+=<>*_^~@&|\\–-])(\d{1,3})(?=$|[\s—–,;:.)\]”’\"(?!])")
"""One to three digits after a character that is no space, digit, sign or hyphen, at the end of a word."""
_AGAIN = re.compile(r"[^\W\d_][”’\"')\]]?[.?!][”’\"')\]]?$")
"""The end of a sentence, behind which digits can be nothing but a call: ``few were companies.``."""
_INSIDE_NUMBER = re.compile(r"\d[.,]$")
_NEAR_ADDRESS = re.compile(r"(?:https?://|www\.)\S*$")


def find_calls(texts: Sequence[str], notes: frozenset[int]) -> list[list[tuple[int, int]]]:
    """Return for each of ``texts``, in reading order, the start and end of the digits that call one of ``notes``."""
    found: list[tuple[int, int, int, int, float]] = []
    for index, text in enumerate(texts):
        for match in _CANDIDATE.finditer(text):
            number = int(match.group(1))
            if number in notes and not match.group(1).startswith("0"):
                weight = _weight(text, match.start())
                if weight:
                    found.append((index, match.start(), match.end(), number, weight))
    result: list[list[tuple[int, int]]] = [[] for _ in texts]
    chain = set(_heaviest_chain([(number, weight) for *_, number, weight in found]))
    highest = 0
    for place, (index, start, end, number, _) in enumerate(found):
        if place in chain:
            highest = number
        elif not (number < highest and _AGAIN.search(texts[index][max(0, start - 4) : start])):
            continue
        result[index].append((start, end))
    return result


def _weight(text: str, start: int) -> float:
    before = text[max(0, start - 120) : start]
    if _NEAR_ADDRESS.search(before) and not before.endswith((".", ",", ";")):
        return 0.0
    if _INSIDE_NUMBER.search(before):
        return 0.2
    last = before[-1]
    if last.isupper():
        return 0.3
    return 1.0 if last.isalpha() or last in ".,;:”’\"')]?!%" else 0.1


def _heaviest_chain(candidates: Sequence[tuple[int, float]]) -> list[int]:
    """Return the places of the chain of rising numbers that weighs most (a weighted longest increasing subsequence)."""
    # best[n]: heaviest chain that ends with number n, as (number, weight, place); kept sorted, weights rising
    numbers: list[int] = []
    weights: list[float] = []
    ends: list[int] = []
    before: list[int] = []
    for place, (number, weight) in enumerate(candidates):
        at = bisect_left(numbers, number)
        total = weight + (weights[at - 1] if at else 0.0)
        before.append(ends[at - 1] if at else -1)
        if at < len(numbers) and numbers[at] == number:
            if weights[at] >= total:
                continue
        elif at and weights[at - 1] >= total:
            continue
        else:
            numbers.insert(at, number)
            weights.insert(at, 0.0)
            ends.insert(at, 0)
        weights[at], ends[at] = total, place
        drop = at + 1
        while drop < len(numbers) and weights[drop] <= total:
            drop += 1
        del numbers[at + 1 : drop], weights[at + 1 : drop], ends[at + 1 : drop]
    chain: list[int] = []
    place = ends[-1] if ends else -1
    while place >= 0:
        chain.append(place)
        place = before[place]
    return chain[::-1]
