"""The page of a parse in a browser: headless Chromium, without network, by keyboard and by mouse.

With ``CRSPARSE_SCREENSHOTS=DIR`` the pictures are kept, to be looked at.
"""

import os
import shutil
from collections.abc import Iterator
from itertools import groupby
from pathlib import Path
from typing import Any

import pytest
from msgspec.structs import replace
from selenium import webdriver
from selenium.webdriver.chrome.options import Options
from selenium.webdriver.chrome.service import Service
from selenium.webdriver.common.action_chains import ActionChains
from selenium.webdriver.common.by import By
from selenium.webdriver.common.keys import Keys
from selenium.webdriver.remote.webelement import WebElement
from selenium.webdriver.support.ui import WebDriverWait

import crsparse
from crsparse.model import Diagnostic, Document
from crsparse.readers.pages import PageImage, page_images
from crsparse.viewer import view
from tests.viewer.test_html import _hostile

pytestmark = pytest.mark.slow
ROOT = Path(__file__).resolve().parent.parent.parent
REPORT = ROOT / "fixtures" / "R99001" / "R99001.tagged.pdf"


@pytest.fixture(scope="module")
def browser() -> Iterator[webdriver.Chrome]:
    program = next(filter(None, map(shutil.which, ("chromium", "chromium-browser", "google-chrome"))), None)
    driver = shutil.which("chromedriver")
    if program is None or driver is None:
        pytest.skip("chromium and chromedriver are not installed (Debian: chromium, chromium-driver)")
    options = Options()
    options.binary_location = program
    for argument in (
        "--headless=new",
        "--no-sandbox",
        "--disable-gpu",
        "--disable-dev-shm-usage",
        "--window-size=1500,1000",
        "--host-resolver-rules=MAP * ~NOTFOUND",
    ):
        options.add_argument(argument)
    options.set_capability("goog:loggingPrefs", {"browser": "ALL"})
    running = webdriver.Chrome(options=options, service=Service(driver))
    yield running
    running.quit()


@pytest.fixture(scope="module")
def report() -> Document:
    told = tuple(
        Diagnostic(code="a_code", severity=severity, message="A message written for a test.", page=page, block=block)
        for severity, page, block in (
            ("warning", 5, "b61"),
            ("info", None, None),
            ("error", 8, None),
            ("info", 2, "b12"),
        )
    )
    return replace(crsparse.parse(REPORT), diagnostics=told)


