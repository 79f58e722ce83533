"""What a CommonMark parser makes of Markdown: every visible character with its styles and its link."""

import re
from urllib.parse import unquote

from markdown_it import MarkdownIt
from markdown_it.token import Token

Character = tuple[str, frozenset[str], str | None]
"""A character, the styles it is shown in, the address it links to."""

_STYLE_OF_TAG = {"strong": "bold", "em": "italic", "sup": "superscript", "sub": "subscript"}
_TAG = re.compile(r"<(/?)(\w+)[^>]*>")


def parsed(markdown: str) -> list[Token]:
    return MarkdownIt("commonmark").enable(["table", "strikethrough"]).parse(markdown)


def outline(markdown: str) -> list[str]:
    """Return the names of the blocks in order, e.g. ``["heading_open", "inline", "heading_close"]``."""
    return [token.type for token in parsed(markdown)]


def visible(markdown: str) -> list[Character]:
    """Return the visible characters; a hard line break is a line feed."""
    return [character for token in parsed(markdown) if token.type == "inline" for character in _inline(token)]


def visible_text(markdown: str) -> str:
    return "".join(character for character, _, _ in visible(markdown))


def _inline(token: Token) -> list[Character]:
    shown: list[Character] = []
    open_styles: list[str] = []
    href: str | None = None
    for child in token.children or ():
        name = child.type
        tag = _TAG.fullmatch(child.content) if name == "html_inline" else None
        if tag:
            if tag[2] == "br":
                shown.append(("\n", frozenset(), None))
            elif tag[2] in _STYLE_OF_TAG:
                _toggle(open_styles, _STYLE_OF_TAG[tag[2]], opening=not tag[1])
        elif name in ("strong_open", "strong_close", "em_open", "em_close"):
            _toggle(open_styles, _STYLE_OF_TAG[child.tag], opening=name.endswith("open"))
        elif name == "link_open":
            href = unquote(str(child.attrs["href"]))
        elif name == "link_close":
            href = None
        elif name in ("hardbreak", "softbreak"):
            shown.append(("\n" if name == "hardbreak" else " ", frozenset(), None))
        elif name == "text":
            shown.extend((character, frozenset(open_styles), href) for character in child.content)
        else:
            raise AssertionError(f"unexpected {name} in {token.content!r}")
    assert not open_styles
    return shown


def _toggle(open_styles: list[str], style: str, *, opening: bool) -> None:
    if opening:
        open_styles.append(style)
    else:
        assert open_styles.pop() == style
