"""Faults planted in finished documents, as a slip of the hand or of a program leaves them.

Each function changes a document's JSON in place, at a place that ``random`` chooses, and returns what it did; None when
the document has nothing of the kind.
"""

from collections.abc import Callable, Iterator
from random import Random
from typing import Any

Json = Any
Fault = Callable[[Json, Random], str | None]


def carriers(document: Json) -> Iterator[Json]:
    """Yield every object with a text and links."""
    for block in document["blocks"]:
        yield block
        for row in block.get("rows", ()):
            yield from row
        yield from (block[name] for name in ("notes", "source") if block.get(name))
    yield from document["footnotes"]


def remove_block(document: Json, random: Random) -> str | None:
    place = random.randrange(len(document["blocks"]))
    del document["blocks"][place]
    return f"block {place}"


def remove_note(document: Json, random: Random) -> str | None:
    if not document["footnotes"]:
        return None
    place = random.randrange(len(document["footnotes"]))
    del document["footnotes"][place]
    return f"note {place}"


def remove_row(document: Json, random: Random) -> str | None:
    tables = [block for block in document["blocks"] if block.get("rows")]
    if not tables:
        return None
    table = random.choice(tables)
    place = random.randrange(len(table["rows"]))
    del table["rows"][place]
    return f"row {place} of {table['id']}"


def remove_call(document: Json, random: Random) -> str | None:
    return _remove([c["footnote_refs"] for c in carriers(document) if c.get("footnote_refs")], random, "call")


def remove_ref_of_note(document: Json, random: Random) -> str | None:
    return _remove([note["refs"] for note in document["footnotes"] if note["refs"]], random, "ref of a note")


def remove_link(document: Json, random: Random) -> str | None:
    return _remove([carrier["links"] for carrier in carriers(document) if carrier["links"]], random, "link")


def remove_section(document: Json, random: Random) -> str | None:
    return _remove([document["sections"]] if document["sections"] else [], random, "section")


def _remove(lists: list[list[Json]], random: Random, what: str) -> str | None:
    if not lists:
        return None
    chosen = random.choice(lists)
    place = random.randrange(len(chosen))
    return f"{what} {chosen.pop(place)}"


def shift_call(document: Json, random: Random) -> str | None:
    found = [(c, ref) for c in carriers(document) for ref in c.get("footnote_refs", ())]
    if not found:
        return None
    carrier, ref = random.choice(found)
    by = _shift(ref["offset"], len(carrier["text"]), random)
    ref["offset"] += by
    return f"call {ref} by {by}" if by else None


def shift_link(document: Json, random: Random) -> str | None:
    """Both ends are shifted, which leaves the lengths alone."""
    found = [(carrier, link) for carrier in carriers(document) for link in carrier["links"]]
    if not found:
        return None
    carrier, link = random.choice(found)
    room = len(carrier["text"]) - (link["end"] - link["start"])
    by = _shift(link["start"], room, random)
    link["start"] += by
    link["end"] += by
    return f"link {link} by {by}" if by else None


def shift_end_of_link(document: Json, random: Random) -> str | None:
    found = [(carrier, link) for carrier in carriers(document) for link in carrier["links"]]
    if not found:
        return None
    carrier, link = random.choice(found)
    by = _shift(link["end"], len(carrier["text"]) + 5, random)
    link["end"] += by
    return f"end of link {link} by {by}" if by else None


def shift_emphasis(document: Json, random: Random) -> str | None:
    found = [(carrier, mark) for carrier in carriers(document) for mark in carrier.get("emphasis", ())]
    if not found:
        return None
    carrier, mark = random.choice(found)
    by = _shift(mark["start"], len(carrier["text"]) - (mark["end"] - mark["start"]), random)
    mark["start"] += by
    mark["end"] += by
    return f"emphasis {mark} by {by}" if by else None


def _shift(value: int, most: int, random: Random) -> int:
    """Return by how much to shift a value that stays between 0 and ``most``."""
    return random.choice([by for by in range(-6, 7) if by and 0 <= value + by <= most] or [0])


def swap_blocks(document: Json, random: Random) -> str | None:
    one, other = sorted(random.sample(range(len(document["blocks"])), 2))
    blocks = document["blocks"]
    blocks[one], blocks[other] = blocks[other], blocks[one]
    return f"blocks {one} and {other}"


def swap_neighbours_and_ids(document: Json, random: Random) -> str | None:
    """The ids stay in their places: only what the blocks say has changed places."""
    blocks = document["blocks"]
    place = random.randrange(len(blocks) - 1)
    one, other = blocks[place], blocks[place + 1]
    one["id"], other["id"] = other["id"], one["id"]
    blocks[place], blocks[place + 1] = other, one
    return f"blocks {place} and {place + 1} with new ids"


def change_text_of_link(document: Json, random: Random) -> str | None:
    """A word of the anchor is replaced by another, and the offsets behind it move along."""
    found = [(carrier, link) for carrier in carriers(document) for link in carrier["links"]]
    if not found:
        return None
    carrier, link = random.choice(found)
    anchor = carrier["text"][link["start"] : link["end"]]
    new = random.choice(["rain", "the Committee", "H.R. 1", "report", "Public Law 99-999", anchor[::-1].strip()])
    if new == anchor:
        return None
    by = len(new) - len(anchor)
    end = link["end"]
    carrier["text"] = carrier["text"][: link["start"]] + new + carrier["text"][end:]
    for mark in (*carrier["links"], *carrier.get("emphasis", ())):
        mark["start"] += by if mark["start"] >= end else 0
        mark["end"] += by if mark["end"] >= end else 0
    for ref in carrier.get("footnote_refs", ()):
        ref["offset"] += by if ref["offset"] >= end else 0
    return f"anchor {anchor!r} to {new!r}"


# each kind of fault weighs the same, whatever the number of ways to do it
KINDS: dict[str, tuple[Fault, ...]] = {
    "block removed": (remove_block,),
    "note removed": (remove_note,),
    "row removed": (remove_row,),
    "reference removed": (remove_call, remove_ref_of_note, remove_link, remove_section),
    "offset shifted": (shift_call, shift_link, shift_end_of_link, shift_emphasis),
    "blocks swapped": (swap_blocks, swap_neighbours_and_ids),
    "text of a link changed": (change_text_of_link,),
}
