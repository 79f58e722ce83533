"""Text: what people have who saved a web page as text, and what ``pdftotext`` and ``pdftotext -layout`` write.

Nothing tells type sizes here, so the reader goes by words, by the Contents where there are any, by blank lines and
indentation, and by how far lines reach: CRS sets its text ragged in one face, and a line that ends early ends a
paragraph. Which of three shapes a text has it tells from the text itself (see :mod:`shape
<crsparse.readers.text.shape>`); text wrapped at a number of characters it makes flowed text first (see :mod:`wrapped
<crsparse.readers.text.wrapped>`).

What the recognizers may rely on. Title, date, every name and every position in the authors' block are elements of
their own, in printed order; a title over several lines is one element, of kind ``heading``, and so is its second
printing. The box beside a summary is a table of one cell. Contents entries, captions, notes (number apart), list
items (marker apart), tables and furniture are claimed as such; what stands below a table or figure is one element a
block, its kind not claimed. Note calls are superscript runs. Links written out in the text are anchors, without
address where it is hidden. Always true: every character of the text but spaces, invisible ones and the markup of
links is in one element, once.
"""

from crsparse.elements import Profile, Reading
from crsparse.readers.text.decoding import decode
from crsparse.readers.text.flowed import read_flowed
from crsparse.readers.text.pipeline import read_lines
from crsparse.readers.text.shape import shape_of
from crsparse.readers.text.wrapped import unwrapped, width_of

__all__ = ["decode", "read_text"]


def read_text(text: str, filename: str) -> Reading:
    """Return what ``text`` holds; ``filename`` is the last component of its path. Text has no pages."""
    shape = shape_of(text)
    if shape != "flowed" and (width := width_of(text)) is not None:
        text, shape = unwrapped(text, width), "flowed"
    elements = read_flowed(text) if shape == "flowed" else read_lines(text, geometry=shape == "layout")
    return Reading(elements, Profile(media_type="text/plain", engine="text", filename=filename))
