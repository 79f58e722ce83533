"""Markup to a tree of our own, whatever the markup.

libxml2 (through lxml) reads the markup and repairs it, as browsers do: tags left open or crossed, attributes without
quotes, entities. It reports tags and text as it meets them, and the tree is built here, because libxml2's own trees
stop at a depth of 256 or 2048 and lose what stands deeper.

Always true: nothing is fetched, no entity of a doctype is expanded, every text node that a browser would show is in the
tree in its order, the tree is at most MAX_DEPTH deep.
"""

from collections.abc import Iterator, Mapping
from typing import Any, cast

from lxml import etree
from msgspec import Struct

MAX_DEPTH = 90
"""Depth of the tree; tags nested deeper are left out and their text stays. CRS pages nest some 30 deep."""
_MAX_ATTRIBUTE = 8192
"""Length in characters above which an attribute is left out; the longest address in the corpus has 300."""
# fmt: off
_ATTRIBUTES = frozenset({
    "id", "name", "class", "href", "alt", "style", "colspan", "rowspan", "start", "type", "value", "hidden", "role",
    "reversed", "width", "height",
})
_UNSEEN = frozenset({
    "head", "title", "meta", "link", "base", "script", "style", "template", "noscript", "iframe", "frameset",
    "noframes", "object", "embed", "noembed", "applet", "param", "audio", "video", "source", "track", "canvas", "map",
    "datalist",
})
"""Elements that a browser with scripts does not show, or shows something else in place of."""
BLOCKS = frozenset({
    "address", "article", "aside", "blockquote", "body", "button", "caption", "center", "colgroup", "dd", "details",
    "dialog", "dir", "div", "dl", "dt", "fieldset", "figcaption", "figure", "footer", "form", "h1", "h2", "h3", "h4",
    "h5", "h6", "header", "hgroup", "hr", "html", "legend", "li", "main", "menu", "nav", "ol", "optgroup", "option",
    "p", "pre", "search", "section", "select", "summary", "table", "tbody", "td", "textarea", "tfoot", "th", "thead",
    "tr", "ul",
})
"""Elements that begin and end a line; buttons too, for each says something of its own."""
# fmt: on


class Tag(Struct, gc=False):
    """An element of the page; an attribute without a value is ``""``."""

    name: str
    attributes: dict[str, str]
    kids: list["Tag | str"]

    def get(self, attribute: str) -> str | None:
        """Return an attribute's value, None when it is absent."""
        return self.attributes.get(attribute)

    @property
    def classes(self) -> frozenset[str]:
        """Class names in lower case."""
        return frozenset(self.attributes.get("class", "").lower().split())

    @property
    def names(self) -> tuple[str, ...]:
        """Names by which links may lead here: ``id``, and ``name`` of an anchor."""
        own = (self.attributes.get("id"), self.attributes.get("name") if self.name == "a" else None)
        return tuple(dict.fromkeys(name for name in own if name))

    @property
    def is_block(self) -> bool:
        """Whether it begins and ends a line."""
        return self.name in BLOCKS

    def tags(self) -> Iterator["Tag"]:
        """Yield this element and all elements in it, in document order."""
        pending = [self]
        while pending:
            tag = pending.pop()
            yield tag
            pending.extend(kid for kid in reversed(tag.kids) if isinstance(kid, Tag))

    def texts(self) -> Iterator[str]:
        """Yield all text in it, in document order; a space where a block begins or ends."""
        pending = list(reversed(self.kids))  # no recursion: hostile pages nest thousands of elements
        while pending:
            item = pending.pop()
            if isinstance(item, str):
                yield item
            else:
                edge = " " if item.is_block or item.name == "br" else ""
                yield edge
                pending.append(edge)
                pending.extend(reversed(item.kids))

    @property
    def text(self) -> str:
        """All text in it, single-spaced."""
        return " ".join("".join(self.texts()).split())


def parse(text: str) -> Tag:
    """Return the page as one tree, whose root is a nameless block."""
    builder = _Builder()
    parser: Any = etree.HTMLParser(
        target=cast(Any, builder), encoding="utf-8", no_network=True, huge_tree=True, recover=True
    )
    try:
        parser.feed(text.encode("utf-8", "replace"))
        parser.close()
    except etree.LxmlError:
        pass  # nothing that is markup at all: the text read so far is kept
    return builder.root


class _Builder:
    """The target that lxml reports to."""

    def __init__(self) -> None:
        self.root = Tag("div", {}, [])
        self.open = [self.root]
        self.too_deep = 0
        self.unseen = 0

    def start(self, name: str, attributes: Mapping[str, str]) -> None:
        """Open an element."""
        name = name.lower()
        if self.unseen or name in _UNSEEN:
            self.unseen += 1
            return
        if self.too_deep or len(self.open) >= MAX_DEPTH:
            self.too_deep += 1
            if name in BLOCKS or name == "br":
                self.data(" ")
            return
        tag = Tag(name, _kept(attributes), [])
        self.open[-1].kids.append(tag)
        self.open.append(tag)

    def end(self, name: str) -> None:
        """Close the innermost element; lxml's events are balanced."""
        if self.unseen:
            self.unseen -= 1
        elif self.too_deep:
            self.too_deep -= 1
            if name.lower() in BLOCKS:
                self.data(" ")
        elif len(self.open) > 1:
            self.open.pop()

    def data(self, text: str) -> None:
        """Add text."""
        if not self.unseen:
            self.open[-1].kids.append(text)

    def close(self) -> Tag:
        """End the page."""
        return self.root


def _kept(attributes: Mapping[str, str]) -> dict[str, str]:
    return {
        name: value or ""
        for name, value in ((name.lower(), value) for name, value in attributes.items())
        if name in _ATTRIBUTES and len(value or "") <= _MAX_ATTRIBUTE
    }
