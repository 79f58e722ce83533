"""The report of a batch: one page of HTML that needs nothing else, no network, no script, no other file.

It tells of the whole manifest, not only of the last run: what failed and why, what the parser itself has doubts about
(diagnostics by code, with the documents that have most), and how the figures are distributed, because a batch that went
wrong shows there first: a heap of documents without links, a tail of slow ones.
"""

from collections import Counter
from collections.abc import Iterable, Sequence
from html import escape

from msgspec import Struct

from crsparse.batch import plots
from crsparse.batch.manifest import Record, counts
from crsparse.batch.run import Summary
from crsparse.version import __version__

BEGINNING = '<!doctype html><html lang="en"><head><meta charset="utf-8"><title>crsparse batch</title>'
"""What every report begins with, and no other file."""
WORST = 50
"""Documents that are named because they have most diagnostics, or took longest a page."""
SHOWN_FAILURES = 5000
"""Failures that are listed; the manifest has them all."""

_PARTS = {"failures": "Failures", "diagnostics": "Diagnostics", "figures": "Distribution of the figures"}
"""Sections by id; behind thousands of failures, nobody would find the others by turning over pages."""
_FIGURES = ("pages", "characters", "sections", "paragraphs", "tables", "figures", "links", "footnotes")
_STYLE = """
:root { color-scheme: light dark; --bar: #3b6ea8; --link: #1d4f91; --rule: #8886; }
@media (prefers-color-scheme: dark) { :root { --bar: #7fb0ea; --link: #9cc3f2; } }
body { font: 15px/1.45 system-ui, sans-serif; max-width: 72rem; margin: 2rem auto; padding: 0 1rem; }
h1 { font-size: 1.5rem; } h2 { font-size: 1.15rem; margin-top: 2.2rem; }
dl { display: flex; flex-wrap: wrap; gap: .5rem 2.2rem; } dt { font-size: .8rem; opacity: .75; }
dd { margin: 0; font-size: 1.5rem; font-variant-numeric: tabular-nums; }
table { border-collapse: collapse; width: 100%; } th { text-align: left; }
td, th { padding: .25rem .6rem .25rem 0; border-bottom: 1px solid var(--rule); vertical-align: top;
  overflow-wrap: anywhere; }
td.n, th.n { text-align: right; font-variant-numeric: tabular-nums; white-space: nowrap; }
code { font-size: .9em; } .c { white-space: nowrap; }
.plots { display: flex; flex-wrap: wrap; gap: 1.2rem; } figure { margin: 0; }
figcaption { font-weight: 600; } svg { max-width: 100%; height: auto; }
nav a { color: var(--link); margin-right: 1.2rem; } svg text { font-size: 12px; fill: currentColor; }
.bar, .dot { fill: var(--bar); } .dot { fill-opacity: .75; } .axis { fill: none; stroke: currentColor; opacity: .5; }
"""


class _Gathered(Struct):
    """What the page needs of all records; one pass, for there may be many."""

    failures: list[Record]
    diagnostics: Counter[str]
    affected: Counter[str]
    doubtful: list[tuple[int, Record]]
    slow: list[tuple[float, int, Record]]
    values: dict[str, list[float]]
    times: list[tuple[float, float]]
    converted: int = 0
    kept: int = 0
    """Documents of inputs that can't be read now."""
    diagnosed: int = 0


def page(records: Iterable[Record], summary: Summary) -> str:
    """Return the report as HTML."""
    data = _gathered(records)
    return (
        f'{BEGINNING}<meta name="viewport" content="width=device-width"><style>{_STYLE}</style></head><body>'
        f"<h1>crsparse {escape(__version__)}: batch report</h1>{_head(data, summary)}"
        f"{_failures(data.failures)}{_diagnostics(data)}{_distributions(data)}{_slowest(data.slow)}</body></html>\n"
    )


def _gathered(records: Iterable[Record]) -> _Gathered:
    data = _Gathered([], Counter(), Counter(), [], [], {name: [] for name in _FIGURES}, [])
    for record in records:
        if record.status == "failed":
            data.failures.append(record)
            data.kept += record.output_sha256 is not None
            continue
        data.converted += 1
        found = counts(record.diagnostics)
        data.diagnostics.update(found)
        data.affected.update(found.keys())
        if found:
            data.diagnosed += 1
            data.doubtful.append((sum(found.values()), record))
        figures = counts(record.statistics)
        for name in _FIGURES:
            data.values[name].append(figures.get(name, 0))
        pages = figures.get("pages", 0)
        if record.seconds is not None and pages:
            data.times.append((pages, record.seconds))
            data.slow.append((record.seconds / pages, pages, record))
    data.doubtful = sorted(data.doubtful, key=lambda item: (-item[0], item[1].key))[:WORST]
    data.slow = sorted(data.slow, key=lambda item: (-item[0], item[2].key))[:WORST]
    return data


