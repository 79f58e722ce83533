"""Tagged pages made by hand: a tree and the text that its elements hold, for tests of the tag reader and of trust."""

from collections.abc import Sequence

from crsparse.elements import Element
from crsparse.readers.annotations import LinkAnnotation
from crsparse.readers.engines import Font, PageContent, Shape, TextRun
from crsparse.readers.structure import Content, Node
from crsparse.readers.tags import read_tags

FONT = Font("PalatinoLinotype", False, False)
INLINE = {"Span", "Link", "Lbl", "LBody", "Reference", "Annot"}


class Press:
    """Sets the text of a tree while the tree is made: each text is marked content of its own."""

    def __init__(self) -> None:
        self.pages: dict[int, list[TextRun]] = {1: []}
        self.shapes: list[Shape] = []
        self.page = 1
        self.x, self.y, self.size = 72.0, 100.0, 10.0

    def __call__(self, tag: str, *kids: object, **fields: object) -> Node:
        """Return a node; ``kids`` are texts, ``(tag, kid, …)``, content, references, or functions that make one."""
        if tag not in INLINE:
            self.newline()
        made = Node(tag, [], **fields)  # type: ignore[arg-type]
        for kid in kids:
            if isinstance(kid, tuple):
                made.kids.append(self(*kid))
            else:
                made.kids.append(self.text(kid) if isinstance(kid, str) else kid() if callable(kid) else kid)  # type: ignore[arg-type]
        if tag not in INLINE:
            self.newline()
        return made

    def newline(self) -> None:
        self.x, self.y = 72.0, self.y + 13.0

    def turn(self) -> None:
        """Begin the next page."""
        self.page += 1
        self.pages[self.page] = []
        self.x, self.y = 72.0, 100.0

    def text(self, text: str, mcid: int | None = None) -> Content:
        runs = self.pages[self.page]
        number = len(runs) if mcid is None else mcid
        runs.append(TextRun(text, self.x, self.x + 5 * len(text), self.y, self.size, FONT, 0, number))
        self.x += 5 * len(text)
        return Content(self.page, number)

    def path(self, x0: float, top: float, x1: float, bottom: float) -> None:
        """Draw a path on the first page, outside of the tree."""
        self.shapes.append(Shape("path", (x0, top, x1, bottom), -1))

    def artifact(self, text: str, y: float = 750.0) -> None:
        self.pages[self.page].append(TextRun(text, 72.0, 72.0 + 5 * len(text), y, 10.0, FONT, 0, -1))

    def contents(self) -> tuple[PageContent, ...]:
        shapes = tuple(self.shapes)
        return tuple(
            PageContent(number, 612.0, 792.0, tuple(runs), shapes if number == 1 else ())
            for number, runs in self.pages.items()
        )

    def read(self, *nodes: Node, links: Sequence[LinkAnnotation] = ()) -> list[Element]:
        return list(read_tags(Node("StructTreeRoot", list(nodes)), self.contents(), links))


def told(elements: Sequence[Element]) -> list[tuple[str | None, str]]:
    return [(element.kind, element.text) for element in elements]
