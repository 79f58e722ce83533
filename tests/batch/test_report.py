"""The report: what it tells, that it needs nothing else, and that a browser shows it."""

import re
import shutil
import subprocess
from collections.abc import Callable
from pathlib import Path

import pytest

from crsparse.batch.manifest import Manifest, Record
from crsparse.batch.plots import bars, cloud, histogram
from crsparse.batch.report import page
from crsparse.batch.run import Summary
from tests.batch.conftest import Batch, write

HOSTILE = "<script>document.title='taken'</script>&\"'"


@pytest.fixture
def report(catalogue: Path, batch: Batch, tmp_path: Path) -> Path:
    write(catalogue, {f"bad/{HOSTILE.replace('/', '')}.pdf": b""})
    summary = batch(catalogue)
    with Manifest(tmp_path / "out") as manifest:
        (tmp_path / "report.html").write_text(page(manifest.records(), summary), encoding="utf-8")
    return tmp_path / "report.html"


@pytest.fixture
def browser(tmp_path: Path) -> Callable[..., str]:
    """Return a function that runs a headless browser without network and gives what it prints."""
    program = shutil.which("chromium") or shutil.which("google-chrome")
    if program is None:
        pytest.skip("no browser is installed (Debian: chromium)")

    def command(*arguments: str) -> str:
        ended = subprocess.run(
            [
                program,
                "--headless",
                "--no-sandbox",
                "--disable-gpu",
                "--disable-dev-shm-usage",
                f"--user-data-dir={tmp_path / 'browser'}",
                "--host-resolver-rules=MAP * ~NOTFOUND",
                "--window-size=1200,2400",
                "--enable-logging=stderr",
                *arguments,
            ],
            capture_output=True,
            text=True,
            timeout=120,
            check=False,
        )
        assert ended.returncode == 0, ended.stderr
        console = [line for line in ended.stderr.splitlines() if "CONSOLE" in line]
        assert not console, console
        return ended.stdout

    return command


def test_it_needs_nothing_else(report: Path) -> None:
    text = report.read_text(encoding="utf-8")
    assert not re.search(r"""(?:src|href)\s*=(?!"#)|@import|url\(|<script|<link|<iframe""", text)
    assert str(report.parent) not in text


def test_a_browser_shows_it(report: Path, browser: Callable[..., str], tmp_path: Path) -> None:
    shown = browser("--dump-dom", report.as_uri())
    assert "<title>crsparse batch</title>" in shown, "a file name was taken for markup"
    assert "bad/cut.pdf" in shown
    assert "damaged_pdf" in shown
    assert shown.count("<svg") >= 6
    picture = tmp_path / "report.png"
    browser(f"--screenshot={picture}", report.as_uri())
    assert picture.stat().st_size > 20_000


@pytest.mark.parametrize("width", [500, 1200])
def test_what_the_browser_has_laid_out(report: Path, browser: Callable[..., str], tmp_path: Path, width: int) -> None:
    """Every plot has a size, bars have heights, nothing is wider than the window, no label is cut off."""
    probe = tmp_path / "probe.html"
    script = """<script>addEventListener("load", () => {
      const all = [...document.querySelectorAll("svg")].map(s => s.getBoundingClientRect());
      const bars = [...document.querySelectorAll("rect.bar")].map(s => s.getBoundingClientRect());
      const cut = [...document.querySelectorAll("svg text")].filter(t => {
        const [inner, outer] = [t.getBoundingClientRect(), t.ownerSVGElement.getBoundingClientRect()];
        return inner.left < outer.left - 1 || inner.right > outer.right + 1;
      });
      document.body.innerHTML = `plots ${all.length} flat ${all.filter(b => b.width < 50 || b.height < 15).length} ` +
        `bars ${bars.length} empty ${bars.filter(b => b.height < 0.5 || b.width < 0.5).length} ` +
        `wide ${document.documentElement.scrollWidth > innerWidth} cut ${cut.length}.`;
    });</script>"""
    probe.write_text(report.read_text(encoding="utf-8").replace("</head>", script + "</head>"), encoding="utf-8")
    found = re.search(
        r"plots (\d+) flat (\d+) bars (\d+) empty (\d+) wide (\w+) cut (\d+)\.",
        browser("--dump-dom", f"--window-size={width},2400", probe.as_uri()),
    )
    assert found
    plots, flat, drawn, empty, wide, cut = found.groups()
    assert (flat, empty, wide, cut) == ("0", "0", "false", "0")
    assert int(plots) >= 6
    assert int(drawn) >= 10


