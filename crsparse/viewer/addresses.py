"""Addresses: which of them a reader may follow."""

import re
from html import escape

_HARMLESS = re.compile(r"(?:https?://|mailto:)[^\s\x00-\x1f]*\Z", re.IGNORECASE)
"""Addresses that may be followed, e.g. "https://www.congress.gov/"."""
LEADS_AWAY = 'target="_blank" rel="noopener noreferrer"'
"""Attributes of links out of the page: it stays open, and the other side learns nothing of it."""


def is_harmless(address: str) -> bool:
    """Tell whether an address is one of the web or of mail."""
    return bool(_HARMLESS.match(address))


def harmless(address: str) -> str:
    """Return an address as a link where it may be followed, else as text."""
    shown = escape(address)
    return f'<a href="{shown}" {LEADS_AWAY}>{shown}</a>' if is_harmless(address) else shown
