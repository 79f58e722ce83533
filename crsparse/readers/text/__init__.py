"""The text reader."""

from crsparse.elements import Profile, Reading
from crsparse.readers.text.decoding import decode
from crsparse.readers.text.flowed import read_flowed
from crsparse.readers.text.pipeline import read_lines
from crsparse.readers.text.shape import shape_of

__all__ = ["decode", "read_text"]


def read_text(text: str, filename: str) -> Reading:
    """Return what ``text`` holds."""
    shape = shape_of(text)
    elements = read_flowed(text) if shape == "flowed" else read_lines(text, geometry=shape == "layout")
    return Reading(elements, Profile(media_type="text/plain", engine="text", filename=filename))
