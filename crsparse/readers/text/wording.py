"""What single lines say: the wordings by which the other parts of the reader tell lines apart."""

import re

MONTHS = "January|February|March|April|May|June|July|August|September|October|November|December"
_DATE = re.compile(
    rf"(?:(?:Updated|Revised|Version|Published)\s+)?(?:{MONTHS})\s+\d{{1,2}},\s+\d{{4}}(?:\s+\([A-Z0-9-]+\))?",
    re.IGNORECASE,
)
"""A line that is a date: ``Updated April 20, 2026``; web copies add the number: ``Updated April 21, 2026
(IN12669)``."""

_SENTENCE_END = re.compile(r"(?:(?<!\d)[.?!:;…]|(?<=\d)[.?!:;])[”’\"')\]]*(?:(?<!\d\.)\d{1,3})?$")
"""The end of a sentence, with closing quotes and a note call: ``days.``, ``modernization.”``, ``Congress.12``, but not
the ``.6`` of ``5.6``."""
_UNIT_START = re.compile(r"[“‘\"'(\[]*(?:[A-Z0-9$§•¿¡]|[^\W\d_a-z])")
"""The start of a sentence or item: a capital or digit, after opening quotes and brackets."""
_LOWER_START = re.compile(r"[“‘\"'(\[]*[a-z]")
_SMALL = "and|or|of|the|a|an|in|for|to|on|by|with|from|at|that|as|its|their"
_ABBREVIATION = r"U\.S\.C|C\.F\.R|Fed\. Reg|H\.R|S|P\.L|U\.S|Rep|Sen|No|v|vs|Dr|Mr|Ms|Inc|p|pp|Sec|Stat"
_OPEN_END = re.compile(rf"(?:[,–—-]|(?<![.\w])[A-Z]\.|\b(?:{_SMALL})|\b(?:{_ABBREVIATION})\.)$")
"""An end after which the sentence must go on: ``trade and``, ``Rep.``."""

CAPTION = re.compile(
    r"(Table|Figure|Map|Box|Exhibit)\s+([A-Z]{1,2}-?\d{1,3}|[A-Z]?\d{1,3}[a-z]?|[IVX]{1,5})\s*[.:]\s+(?=\S)"
)
"""The label of a caption: ``Table 1. ``, ``Figure A-2. ``, ``Table B1: ``."""
SOURCE = re.compile(r"(?:Sources?|Notes?|Sources? and Notes?|Notes? and Sources?)\s*:")
"""The start of the lines below a table or figure."""
LETTERED = re.compile(r"(?:\(?[a-z]{1,2}[.)]|\*{1,3}|[†‡])\s+\S")
"""A lettered note below a table: ``a. HAVA directs …``."""

BULLETS = "•●▪■◦○‣⁃·\uf0b7\uf0a7►✓♦❖"
_BULLET = re.compile(rf"([{BULLETS}]|[–—-](?=\s{{2,}}\S)|o(?=\s+\S))\s*(?=\S)")
"""A list marker that is a symbol. Dashes are dashes unless a gap follows; no sentence has a word ``o``."""
_NUMBER = re.compile(r"(\(?(?:\d{1,2}|[a-z]|[ivx]{1,5}|[A-Z])[.)])\s+(?=\S)")
"""A list marker that counts: ``1.``, ``(2)``, ``a)``."""
LONE_MARKER = re.compile(rf"[{BULLETS}o–—-]|\(?\d{{1,2}}[.)]|\(?[a-z][.)]")
"""A line that is nothing but a marker: plain text gives a list's markers first and its items after them."""

_POSITIONS = (
    "Specialist|Analyst|Attorney|Legislative|Section|Research|Head|Director|Deputy|Coordinator|Economist|Librarian|Fellow|"
    "Consultant|Counsel|Presidential|Intern|Acting|Senior|Assistant|Associate|Actuary|Demographer|Visual|Editor|Law|"
    r"Congressional|Chief|Manager|Graduate|Visiting|Science|Knowledge|Review|Detailee|Scholar|U\.S\.|Public|Statistician"
)
_OFFICE = (
    "Specialist|Analyst|Attorney|Fellow|Librarian|Manager|Director|Head|Counsel|Economist|Consultant|Coordinator|Intern|"
    "Assistant|Associate|Actuary|Scholar|Officer|Editor|Researcher|Demographer|Advis[eo]r|Chief|Detailee|Statistician"
)
POSITION = re.compile(rf"(?:{_POSITIONS})(?!\w)")
"""The first word of a CRS position: ``Specialist in Housing Policy``, ``Legislative Attorney``, ``U.S. Army
Fellow``."""
_CAPITALIZED = r"[A-Z][\w.'’-]*"
_NAME_PART = rf"{_CAPITALIZED}|de|del|la|van|von|der|bin|al|“[A-Z]\w+”|\([A-Z]\w+\)"
_NAME = rf"{_CAPITALIZED}(?: (?:{_NAME_PART})){{1,4}}(?:,? (?:Jr\.|Sr\.|II|III|IV))?"
NAME = re.compile(rf"{_NAME}(?:, Coordinator|,)?")
"""A person's name as CRS prints it: ``Marc Labonte``, ``R. Eric Petersen``, ``Ebrima M'Bai``."""
REDACTED = re.compile(r"[\[(]?(?:author )?names? (?:redacted|scrubbed)[\])]?|\[(?:redacted|scrubbed)\]", re.IGNORECASE)
"""What republishers print for a name: ``[author name scrubbed]``, ``(name redacted)``, ``[redacted]``."""
HELD = re.compile(rf"(?:[A-Z][\w.'’-]* ){{0,4}}(?:{_OFFICE})(?!\w)[^\d();:]{{0,120}}")
"""A position and nothing else: ``Specialist in Housing Policy``, ``Acting Section Research Manager``."""
DIVISION = re.compile(r"(?:[A-Z][\w&’'-]*,? |and |of |the )*(?:Division|Services? Group|Office of [A-Z][\w ]+)")
"""The part of CRS that older products print below a position: ``Government and Finance Division``."""
CONTACT = re.compile(
    r"\S+@\S+|\[e-?mail address scrubbed\]|(?:\(?\d{3}\)?[ -])?\d{1,3}-(?:\d{4}|\.{4})|\[phone number scrubbed\]", re.I
)
"""An e-mail address or telephone number alone on a line: ``jdoe@crs.loc.gov``, ``7-1234``, ``7-....``."""
BYLINE = re.compile(rf"{_NAME}, (?:[^\s\d(),;:]+ ){{0,6}}(?:{_OFFICE})(?!\w)[^\d();:]{{0,90}}(?<![,.])")
"""The by-line of an In Focus: ``Marc Labonte, Specialist in Macroeconomic Policy``."""