def _head(data: _Gathered, summary: Summary) -> str:
    figures = {
        "documents in the manifest": f"{data.converted + data.kept:,}",
        "failed": f"{len(data.failures):,}",
        "failed, with an earlier document": f"{data.kept:,}",
        "with diagnostics": f"{data.diagnosed:,}",
        "pages": f"{int(sum(data.values['pages'])):,}",
        "converted in this run": f"{summary.converted:,}",
        "unchanged": f"{summary.unchanged:,}",
        "seconds": f"{summary.seconds:,.1f}",
    }
    items = "".join(f"<div><dt>{escape(name)}</dt><dd>{value}</dd></div>" for name, value in figures.items())
    note = ""
    if summary.stopped:
        note = f"<p><strong>The run was stopped ({summary.stopped}); the batch is not complete.</strong></p>"
    links = "".join(f'<a href="#{name}">{title}</a>' for name, title in _PARTS.items())
    return f"<dl>{items}</dl>{note}<nav>{links}</nav>"


def _failures(failures: Sequence[Record]) -> str:
    if not failures:
        return '<h2 id="failures">Failures</h2><p>None.</p>'
    causes = Counter(record.error_code or "" for record in failures)
    rows = [
        (
            f"<code>{escape(record.key)}</code>",
            f"<code class='c'>{escape(record.error_code or '')}</code>",
            escape(record.error_message or ""),
        )
        for record in failures[:SHOWN_FAILURES]
    ]
    more = len(failures) - SHOWN_FAILURES
    note = f"<p>{more:,} more are in the manifest.</p>" if more > 0 else ""
    chart = plots.bars(dict(sorted(causes.items(), key=lambda item: (-item[1], item[0]))), "failures by cause")
    return f'<h2 id="failures">Failures</h2>{chart}{_table(("input", "cause", "message"), rows)}{note}'


def _diagnostics(data: _Gathered) -> str:
    if not data.diagnostics:
        return '<h2 id="diagnostics">Diagnostics</h2><p>None.</p>'
    order = sorted(data.diagnostics, key=lambda code: (-data.affected[code], code))
    chart = plots.bars({code: data.affected[code] for code in order}, "documents by diagnostic")
    codes = [
        (f"<code>{escape(code)}</code>", f"{data.affected[code]:,}", f"{data.diagnostics[code]:,}") for code in order
    ]
    worst = [
        (f"<code>{escape(record.key)}</code>", f"{total:,}", escape(", ".join(counts(record.diagnostics))))
        for total, record in data.doubtful
    ]
    return (
        f'<h2 id="diagnostics">Diagnostics</h2><p>Documents that have one, by code:</p>{chart}'
        f"{_table(('code', 'documents', 'diagnostics'), codes, numbers=(1, 2))}"
        f"<h2>Documents with most diagnostics</h2>{_table(('input', 'diagnostics', 'codes'), worst, numbers=(1,))}"
    )


def _distributions(data: _Gathered) -> str:
    shown = [(name.capitalize(), plots.histogram(data.values[name], f"{name} a document")) for name in _FIGURES]
    rates = [1000 * seconds / pages for pages, seconds in data.times]
    shown.append(("Time a page", plots.histogram(rates, "milliseconds")))
    shown.append(("Time and pages", plots.cloud(data.times, "pages", "seconds")))
    figures = "".join(f"<figure><figcaption>{name}</figcaption>{plot}</figure>" for name, plot in shown if plot)
    drawn = f'<div class="plots">{figures}</div>' if figures else "<p>There are no documents.</p>"
    return f'<h2 id="figures">Distribution of the figures</h2>{drawn}'


def _slowest(slow: Sequence[tuple[float, int, Record]]) -> str:
    if not slow:  # texts and web pages have no pages
        return ""
    rows = [
        (f"<code>{escape(record.key)}</code>", f"{pages:,}", f"{1000 * each:,.1f}", f"{record.seconds:,.2f}")
        for each, pages, record in slow[:10]
    ]
    return f"<h2>Slowest a page</h2>{_table(('input', 'pages', 'ms a page', 'seconds'), rows, numbers=(1, 2, 3))}"


def _table(heads: Sequence[str], rows: Iterable[Sequence[str]], numbers: Sequence[int] = ()) -> str:
    """Return a table; the cells are HTML already."""

    def row(cells: Sequence[str], tag: str) -> str:
        marks = [' class="n"' if index in numbers else "" for index in range(len(cells))]
        return (
            "<tr>" + "".join(f"<{tag}{mark}>{cell}</{tag}>" for mark, cell in zip(marks, cells, strict=True)) + "</tr>"
        )

    return (
        f"<table><thead>{row(heads, 'th')}</thead><tbody>{''.join(row(cells, 'td') for cells in rows)}</tbody></table>"
    )
