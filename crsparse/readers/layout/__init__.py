"""PDFs without tags: from the looks of the pages alone to elements.

The way of a page, one idea a file: a page of turned text is set upright (``upright``); link annotations are laid on
the runs (``anchors``); runs become lines (``lines``), paths become rules and areas (``drawings``); what repeats over
the pages at head and foot is furniture (``furniture``); notes stand below a short rule (``notes``); boxes (``frames``),
figures (``figures``) and tables (``zones``, ``merged_runs``, ``grids``) are taken out; what is left is read in columns
(``columns``), row by row (``rows``), into paragraphs (``paragraphs``); what a column's end cuts is joined
(``continuations``), numbers in the line are told from text (``sequences``), and all is set as elements (``units``).

Always true: every character of the runs that is no space is in exactly one element. Paragraphs that a page's end cuts
within a sentence are left to the assembly, which sees what stands between. The order is the tag reader's: page by page
the boxes beside the text, the text with its tables and figures, the notes; all furniture at the end. Marked-content ids
are never looked at.
"""

from collections.abc import Sequence

from crsparse.elements import Element
from crsparse.readers.annotations import LinkAnnotation
from crsparse.readers.engines import PageContent
from crsparse.readers.layout.reader import LayoutReader


def read(pages: Sequence[PageContent], links: Sequence[LinkAnnotation] = ()) -> tuple[Element, ...]:
    """Return the elements of pages in reading order; ``links`` are the annotations of all pages, in page order."""
    return LayoutReader(pages, links).read()