FOR_CONGRESS = re.compile(
    r"(?=[A-Z])(?:\w+ ){0,3}(?:[Ii]ssues?|[Cc]onsiderations?|[Oo]ptions?|[Qq]uestions?) for Congress"
)
"""The heading that nearly every product has, whole: ``Potential Issues for Congress``."""
QUESTION = re.compile(
    r"(?:How|What|Why|When|Where|Who|Whom|Whose|Which|Is|Are|Was|Were|Does|Do|Did|Can|Could|Should|Will|Would|May|Has|Have)"
    r" [^.;]{6,110}\?"
)
"""A question that may be a heading: ``How could such technologies be used in the future?``."""

_SERIES = "Report|In Focus|Insight|Legal Sidebar|Video|Infographic|Podcast|Testimony"
CITATION = re.compile(rf"^CRS (?:{_SERIES})\b|, (?:coordinated )?by [A-Z]|^According to\b")
"""What a list of CRS products has in each line, and how a quotation is introduced; headings have neither."""

PRODUCT_CITED = re.compile(rf"CRS (?:{_SERIES}) [A-Z]{{0,3}}\d")
"""The start of an entry in a list of CRS products: ``CRS In Focus IF10555``."""

_MINOR_WORDS = """
    a an and as at but by for from if in into nor of off on onto or out over per so than that the to under up upon v
    v. vs vs. versus via with within without between among amid through during before after against about across along
    around behind below beneath beside beyond despite down except inside like near outside past regarding since toward
    towards until et al. al de la le is are be it its their e.g. i.e. not do does
"""
_MINOR = frozenset(_MINOR_WORDS.split())
"""Words that title case leaves small."""
_WORD = re.compile(r"[^\s—–/-]+")
_CALL = re.compile(r"(?<=[^\W\d])\d{1,3}$")
_ODD_HEADING = re.compile(
    r"""https?://|www\.|\S@\S|\.{3,}                                # addresses, dot leaders
      | ^(?:Source|Note)s?: | ^(?:Table|Figure)\ [A-Z0-9-]+[.:]     # lines that belong to tables and figures
      | ^\W*\d[\d,.%$\ ]*$ | ^[A-Z]\.$ | [;,]$                     # numbers, initials, lines that go on""",
    re.VERBOSE,
)


def is_date(text: str) -> bool:
    """Whether a line is a date and nothing else."""
    return _DATE.fullmatch(text.strip()) is not None


def ends_sentence(text: str) -> bool:
    """Whether ``text`` ends with a sentence, a clause before a list, or an item."""
    return _SENTENCE_END.search(text[-12:]) is not None


def must_go_on(text: str) -> bool:
    """Whether the sentence can't end here: a comma, a preposition, an abbreviation that something follows."""
    return _OPEN_END.search(text[-12:]) is not None


def starts_unit(text: str) -> bool:
    """Whether a paragraph may start with ``text``."""
    return _UNIT_START.match(text) is not None


def starts_lower(text: str) -> bool:
    """Whether ``text`` starts with a lower-case letter, and so goes on with a sentence."""
    return _LOWER_START.match(text) is not None


def bullet(text: str) -> str | None:
    """Return the symbol that marks ``text`` as a list item, with the spaces after it; or None."""
    match = _BULLET.match(text)
    return match.group() if match else None


def counter(text: str) -> str | None:
    """Return the number or letter that may mark ``text`` as a list item, with the spaces after it; or None."""
    match = _NUMBER.match(text)
    return match.group() if match else None


def is_title_case(text: str) -> bool:
    """Whether ``text`` is worded as CRS words its headings: capitals, no full stop, up to about twenty words."""
    text = text.strip()
    if not text or len(text) > 180 or _ODD_HEADING.search(text):
        return False
    if ends_sentence(text) and not text.endswith(("?", "!", "…")) and not _ends_with_abbreviation(text):
        return False
    words = [word.strip("“”‘’\"'()[],:;?!") for word in _WORD.findall(_CALL.sub("", text))]
    words = [word for word in words if word]
    if not words or len(words) > 24 or not any(char.isalpha() for char in text):
        return False
    first = text.lstrip("“‘\"'([")
    if not first or first[0].islower():
        return False
    telling = [word for word in words if word.lower() not in _MINOR]
    lower = [word for word in telling if word[0].islower() and not any(char.isupper() for char in word)]
    return bool(telling) and len(lower) <= (len(telling) >= 7)


def _ends_with_abbreviation(text: str) -> bool:
    return re.search(r"(?:\b(?:[A-Z]\.){1,3}|\bInc\.|\bCorp\.|\bCo\.|\bet al\.)$", text) is not None
