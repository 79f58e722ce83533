"""Link annotations of a PDF: where on the page a link stands and where it leads.

Boxes are in points, origin at the top left of the page as displayed: the crop box and the page's rotation are applied
just as the engines apply them to the text, so that anchors can be found by geometry. Annotations that are no links
(form fields, notes) are left out; a broken one is left out too and never stops the reading.

Always true: annotations come in page order and, within a page, in the order of /Annots; the place in the returned tuple
is the number of the link (``Anchor.key``).
"""

import contextlib
from collections.abc import Callable, Iterator, Sequence

import pikepdf
from msgspec import Struct

from crsparse.elements import Anchor, Destination
from crsparse.geometry import Box, union

_NUMBERS_A_QUAD = 8
"""Numbers that one quadrilateral of /QuadPoints takes."""
_MAX_HOPS = 4
"""Named destinations that lead to named destinations are followed this far."""
_LONGEST_ADDRESS = 1 << 14
"""Characters of an address. Servers take 8,000; one of a megabyte would stand in every block below its annotation."""

_Point = tuple[float, float]
_ToDisplay = Callable[[float, float], _Point]


class LinkAnnotation(Struct, frozen=True):
    """One link annotation; a link that runs over several lines may have several annotations or several boxes."""

    page: int
    """Page, 1-based."""
    boxes: tuple[Box, ...]
    """Its active areas: one a quadrilateral where the annotation has them, else its rectangle."""
    href: str | None
    """Address as spelled; None for internal links."""
    destination: Destination | None
    """Place in this document; None for external links and where it can't be resolved."""
    object_id: tuple[int, int] = (0, 0)
    """Object and generation number, for the references of a tag tree; ``(0, 0)`` for a direct object."""

    def anchor(self, key: int) -> Anchor:
        """Return the link as runs carry it, under the number ``key``."""
        return Anchor(key, self.href, self.destination)


def read_annotations(pdf: pikepdf.Pdf) -> tuple[LinkAnnotation, ...]:
    """Return the link annotations of all pages, in page order."""
    pages = [page.obj for page in pdf.pages]
    numbers = {page.objgen: number for number, page in enumerate(pages, 1)}
    displays: dict[int, _ToDisplay] = {}

    def display(number: int) -> _ToDisplay:
        if number not in displays:
            displays[number] = _display_of(pages[number - 1])
        return displays[number]

    targets = _Targets(pdf, numbers, display)
    found: list[LinkAnnotation] = []
    for number, page in enumerate(pages, 1):
        for item in _array(page.get("/Annots")):
            try:
                if isinstance(item, pikepdf.Dictionary) and item.get("/Subtype") == "/Link":
                    found.append(_link(item, number, display(number), targets))
            except (ValueError, TypeError, KeyError, AttributeError, IndexError, pikepdf.PdfError):
                continue  # a broken annotation is no reason to lose the text
    return tuple(found)


def _link(item: pikepdf.Object, number: int, to_display: _ToDisplay, targets: "_Targets") -> LinkAnnotation:
    left, bottom, right, top = (float(value) for value in _array(item["/Rect"]))
    boxes = _quads(item, to_display) or (_box(to_display, ((left, bottom), (right, top))),)
    href, destination = None, None
    action = item.get("/A")
    if action is None:
        destination = targets.resolve(item.get("/Dest"))
    elif action.get("/S") == "/URI":
        href = _string(action.get("/URI"))
    elif action.get("/S") == "/GoTo":
        destination = targets.resolve(action.get("/D"))
    elif action.get("/S") in ("/GoToR", "/Launch"):
        href = _string(_file_of(action.get("/F")))
    if href and len(href) > _LONGEST_ADDRESS:
        raise ValueError("no address is that long")
    return LinkAnnotation(number, boxes, href or None, destination, item.objgen)


def _quads(item: pikepdf.Object, to_display: _ToDisplay) -> tuple[Box, ...]:
    """Return the boxes of /QuadPoints; the order of the four corners differs between writers and does not matter."""
    if "/QuadPoints" not in item:  # to look for what is not there takes five times as long
        return ()
    values = [float(value) for value in _array(item["/QuadPoints"])]
    if not values or len(values) % _NUMBERS_A_QUAD:
        return ()
    points = list(zip(values[::2], values[1::2], strict=True))
    return tuple(_box(to_display, points[start : start + 4]) for start in range(0, len(points), 4))


def _box(to_display: _ToDisplay, points: Sequence[_Point]) -> Box:
    shown = [to_display(x, y) for x, y in points]
    return union((x, y, x, y) for x, y in shown)


