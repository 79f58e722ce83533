"""A look at a parse: one self-contained page that shows what was read over the pages it was read from.

Pure: a document and pictures of its pages in, HTML out. The page works from a file, offline and without a mouse; it
loads nothing, and its content security policy forbids it to. Every block is written once, as text; what the pages show
on hover is a copy of that. A document without pages, or without pictures, is shown as text alone.
"""

import hashlib
from base64 import b64encode
from collections.abc import Iterable
from functools import cache
from html import escape
from importlib import resources

from crsparse.model import Document
from crsparse.readers.pages import PageImage
from crsparse.viewer.pages import pages
from crsparse.viewer.sides import header, help_dialog, outline, panels
from crsparse.viewer.texts import texts

__all__ = ["view"]


def view(document: Document, images: Iterable[PageImage] = ()) -> str:
    """Return the HTML page for a document; ``images`` are those of its pages, in order."""
    style, script = _asset("view.css"), _asset("view.js")
    shown = pages(document, images)
    policy = (
        f"default-src 'none'; img-src data:; style-src-elem '{_digest(style)}'; style-src-attr 'unsafe-inline'; "
        f"script-src '{_digest(script)}'; base-uri 'none'; form-action 'none'"
    )
    name = document.product.id or document.source.filename
    return "\n".join(
        (
            "<!DOCTYPE html>",
            '<html lang="en">',
            "<head>",
            '<meta charset="utf-8">',
            f'<meta http-equiv="Content-Security-Policy" content="{escape(policy)}">',
            '<meta name="viewport" content="width=device-width, initial-scale=1">',
            '<meta name="referrer" content="no-referrer">',
            f"<title>{escape(f'{name}: {document.title or document.source.filename}')}</title>",
            f"<style>{style}</style>",
            "</head>",
            f'<body class="{"with-pages show-pages" if shown else "text-only show-text"}">',
            header(document, with_pages=bool(shown)),
            outline(document),
            f'<main id="main" tabindex="-1" aria-label="Document">{shown}{texts(document)}</main>',
            panels(document),
            help_dialog(with_pages=bool(shown)),
            '<div id="tip" class="tip" role="tooltip" hidden></div>',
            f"<script>{script}</script>",
            "</body>",
            "</html>",
            "",
        )
    )


@cache
def _asset(name: str) -> str:
    return (resources.files("crsparse.viewer") / name).read_text(encoding="utf-8")


def _digest(text: str) -> str:
    return f"sha256-{b64encode(hashlib.sha256(text.encode()).digest()).decode()}"
