"""The page of a parse in a browser: headless Chromium, without network, by keyboard and by mouse.

With ``CRSPARSE_SCREENSHOTS=DIR`` the pictures are kept, to be looked at.
"""

import os
import shutil
from collections.abc import Iterator
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
            "(() => { const box = document.querySelector(`button[data-block='${arguments[0]}']`), "
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
    assert len(colours) == len(kinds) == len({text.partition(" ")[2] for text in colours}) == 8


def test_keys_lead_through_the_blocks(opened: webdriver.Chrome, report: Document, tmp_path: Path) -> None:
    _press(opened, "j", "j", Keys.ARROW_DOWN)
    assert _active(opened).get_attribute("data-block") == "b3"
    assert _script(opened, "getComputedStyle(document.activeElement).outlineStyle") == "solid"
    _press(opened, "k")
    assert _active(opened).get_attribute("data-block") == "b2"
    assert report.blocks[1].text in _chosen(opened)
    _press(opened, Keys.END)
    assert _active(opened).get_attribute("data-block") == report.blocks[-1].id
    _press(opened, "j")  # there is none behind the last
    assert _active(opened).get_attribute("data-block") == report.blocks[-1].id
    _press(opened, Keys.HOME)
    assert _active(opened).get_attribute("data-block") == "b1"
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
    box = opened.find_element(By.CSS_SELECTOR, f"button[data-block='{block.id}']")
    opened.execute_script("arguments[0].scrollIntoView({block: 'center'})", box)
    ActionChains(opened).move_to_element(box).perform()
    WebDriverWait(opened, 5).until(lambda browser: block.text[:40] in _chosen(browser))
    told = _chosen(opened)
    assert f"Links ({len(block.links)})" in told
    note = next(note for note in report.footnotes if note.number == block.footnote_refs[0].number)
    assert note.text[:60] in told
    assert "on" in (box.get_attribute("class") or "").split()
    _shot(opened, "hover", tmp_path)
    ActionChains(opened).send_keys(Keys.ENTER).perform()  # held: the mouse may move away
    other = opened.find_element(By.CSS_SELECTOR, f"button[data-block='b{int(block.id[1:]) + 1}']")
    ActionChains(opened).move_to_element(other).perform()
    assert block.text[:40] in _chosen(opened)
    _press(opened, Keys.ESCAPE)
    ActionChains(opened).move_to_element(box).move_to_element(other).perform()
    WebDriverWait(opened, 5).until(lambda browser: block.text[:40] not in _chosen(browser))


def test_outline_jumps(opened: webdriver.Chrome, report: Document) -> None:
    _press(opened, "o")
    assert _active(opened).text == report.sections[0].title
    _press(opened, "j", "j", Keys.ENTER)
    assert _active(opened).get_attribute("data-block") == report.sections[2].heading_block
    assert opened.find_element(By.CSS_SELECTOR, "#outline a[aria-current]").text == report.sections[2].title
    opened.find_elements(By.CSS_SELECTOR, "#outline li a")[-1].click()
    assert _active(opened).get_attribute("data-block") == report.sections[-1].heading_block


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
    assert _active(opened).get_attribute("data-block") == table.id


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