def test_links_lead_to_the_sections(report: Path) -> None:
    text = report.read_text(encoding="utf-8")
    links = re.findall(r'<a href="#(\w+)">', text)
    assert links == re.findall(r'<h2 id="(\w+)">', text) == ["failures", "diagnostics", "figures"]


def test_plots_can_be_seen_on_light_and_dark(report: Path) -> None:
    """WCAG 2.2 asks for a contrast of 3 for graphics (1.4.11) and of 4.5 for text (1.4.3).

    Dark is Chromium's own background.
    """
    text = report.read_text(encoding="utf-8")
    opacity = float(re.search(r"\.dot \{ fill-opacity: ([.\d]+)", text)[1])  # type: ignore[index]
    schemes = re.findall(r"--bar: (#\w{6}); --link: (#\w{6})", text)
    for (drawn, link), paper in zip(schemes, ("#ffffff", "#121212"), strict=True):
        assert _contrast(_channels(link), _channels(paper)) >= 4.5
        mixed = [opacity * a + (1 - opacity) * b for a, b in zip(_channels(drawn), _channels(paper), strict=True)]
        assert _contrast(mixed, _channels(paper)) >= 3


def _channels(colour: str) -> list[float]:
    return [int(colour[place : place + 2], 16) / 255 for place in (1, 3, 5)]


def _contrast(one: list[float], other: list[float]) -> float:
    """Return the ratio that WCAG defines for two colours in sRGB."""

    def luminance(colour: list[float]) -> float:
        linear = [part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in colour]
        return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]

    light, dark = sorted((luminance(one), luminance(other)), reverse=True)
    return (light + 0.05) / (dark + 0.05)


def test_figures(report: Path) -> None:
    text = report.read_text(encoding="utf-8")
    assert re.search(r"<dt>documents in the manifest</dt><dd>10</dd>", text)
    assert re.search(r"<dt>failed</dt><dd>3</dd>", text)


def test_documents_of_inputs_that_cannot_be_read_now(batch: Batch, tmp_path: Path) -> None:
    write(tmp_path / "in", {"1.txt": b"Rain falls.", "2.txt": b"Snow falls."})
    batch(tmp_path / "in")
    (tmp_path / "in" / "2.txt").unlink()
    (tmp_path / "in" / "2.txt").symlink_to("nowhere")
    summary = batch(tmp_path / "in")
    with Manifest(tmp_path / "out") as manifest:
        text = page(manifest.records(), summary)
    for name, number in (("documents in the manifest", 2), ("failed", 1), ("failed, with an earlier document", 1)):
        assert f"<dt>{name}</dt><dd>{number}</dd>" in text


def test_an_empty_and_a_large_batch() -> None:
    nothing = Summary(
        inputs=0, converted=0, unchanged=0, failed={}, diagnosed=0, ignored=0, seconds=0.0, stopped="interrupted"
    )
    empty = page([], nothing)
    assert "not complete" in empty
    assert "There are no documents." in empty
    assert empty.count("<table>") == 0
    many = (
        Record(
            key=f"{number:06}.pdf",
            sha256=None,
            byte_count=None,
            status="converted" if number % 3 else "failed",
            error_code=None if number % 3 else "timeout",
            parser_version="1",
            schema_version="1.0",
            output="x",
            diagnostics='{"note_without_call": 2}',
            statistics=f'{{"pages": {number % 90}, "links": {number % 7}}}',
            seconds=number % 90 * 0.01,
        )
        for number in range(30_000)
    )
    text = page(many, nothing)
    assert len(text) < 3_000_000
    assert "5,000 more are in the manifest" in text


def test_plots_of_odd_values() -> None:
    assert histogram([], "x") == bars({}, "x") == cloud([], "x", "y") == ""
    for values in ([0.0], [0.0] * 9, [1e9], [0.001, 0.002], [1, 2, 3, 10_000]):
        drawn = histogram(values, "x")
        heights = [float(height) for height in re.findall(r'height="([\d.]+)">', drawn)]
        assert heights
        assert "nan" not in drawn
        counts = re.findall(r": (\d+)</title>", drawn)
        assert sum(map(int, counts)) == len(values)
    assert "nan" not in cloud([(0, 0)], "x", "y")
