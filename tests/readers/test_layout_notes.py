"""Footnotes: small type below a short rule; each note is an element."""

from tests.readers.press import LEFT, PROSE, TIMES, Press, shown, texts


def note(press: Press, y: float, number: int, text: str) -> float:
    press.runs(LEFT, y, (f"{number} ", TIMES, 3.0), size=9)
    return press.text(y, text, x=LEFT + 8, hang=-8, line=10.35, size=9)


def with_notes(*, rule: bool = True) -> Press:
    press = Press()
    press.text(100, PROSE)
    if rule:
        press.rule(640, LEFT, LEFT + 144)
    note(press, 654, 1, "Keeper of the Book, Waves of the Century, 1899, p. 4.")
    note(press, 668, 2, "The committee met in the boathouse. " + PROSE[:150])
    return press


def test_each_note_is_an_element_with_its_number_in_front() -> None:
    elements = with_notes().read()
    notes = [element for element in elements if element.kind == "note"]
    assert [element.text.split(" ")[0] for element in notes] == ["1", "2"]
    assert notes[0].text == "1 Keeper of the Book, Waves of the Century, 1899, p. 4."
    assert notes[0].runs[0].superscript
    assert texts(elements)[0] == PROSE


def test_notes_without_a_rule_are_told_by_size_and_number() -> None:
    assert [kind for kind, _ in shown(with_notes(rule=False).read())] == ["paragraph", "note", "note"]


def test_small_text_below_a_short_rule_without_numbers_is_text() -> None:
    press = Press()
    press.text(100, PROSE)
    press.rule(640, LEFT, LEFT + 144)
    press.text(654, "Set small to save paper.", size=9)
    assert shown(press.read())[-1] == ("paragraph", "Set small to save paper.")


def test_text_of_the_body_size_below_a_rule_is_text() -> None:
    press = Press()
    press.text(100, PROSE)
    press.rule(640, LEFT, LEFT + 144)
    press.runs(LEFT, 654, ("3 ", TIMES, 3.0), ("The rule is an ornament.", TIMES))
    assert [kind for kind, _ in shown(press.read())] == ["paragraph", "paragraph"]


def test_a_note_goes_on_at_the_foot_of_the_next_page() -> None:
    press = Press()
    press.text(100, PROSE)
    press.rule(640, LEFT, LEFT + 144)
    note(press, 654, 1, "The committee met in the boathouse, and it")
    press.put(LEFT, 668, "(continued...)", size=9)
    press.page()
    press.text(100, PROSE)
    press.rule(640, LEFT, LEFT + 144)
    press.text(654, "adjourned at dusk.", size=9)
    note(press, 668, 2, "Keeper of the Book.")
    elements = press.read()
    assert texts(elements, "note") == [
        "1 The committee met in the boathouse, and it",
        "adjourned at dusk.",
        "2 Keeper of the Book.",
    ]
    assert texts(elements, "furniture") == ["(continued...)"]


def test_a_second_paragraph_of_a_note_is_an_element_of_its_own() -> None:
    press = Press()
    press.text(100, PROSE)
    press.rule(600, LEFT, LEFT + 144)
    last = note(press, 614, 1, PROSE)
    press.text(last + 14.5, "The committee never met again.", size=9)
    notes = texts(press.read(), "note")
    assert notes[1] == "The committee never met again."