class _Targets:
    """Resolves destinations: explicit, named in the catalog's /Dests, or named in the /Names tree."""

    def __init__(
        self, pdf: pikepdf.Pdf, numbers: dict[tuple[int, int], int], display: Callable[[int], _ToDisplay]
    ) -> None:
        self.pdf, self.numbers, self.display = pdf, numbers, display
        self.named: dict[str, pikepdf.Object] | None = None

    def resolve(self, target: object) -> Destination | None:
        """Return the place that an explicit or named destination means, None when there is none."""
        name: str | None = None
        for _ in range(_MAX_HOPS):
            if isinstance(target, pikepdf.Dictionary):
                target = target.get("/D")
            elif isinstance(target, pikepdf.String | pikepdf.Name):
                name = str(target).removeprefix("/")
                target = self._names().get(name)
            else:
                break
        if not isinstance(target, pikepdf.Array) or len(target) == 0:
            return Destination(None, None, name) if name else None
        values = list(target)
        page = self._page(values[0])
        return Destination(page, self._top(page, values) if page else None, name)

    def _page(self, value: object) -> int | None:
        if isinstance(value, pikepdf.Dictionary):
            return self.numbers.get(value.objgen)
        if isinstance(value, int) and 0 <= value < len(self.numbers):
            return value + 1
        return None

    def _top(self, page: int, values: Sequence[object]) -> float | None:
        """Return how far down the destination lies, by its fit (PDF 32000-1, 12.3.2.2)."""
        fit = str(values[1]) if len(values) > 1 else "/Fit"
        numbers = [None if value is None else float(str(value)) for value in values[2:]]
        fits: dict[str, tuple[list[float | None], list[float | None]]] = {
            "/XYZ": (numbers[0:1], numbers[1:2]),
            "/FitH": ([], numbers[0:1]),
            "/FitBH": ([], numbers[0:1]),
            "/FitR": (numbers[0:1], numbers[3:4]),
        }
        left, top = fits.get(fit, ([], []))
        if not top or top[0] is None:
            return None
        return round(self.display(page)((left[0] if left else None) or 0.0, top[0])[1], 2)

    def _names(self) -> dict[str, pikepdf.Object]:
        if self.named is None:
            self.named = {}
            root = self.pdf.Root
            for name, target in _items(root.get("/Dests")):
                self.named[name.removeprefix("/")] = target
            names = root.get("/Names")
            tree = names.get("/Dests") if isinstance(names, pikepdf.Dictionary) else None
            if isinstance(tree, pikepdf.Dictionary):
                # a damaged name tree leaves its links unresolved
                with contextlib.suppress(ValueError, RuntimeError, pikepdf.PdfError):
                    self.named.update(pikepdf.NameTree(tree).items())
        return self.named


def _display_of(page: pikepdf.Object) -> _ToDisplay:
    """Return what maps user space to the displayed page, origin top left (PDF 32000-1, 7.7.3.3, Rotate)."""
    media = _rectangle(inherited(page, "/MediaBox")) or (0.0, 0.0, 612.0, 792.0)
    crop = _rectangle(inherited(page, "/CropBox")) or media
    x0, y0, x1, y1 = max(crop[0], media[0]), max(crop[1], media[1]), min(crop[2], media[2]), min(crop[3], media[3])
    if x0 >= x1 or y0 >= y1:
        x0, y0, x1, y1 = media
    rotation = inherited(page, "/Rotate")
    turns = int(rotation) // 90 % 4 if isinstance(rotation, int) else 0
    displays: tuple[_ToDisplay, ...] = (
        lambda x, y: (x - x0, y1 - y),
        lambda x, y: (y - y0, x - x0),
        lambda x, y: (x1 - x, y - y0),
        lambda x, y: (y1 - y, x1 - x),
    )
    return displays[turns]


def inherited(page: pikepdf.Object, name: str) -> object:
    """Return an attribute that pages inherit from their parents (PDF 32000-1, 7.7.3.4)."""
    node: object = page
    for _ in range(50):  # no sane page tree is deeper; a loop in a broken one ends here
        if not isinstance(node, pikepdf.Dictionary):
            return None
        value: object = node.get(name)
        if value is not None:
            return value
        node = node.get("/Parent")
    return None


def _rectangle(value: object) -> Box | None:
    numbers = [float(str(item)) for item in _array(value)]
    if len(numbers) != 4:
        return None
    ax, ay, bx, by = numbers
    return (min(ax, bx), min(ay, by), max(ax, bx), max(ay, by))


def _array(value: object) -> list[pikepdf.Object]:
    return list(value.as_list()) if isinstance(value, pikepdf.Array) else []


def _items(value: object) -> Iterator[tuple[str, pikepdf.Object]]:
    if isinstance(value, pikepdf.Dictionary):
        yield from value.items()


def _file_of(value: object) -> object:
    """Return the path in a file specification, which is a string or a dictionary (PDF 32000-1, 7.11)."""
    if isinstance(value, pikepdf.Dictionary):
        return value.get("/UF") or value.get("/F")
    return value


def _string(value: object) -> str:
    """Return an address: 7-bit ASCII by the standard, UTF-8 in the wild."""
    if not isinstance(value, pikepdf.String):
        return ""
    data = bytes(value)
    try:
        return data.decode("utf-8").strip()
    except UnicodeDecodeError:
        return str(value).strip()