@pytest.fixture(scope="module")
def page(report: Document, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The page of a report of twelve pages, with diagnostics."""
    path = tmp_path_factory.mktemp("view") / "page.html"
    path.write_text(view(report, page_images(REPORT.read_bytes())), encoding="utf-8")
    return path


@pytest.fixture
def opened(browser: webdriver.Chrome, page: Path) -> webdriver.Chrome:
    return _open(browser, page)


def _open(browser: webdriver.Chrome, path: Path) -> webdriver.Chrome:
    browser.get("about:blank")
    browser.get(path.as_uri())
    browser.execute_script("document.documentElement.style.scrollBehavior = 'auto'")
    return browser


def _press(browser: webdriver.Chrome, *keys: str) -> None:
    for key in keys:
        ActionChains(browser).send_keys(key).perform()


def _active(browser: webdriver.Chrome) -> WebElement:
    return browser.switch_to.active_element


def _chosen(browser: webdriver.Chrome) -> str:
    return browser.find_element(By.CSS_SELECTOR, "#chosen").text


def _script(browser: webdriver.Chrome, program: str, *arguments: Any) -> Any:
    return browser.execute_script(f"return {program}", *arguments)


def _shot(browser: webdriver.Chrome, name: str, tmp_path: Path) -> None:
    folder = Path(os.environ.get("CRSPARSE_SCREENSHOTS", tmp_path))
    folder.mkdir(parents=True, exist_ok=True)
    assert browser.save_screenshot(str(folder / f"{name}.png"))
    assert (folder / f"{name}.png").stat().st_size > 20_000  # an empty page takes less


def test_page_is_whole_and_quiet(opened: webdriver.Chrome, report: Document, tmp_path: Path) -> None:
    assert "R99001" in opened.title
    images = (
        "[...document.images].map((image) => (image.loading = 'eager', image.decode().then(() => image.naturalWidth)))"
    )
    widths = opened.execute_async_script(f"Promise.all({images}).then(arguments[0])")
    assert len(widths) == report.source.page_count
    assert min(widths) > 600
    assert _script(opened, "performance.getEntriesByType('resource').filter((e) => !e.name.startsWith('data:'))") == []
    assert [entry for entry in opened.get_log("browser") if entry["level"] != "INFO"] == []
    _shot(opened, "first", tmp_path)


def test_boxes_lie_where_the_document_says(opened: webdriver.Chrome, report: Document) -> None:
    for block in (report.blocks[11], report.blocks[60]):
        wanted = block.boxes[0]
        at = _script(
            opened,
            "(() => { const box = document.querySelector(`button[data-item='${arguments[0]}']`), "
            "page = box.closest('.page'), a = box.getBoundingClientRect(), b = page.getBoundingClientRect(); "
            "return [page.dataset.page, (a.left - b.left) / b.width, (a.top - b.top) / b.height, "
            "(a.right - b.left) / b.width, (a.bottom - b.top) / b.height] })()",
            block.id,
        )
        assert int(at[0]) == wanted.page
        for found, told, size in zip(at[1:], wanted.box, (612, 792, 612, 792), strict=True):
            assert found * size == pytest.approx(told, abs=1)


def test_types_have_colours_of_their_own(opened: webdriver.Chrome) -> None:
    colours = _script(
        opened,
        "[...new Set([...document.querySelectorAll('button.box')].map((box) => "
        "`${box.dataset.kind} ${getComputedStyle(box).borderTopColor}`))].filter((text) => !text.includes('rgba'))",
    )
    kinds = {text.partition(" ")[0] for text in colours}
    assert len(colours) == len(kinds) == len({text.partition(" ")[2] for text in colours}) == 10


def test_keys_lead_through_the_blocks(opened: webdriver.Chrome, report: Document, tmp_path: Path) -> None:
    _press(opened, "j", "j", Keys.ARROW_DOWN)
    assert _active(opened).get_attribute("data-item") == "b3"
    assert _script(opened, "getComputedStyle(document.activeElement).outlineStyle") == "solid"
    _press(opened, "k")
    assert _active(opened).get_attribute("data-item") == "b2"
    assert report.blocks[1].text in _chosen(opened)
    _press(opened, Keys.END)
    last = f"fn{report.footnotes[-1].number}"
    assert _active(opened).get_attribute("data-item") == last
    _press(opened, "j")  # there is none behind the last, for furniture is hidden
    assert _active(opened).get_attribute("data-item") == last
    _press(opened, Keys.HOME)
    assert _active(opened).get_attribute("data-item") == "b1"
    _press(opened, "n", "n", Keys.ARROW_RIGHT, Keys.ARROW_LEFT)
    assert _script(opened, "document.activeElement.closest('.page').dataset.page") == "3"
    _press(opened, "p")
    assert _script(opened, "document.activeElement.closest('.page').dataset.page") == "2"
    _shot(opened, "keys", tmp_path)


def test_chosen_block_is_in_view(opened: webdriver.Chrome) -> None:
    for _ in range(40):
        _press(opened, "j")
        visible = _script(
            opened,
            "(() => { const a = document.activeElement.getBoundingClientRect(), "
            "m = document.getElementById('main').getBoundingClientRect(); return a.top < m.bottom && "
            "a.bottom > m.top })()",
        )
        assert visible


def test_pointing_shows_text_links_and_notes(opened: webdriver.Chrome, report: Document, tmp_path: Path) -> None:
    block = next(
        block for block in report.blocks if block.part == "body" and block.links and block.footnote_refs and block.boxes
    )
    box = opened.find_element(By.CSS_SELECTOR, f"button[data-item='{block.id}']")
    opened.execute_script("arguments[0].scrollIntoView({block: 'center'})", box)
    ActionChains(opened).move_to_element(box).perform()
    WebDriverWait(opened, 60).until(lambda browser: block.text[:40] in _chosen(browser))
    told = _chosen(opened)
    assert f"Links ({len(block.links)})" in told
    note = next(note for note in report.footnotes if note.number == block.footnote_refs[0].number)
    assert note.text[:60] in told
    assert "on" in (box.get_attribute("class") or "").split()
    _shot(opened, "hover", tmp_path)
    ActionChains(opened).send_keys(Keys.ENTER).perform()  # held: the mouse may move away
    other = opened.find_element(By.CSS_SELECTOR, f"button[data-item='b{int(block.id[1:]) + 1}']")
    ActionChains(opened).move_to_element(other).perform()
    assert block.text[:40] in _chosen(opened)
    _press(opened, Keys.ESCAPE)
    ActionChains(opened).move_to_element(box).move_to_element(other).perform()
    WebDriverWait(opened, 60).until(lambda browser: block.text[:40] not in _chosen(browser))


def test_outline_jumps(opened: webdriver.Chrome, report: Document) -> None:
    _press(opened, "o")
    assert _active(opened).text == report.sections[0].title
    _press(opened, "j", "j", Keys.ENTER)
    assert _active(opened).get_attribute("data-item") == report.sections[2].heading_block
    assert opened.find_element(By.CSS_SELECTOR, "#outline a[aria-current]").text == report.sections[2].title
    opened.find_elements(By.CSS_SELECTOR, "#outline ol a")[-1].click()
    assert _active(opened).get_attribute("data-item") == report.sections[-1].heading_block


def test_diagnostics_lead_to_their_places(opened: webdriver.Chrome, report: Document, tmp_path: Path) -> None:
    assert report.diagnostics
    shown = opened.find_elements(By.CSS_SELECTOR, ".diagnostics li")
    assert len(shown) == len(report.diagnostics)
    for diagnostic in report.diagnostics:
        _press(opened, "d")
        if diagnostic.block:
            assert _script(opened, "document.querySelector('.block.on').id") == diagnostic.block
        assert (
            _active(opened).find_element(By.XPATH, "ancestor-or-self::li").get_attribute("class") == diagnostic.severity
        )
    _shot(opened, "diagnostics", tmp_path)


def test_help_opens_and_closes(opened: webdriver.Chrome, tmp_path: Path) -> None:
    _press(opened, "?")
    assert opened.find_element(By.ID, "help").is_displayed()
    _shot(opened, "help", tmp_path)
    _press(opened, "j")
    assert not opened.find_elements(By.CSS_SELECTOR, ".box.on")
    _press(opened, Keys.ESCAPE)
    assert not opened.find_element(By.ID, "help").is_displayed()


def test_text_instead_of_pages_and_back(opened: webdriver.Chrome, report: Document, tmp_path: Path) -> None:
    table = next(block for block in report.blocks if block.id == "b80")
    _press(opened, *["n"] * 4, "t")
    assert not opened.find_element(By.ID, "pages").is_displayed()
    opened.find_element(By.CSS_SELECTOR, "#outline a[href='#b76']").click()
    _press(opened, "j", "j", "j", "j")
    assert _active(opened).get_attribute("id") == table.id
    _shot(opened, "text", tmp_path)
    _press(opened, "t")
    assert opened.find_element(By.ID, "pages").is_displayed()
    assert _active(opened).get_attribute("data-item") == table.id


def test_types_are_hidden_by_the_legend(opened: webdriver.Chrome) -> None:
    key = opened.find_element(By.CSS_SELECTOR, "[data-toggle='paragraph']")
    key.click()
    assert key.get_attribute("aria-pressed") == "false"
    assert not [box for box in opened.find_elements(By.CSS_SELECTOR, ".box.paragraph") if box.is_displayed()]
    opened.find_element(By.ID, "main").click()
    _press(opened, Keys.HOME)
    for _ in range(20):
        _press(opened, "j")
        assert _active(opened).get_attribute("data-kind") != "paragraph"
    key.click()
    assert opened.find_element(By.CSS_SELECTOR, ".box.paragraph").is_displayed()


def test_notes_lie_on_the_pages_and_lead_to_their_calls(
    opened: webdriver.Chrome, report: Document, tmp_path: Path
) -> None:
    note = next(note for note in report.footnotes if note.refs)
    box = opened.find_element(By.CSS_SELECTOR, f"button[data-item='fn{note.number}']")
    opened.execute_script("arguments[0].scrollIntoView({block: 'center'})", box)
    assert box.find_element(By.XPATH, "..").get_attribute("data-page") == str(note.page)
    ActionChains(opened).move_to_element(box).perform()
    WebDriverWait(opened, 60).until(lambda browser: note.text[:40] in _chosen(browser))
    caller = note.refs[0].block
    assert f"Called in {caller}" in _chosen(opened)
    marked = opened.find_elements(By.CSS_SELECTOR, ".box.related")
    assert {each.get_attribute("data-item") for each in marked} == {ref.block for ref in note.refs}
    _shot(opened, "note", tmp_path)
    opened.find_element(By.CSS_SELECTOR, "#chosen .back").click()
    assert _active(opened).get_attribute("data-item") == caller
    # and from the block to its note, by the call in the panel
    opened.find_element(By.CSS_SELECTOR, f"#chosen .call a[href='#fn{note.number}']").click()
    assert _active(opened).get_attribute("data-item") == f"fn{note.number}"
    assert opened.find_element(By.ID, "pages").is_displayed()


@pytest.mark.parametrize("by", ["mouse", "keyboard"])
def test_a_call_shows_its_note(by: str, opened: webdriver.Chrome, report: Document, tmp_path: Path) -> None:
    _press(opened, "t")
    call = next(each for each in opened.find_elements(By.CSS_SELECTOR, "#text .call a") if each.is_displayed())
    note = next(note for note in report.footnotes if str(note.number) == call.text)
    opened.execute_script("arguments[0].scrollIntoView({block: 'center'})", call)
    if by == "mouse":
        ActionChains(opened).move_to_element(call).perform()
    else:
        opened.execute_script("arguments[0].focus()", call)
    tip = opened.find_element(By.ID, "tip")
    WebDriverWait(opened, 60).until(lambda browser: tip.is_displayed())
    assert note.text[:60] in tip.text
    assert call.get_attribute("aria-describedby") == "tip"
    _shot(opened, f"call-{by}", tmp_path)
    _press(opened, Keys.ESCAPE)
    assert not tip.is_displayed()
    call.click()
    assert _active(opened).get_attribute("id") == f"fn{note.number}"
    _active(opened).find_element(By.CSS_SELECTOR, ".back").click()
    assert _active(opened).get_attribute("id") == note.refs[0].block
    (hit,) = opened.find_elements(By.CSS_SELECTOR, "#text .hit")
    assert hit.text == str(note.number)


def _cited_twice(report: Document) -> tuple[list[int], str, set[str]]:
    """Return the numbers of the citations of a work cited in several blocks, its id, and those blocks."""
    works: dict[str, list[int]] = {}
    for number, citation in enumerate(report.citations, 1):
        works.setdefault(citation.id, []).append(number)
    numbers = max(works.values(), key=len)
    cited = [report.citations[number - 1] for number in numbers]
    assert len(cited) > 1
    assert len({citation.block for citation in cited}) > 1
    return numbers, cited[0].id, {citation.block for citation in cited}


def test_a_citation_shows_every_place_by_mouse(opened: webdriver.Chrome, report: Document, tmp_path: Path) -> None:
    numbers, work, blocks = _cited_twice(report)
    _press(opened, "t")
    cite = opened.find_element(By.ID, f"c{numbers[0]}")
    opened.execute_script("arguments[0].scrollIntoView({block: 'center'})", cite)
    cite.click()
    assert work in _chosen(opened)
    places = opened.find_elements(By.CSS_SELECTOR, "#chosen .place")
    assert [place.get_attribute("href").rpartition("#")[2] for place in places] == [f"c{n}" for n in numbers]
    related = {each.get_attribute("id") for each in opened.find_elements(By.CSS_SELECTOR, "#text .related")}
    assert related == blocks
    places[-1].click()
    assert opened.find_element(By.CSS_SELECTOR, ".cite.hit").get_attribute("id") == f"c{numbers[-1]}"
    assert _script(
        opened, "(() => { const a = document.querySelector('.cite.hit').getBoundingClientRect(), "
        "m = document.getElementById('main').getBoundingClientRect(); return a.top > m.top && a.bottom < m.bottom })()"
    )  # fmt: skip
    assert work in _chosen(opened)  # the list stays, to go on to the next place
    _shot(opened, "citation", tmp_path)


def test_a_citation_shows_every_place_by_keyboard(opened: webdriver.Chrome, report: Document, tmp_path: Path) -> None:
    numbers, work, blocks = _cited_twice(report)
    first = report.citations[numbers[0] - 1]
    while not opened.find_elements(By.CSS_SELECTOR, f"button.on[data-item='{first.block}']"):
        _press(opened, "j")
    _press(opened, "c")
    links = opened.find_elements(By.CSS_SELECTOR, "#chosen .citations a")
    own = [citation.id for citation in report.citations if citation.block == first.block]
    assert len(links) == len(own)
    _press(opened, *[Keys.ARROW_DOWN] * own.index(work), Keys.ENTER)
    assert work in _chosen(opened)
    related = {each.get_attribute("data-item") for each in opened.find_elements(By.CSS_SELECTOR, ".box.related")}
    assert related == blocks
    assert _active(opened).get_attribute("href").endswith(f"#c{numbers[0]}")
    _press(opened, *["j"] * (len(numbers) - 1), Keys.ENTER)
    last = report.citations[numbers[-1] - 1].block
    assert opened.find_elements(By.CSS_SELECTOR, f"button.on[data-item='{last}']")
    assert _active(opened).get_attribute("aria-current") is not None
    assert work in _chosen(opened)
    _shot(opened, "citation-on-pages", tmp_path)
    _press(opened, Keys.ESCAPE)
    assert _active(opened).get_attribute("data-item") == last
    assert work not in _chosen(opened).partition("Citations")[0]


def test_all_works_are_listed(opened: webdriver.Chrome, report: Document) -> None:
    opened.find_element(By.CSS_SELECTOR, "#outline a[href='#works']").click()
    shown = opened.find_elements(By.CSS_SELECTOR, "#chosen .citations li")
    assert len(shown) == len({citation.id for citation in report.citations})
    assert sum(int(item.find_element(By.CLASS_NAME, "count").text) for item in shown) == len(report.citations)
    _press(opened, Keys.ENTER)
    assert report.citations[0].id in _chosen(opened)
    _press(opened, Keys.ESCAPE, "j")
    assert _active(opened).get_attribute("data-item") == "b1"


def test_furniture_is_there_when_asked_for(opened: webdriver.Chrome, report: Document, tmp_path: Path) -> None:
    assert not [box for box in opened.find_elements(By.CSS_SELECTOR, ".box.furniture") if box.is_displayed()]
    key = opened.find_element(By.CSS_SELECTOR, "[data-toggle='furniture']")
    assert key.get_attribute("aria-pressed") == "false"
    key.click()
    assert key.get_attribute("aria-pressed") == "true"
    shown = [box for box in opened.find_elements(By.CSS_SELECTOR, ".box.furniture") if box.is_displayed()]
    assert len(shown) == sum(len(piece.boxes) for piece in report.furniture)
    _press(opened, Keys.END)
    assert report.furniture[-1].text[:30] in _chosen(opened)
    _shot(opened, "furniture", tmp_path)


def test_letters_can_be_switched_off(opened: webdriver.Chrome) -> None:
    _press(opened, "?")
    opened.find_element(By.ID, "letters").click()
    _press(opened, Keys.ESCAPE, "j")
    assert not opened.find_elements(By.CSS_SELECTOR, ".box.on")
    _press(opened, Keys.ARROW_DOWN)
    assert opened.find_elements(By.CSS_SELECTOR, ".box.on")


def test_tab_goes_everywhere_and_is_seen(opened: webdriver.Chrome) -> None:
    """By Tab alone: the way to the document, switches, outline, first block, panel; each with an outline around it."""
    seen = []
    for _ in range(90):
        _press(opened, Keys.TAB)
        active = _active(opened)
        if active.tag_name == "body":
            break
        outline = "getComputedStyle(arguments[0]).outlineStyle"
        assert _script(opened, outline, active) != "none", active.get_attribute("outerHTML")
        seen.append(active)
    classes = [element.get_attribute("class") or "" for element in seen]
    assert classes[0] == "skip"
    assert [element.get_attribute("id") for element in seen[1:3]] == ["switch", "help-button"]
    where = "['.legend', '.outline', 'main', '.side'].find((place) => arguments[0].closest(place))"
    inside = [_script(opened, where, element) for element in seen[3:]]
    assert [name for name, _ in groupby(inside)] == [".legend", ".outline", "main", ".side"]
    assert [element.get_attribute("data-item") for element in seen if element.get_attribute("data-item")] == ["b1"]


def test_landmarks_and_names(opened: webdriver.Chrome) -> None:
    """What a screen reader jumps by: one of each landmark with a name, one first heading, no control without a name."""
    tree = opened.execute_cdp_cmd("Accessibility.getFullAXTree", {})["nodes"]
    roles = [(node["role"]["value"], node.get("name", {}).get("value", "")) for node in tree if not node["ignored"]]
    for role, name in (
        ("banner", None),
        ("main", "Document"),
        ("navigation", "Outline"),
        ("complementary", "Block and diagnostics"),
    ):
        assert len([found for found, called in roles if found == role and name in (None, called)]) == 1, role
    names = [name for role, name in roles if role in ("button", "link", "checkbox", "image", "region")]
    assert names
    assert all(names)
    assert opened.execute_script("return document.querySelectorAll('h1').length") == 1
    assert opened.execute_script("return document.documentElement.lang") == "en"


CONTRAST = """
const parse = (text) => {
  const parts = text.match(/[\\d.]+/g).map(Number);
  if (text.startsWith("color(srgb")) return [parts[0] * 255, parts[1] * 255, parts[2] * 255, parts[3] ?? 1];
  return [parts[0], parts[1], parts[2], parts[3] ?? 1];
};
const over = (a, b) => [0, 1, 2].map((n) => a[n] * a[3] + b[n] * (1 - a[3])).concat(1);
const linear = (v) => (v <= 0.03928 ? v / 12.92 : ((v + 0.055) / 1.055) ** 2.4);
const light = (c) => [0, 1, 2].map((n) => linear(c[n] / 255))
  .reduce((sum, v, n) => sum + v * [0.2126, 0.7152, 0.0722][n], 0);
const found = [];
const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
while (walker.nextNode()) {
  const element = walker.currentNode.parentElement;
  if (!walker.currentNode.data.trim() || !element.checkVisibility()) continue;
  if (element.closest("script, style, .skip")) continue;
  const layers = [];
  for (let each = element; each; each = each.parentElement) {
    if (each.matches(".page") && element.matches(".folio")) continue;  // it stands beside the page
    if (each.matches(".page")) { layers.push([255, 255, 255, 1]); break; }
    layers.push(parse(getComputedStyle(each).backgroundColor));
  }
  let ground = [255, 255, 255, 1];
  for (const layer of layers.reverse()) ground = over(layer, ground);
  const style = getComputedStyle(element);
  const ink = over(parse(style.color), ground);
  const [a, b] = [light(ink), light(ground)].sort((x, y) => y - x);
  const ratio = (a + 0.05) / (b + 0.05);
  const size = parseFloat(style.fontSize);
  const large = size >= 24 || (size >= 18.66 && Number(style.fontWeight) >= 700);
  if (ratio < (large ? 3 : 4.5)) found.push(`${element.className || element.tagName} ${ratio.toFixed(2)} ` +
    walker.currentNode.data.trim().slice(0, 30));
}
return [...new Set(found)];
"""
"""Text that has less contrast than WCAG 2.2 AA asks for (1.4.3)."""


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_contrast(scheme: str, browser: webdriver.Chrome, page: Path) -> None:
    browser.execute_cdp_cmd(
        "Emulation.setEmulatedMedia", {"features": [{"name": "prefers-color-scheme", "value": scheme}]}
    )
    try:
        _open(browser, page)
        browser.find_element(By.CSS_SELECTOR, "[data-toggle='furniture']").click()
        for keys in (["n", "n", "n", "n", "j"], ["t"], ["c", Keys.ENTER, Keys.ENTER], ["?"]):
            _press(browser, *keys)
            assert browser.execute_script(CONTRAST) == []
    finally:
        browser.execute_cdp_cmd("Emulation.setEmulatedMedia", {"features": []})


def test_narrow_and_dark(browser: webdriver.Chrome, page: Path, tmp_path: Path) -> None:
    browser.set_window_size(560, 900)
    browser.execute_cdp_cmd(
        "Emulation.setEmulatedMedia", {"features": [{"name": "prefers-color-scheme", "value": "dark"}]}
    )
    try:
        _open(browser, page)
        assert _script(browser, "document.documentElement.scrollWidth <= innerWidth + 40")
        _press(browser, "n", "n", "n", "n", "n")
        _shot(browser, "narrow-dark", tmp_path)
    finally:
        browser.execute_cdp_cmd("Emulation.setEmulatedMedia", {"features": []})
        browser.set_window_size(1500, 1000)


def test_text_without_pages(browser: webdriver.Chrome, tmp_path: Path) -> None:
    path = tmp_path / "text.html"
    path.write_text(view(crsparse.parse(ROOT / "fixtures" / "LSB99003" / "LSB99003.congress.html")), encoding="utf-8")
    _open(browser, path)
    _press(browser, "n", "j")
    assert "block" in (_active(browser).get_attribute("class") or "")
    _shot(browser, "no-pages", tmp_path)


def test_hostile_document_does_no_harm(browser: webdriver.Chrome, tmp_path: Path) -> None:
    path = tmp_path / "hostile.html"
    path.write_text(view(_hostile(), [PageImage(1, 612.0, 792.0, b"")]), encoding="utf-8")
    _open(browser, path)
    browser.get_log("browser")
    _press(browser, "j", "j", "j", "d", "t", "j", "j", Keys.ENTER)
    for link in browser.find_elements(By.CSS_SELECTOR, "a:not([target])"):
        if link.is_displayed():
            browser.execute_script("arguments[0].click()", link)
    assert _script(browser, "window.harmed === undefined")
    assert len(browser.find_elements(By.TAG_NAME, "script")) == 1
    assert [entry for entry in browser.get_log("browser") if "Content Security Policy" in entry["message"]] == []
