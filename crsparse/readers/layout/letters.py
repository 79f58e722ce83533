"""Estimated widths of letters: engines say where a run begins and ends, not where its letters stand."""

from collections.abc import Callable, Iterable

from crsparse.readers.engines import TextRun

_LONG = 12
"""Characters from which a run tells how wide its font is."""
_WORD, _FEWEST_WORDS = 4, 8
"""Letters of a word that tells how wide its font is, and how many of them do."""
_FACTORS = (0.8, 1.4)
"""Narrowest and widest fonts, in relation to Times."""
_USUAL = 500
"""Width of a letter that is not in the table below, in thousandths of the font size."""
_WIDTHS = {
    letter: width
    for width, letters in (
        (200, "|"),
        (250, " .,"),
        (278, "ijlt/:;\\"),
        (333, "()[]-fr'‘’`I!"),
        (389, "sJ"),
        (444, "acez?“”"),
        (556, "FPS"),
        (611, "ELTZ"),
        (667, "BCR"),
        (722, "ADGHKNOQUVXYw"),
        (778, "m&"),
        (833, "%"),
        (889, "M"),
        (944, "W@"),
        (1000, "—"),
    )
    for letter in letters
}
"""Widths of letters in thousandths of the font size, Times Roman's; in proportion other faces differ little."""


def width_of(letter: str) -> int:
    """Return the estimated width of a letter in thousandths of the font size."""
    return _WIDTHS.get(letter, _USUAL)


def width_of_text(text: str, size: float) -> float:
    """Return the estimated width of ``text`` in points at a font size of ``size`` points."""
    return sum(width_of(letter) for letter in text) * size / 1000


class Widths:
    """Widths of texts in the fonts of one document, measured at its own runs where they are asked for."""

    def __init__(self, runs: Callable[[], Iterable[TextRun]]) -> None:
        self._runs = runs
        self._factors: dict[str, float] = {}

    def width(self, text: str, font: str, size: float) -> float:
        """Return the estimated width in points of ``text`` set in ``font`` at ``size`` points."""
        return width_of_text(text, size) * self._factor(font)

    def _factor(self, font: str) -> float:
        """Return how much wider than Times a font runs: measured at single words, for merged runs seem wider.

        Where a font has few words that stand alone, the lower quartile of its long runs serves.
        """
        if font not in self._factors:
            words: list[float] = []
            ratios: list[float] = []
            for run in self._runs():
                text = run.text.strip()
                if run.font.name != font or not run.size or run.angle:
                    continue
                if len(text) >= _WORD and " " not in text:
                    words.append((run.x1 - run.x0) / width_of_text(text, run.size))
                elif len(text) >= _LONG:
                    ratios.append((run.x1 - run.x0) / width_of_text(text, run.size))
            words.sort()
            ratios.sort()
            factor = ratios[len(ratios) // 4] if ratios else 1.0
            if len(words) >= _FEWEST_WORDS:
                factor = min(factor, words[len(words) // 2]) if ratios else words[len(words) // 2]
            self._factors[font] = min(max(factor, _FACTORS[0]), _FACTORS[1])
        return self._factors[font]
