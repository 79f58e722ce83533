"""Hyphens at line ends: does the line end put it there, or the word?

CRS's own pages of today are set ragged and without hyphenation: a hyphen at a line end belongs to its word ("Indo-" /
"Pacific"). Older eras and republishers may hyphenate. The document itself decides: it hyphenates when a good share of
the words that its line ends cut occur whole elsewhere ("legis-" / "lation", and "legislation" in another line). In such
a document

1. a word that occurs elsewhere without the hyphen has none;
2. a word that occurs elsewhere with it keeps it;
3. any other has none.

In all other documents a word keeps its hyphen, whatever else occurs: R48915 quotes "pre-emption" and writes
"preemption".
Always true: nothing is read before a hyphen asks.
Known to miss: a hyphenated document of a page or two, in which no word occurs twice.
"""

import re
from collections.abc import Callable, Container, Iterable, Sequence

_COMPOUND = re.compile(r"[^\W\d_]+(?:['’-][^\W\d_]+)*")
"""A word with its apostrophes and hyphens: ``second-largest``, ``don’t``."""
_CUT = re.compile(r"([^\W\d_]{2,}(?:['’][^\W\d_]+)*)-$")
"""A word cut at the end of a line: ``legis-``."""
_START = re.compile(r"[^\W\d_]+")
_LEAST_PROOFS = 2
"""Cut words that occur whole elsewhere, from which a document hyphenates."""
_LEAST_RATE = 0.03
"""Share of lines that must end in a hyphen: in ragged pages one in a hundred does, in hyphenated ones one in ten. Asked
first, for it spares reading all words."""
_LEAST_SHARE = 0.25
"""Share of the cut words that must occur whole elsewhere: in ragged pages few do, and by chance."""

_MANY_CUTS = 200
"""Cut words from which it is quicker to read all words than to look for each."""


class Vocabulary(Container[str]):
    """Holds a word, in lower case and without hyphen, when a hyphen at a line end inside it is only the line end's."""

    def __init__(self, lines: Callable[[], Iterable[str]]) -> None:
        self._lines = lines
        self._words: frozenset[str] | None = None
        self._compounds: frozenset[str] = frozenset()
        self.hyphenates = False
        """Whether the document hyphenates; known after the first question that is put."""

    def __contains__(self, word: object) -> bool:
        if self._words is None:
            self._words = self._read()
        return self.hyphenates and (word in self._words or word not in self._compounds)

    def _read(self) -> frozenset[str]:
        lines = [text.lower() for line in self._lines() if (text := line.strip())]
        ends = sum(1 for text in lines if text[-1] == "-")
        if ends < _LEAST_PROOFS or ends < _LEAST_RATE * len(lines):
            return frozenset()
        cuts = _cuts(lines)
        whole = "\n".join(lines)
        if len(cuts) < _MANY_CUTS and not _proven(sum(1 for word in cuts if word in whole), cuts):
            return frozenset()  # none occurs even as part of a word
        words: set[str] = set()
        compounds: set[str] = set()
        for word in _COMPOUND.findall(whole):
            if "-" in word:
                compounds.add(word.replace("-", ""))
            else:
                words.add(word)
        self.hyphenates = _proven(sum(1 for word in cuts if word in words), cuts)
        self._compounds = frozenset(compounds)
        return frozenset(words)


def _cuts(lines: Iterable[str]) -> list[str]:
    """Return the words that line ends cut, joined."""
    cuts: list[str] = []
    cut = ""
    for text in lines:
        start = _START.match(text) if cut else None
        if start:
            cuts.append(cut + start.group())
        end = _CUT.search(text[-100:]) if text[-1] == "-" else None
        cut = end.group(1) if end else ""
    return cuts


def _proven(proofs: int, cuts: Sequence[str]) -> bool:
    """Tell whether so many of the cut words prove that a document hyphenates."""
    return proofs >= _LEAST_PROOFS and proofs >= _LEAST_SHARE * len(cuts)
