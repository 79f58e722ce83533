"""Which part of a page is the product, and which is the site around it.

Cues in order: the classes and ids of the web editions (``#Insightsdiv``, ``.Report``, ``.ReportHeader``,
``.ReportContent``), of which the smallest element that holds all is the product; ``<main>`` or ``<article>``, when most
of the page's text stands in it; else the whole page, as in a fragment.
Always true: what is not in the product is furniture, but for menus and what is hidden.
Known to miss: chrome inside the product's own element that has neither a telling class nor one of the known labels.
"""

import re

from crsparse.readers.html.markup import Tag

_MARKS = frozenset({"report", "reportheader", "reportcontent"})
"""Classes of a product's parts, in lower case."""
_PRODUCT_ID = "insightsdiv"
_MOST = 0.5
"""Share of the page's text that ``<main>`` must hold to be the product."""
_HEADER_ONLY = 2.0
"""A candidate that holds less than so many times its header's text is the header's own wrapping."""
_CONTROLS = frozenset({"button", "form", "select", "textarea", "dialog", "search", "menu"})
_TOOL_CLASS = re.compile(
    r"(?:^|[-_])(?:share|sharing|save|subscribe|citation|cite|download|toolbar|breadcrumbs?|social|print|listen|"
    r"feedback|skip|readspeaker|rs-?(?:skip|button))(?:[-_]|$)"
)
"""A class or id of the site's tools, in lower case: ``share-save``, ``btn_subscribe``; not ``citations``."""
_TOOL_LENGTH = 300
"""Characters; an element inside the product that says more is no tool of the site, whatever its class."""
_LABELS = frozenset(
    {
        "citation",
        "subscribe",
        "share/save",
        "share",
        "save",
        "share this page",
        "download pdf",
        "download epub",
        "view pdf",
        "pdf",
        "listen",
        "print",
        "pdf version history",
        "version history",
        "back to top",
        "hide contents",
        "show contents",
        "toggle contents",
    }
)
"""Words that the site prints on its tools; each is chrome where it is all that a unit says."""


def product_of(root: Tag) -> Tag:
    """Return the element that holds the product; ``root`` itself when the whole page does."""
    for tag in root.tags():
        if (tag.get("id") or "").lower() == _PRODUCT_ID:
            return tag
    paths = _paths(root)
    if paths:
        product = _common(paths)
        return _around(paths[0]) if "reportheader" in product.classes else product
    whole = len(root.text)
    for tag in root.tags():
        if (tag.name in ("main", "article") or tag.get("role") == "main") and len(tag.text) > _MOST * whole:
            return tag
    return root


def is_tool(tag: Tag) -> bool:
    """Tell whether a block inside the product is one of the site's tools."""
    names = (*tag.classes, (tag.get("id") or "").lower())
    if tag.name in _CONTROLS or any(_TOOL_CLASS.search(name) for name in names):
        return len(tag.text) <= _TOOL_LENGTH
    return False


def is_label(text: str) -> bool:
    """Tell whether a unit says only what the site prints on a tool."""
    return len(text) < 30 and text.casefold().strip(" .:>»") in _LABELS


def is_hidden(tag: Tag) -> bool:
    """Tell whether an element is hidden by an attribute or by a style of its own."""
    style = (tag.get("style") or "").replace(" ", "").lower()
    return tag.get("hidden") is not None or "display:none" in style or "visibility:hidden" in style


def _paths(root: Tag) -> list[tuple[Tag, ...]]:
    """Return the way from the root to each outermost element that is marked as a product's part."""
    paths: list[tuple[Tag, ...]] = []

    def search(tag: Tag, above: tuple[Tag, ...]) -> None:
        path = (*above, tag)
        if tag.classes & _MARKS:
            paths.append(path)
            return
        for kid in tag.kids:
            if isinstance(kid, Tag):
                search(kid, path)

    search(root, ())
    return paths


def _common(paths: list[tuple[Tag, ...]]) -> Tag:
    """Return the last element that all ways share."""
    shared = paths[0][0]
    for steps in zip(*paths, strict=False):
        if any(step is not steps[0] for step in steps):
            break
        shared = steps[0]
    return shared


def _around(path: tuple[Tag, ...]) -> Tag:
    """Return the smallest element on the way to a lone header that holds much more than the header."""
    size = len(path[-1].text)
    for tag in reversed(path):
        if len(tag.text) > _HEADER_ONLY * size:
            return tag
    return path[0]
