"""Speed and memory beside other extractors, in one run: ``python -m tests.benchmark_peers --python PYTHON``.

PYTHON is that of a virtual environment of its own, made for measuring and thrown away after it, with whichever of these
it has: ``pip install pdf_oxide opendataloader-pdf 'markitdown[pdf]' 'pymupdf4llm<2' pdfplumber``; the second is Java.
None of them is a dependency of crsparse; pymupdf4llm could not be, for its licence is the AGPL.

Same files, one process for all of them, CPU time (user and system, children included) of that process. crsparse writes
complete, validated JSON, the others Markdown or bare text. At the end: the throughput of a batch with one worker and
with two, in wall-clock time, which says something on an idle machine only.
"""

import argparse
import os
import subprocess
import sys
import tempfile
import time
from collections.abc import Sequence
from pathlib import Path

from msgspec import Struct

from tests.benchmark import ROOT, Cost, cost, crsparse, page_count, pdftotext


class Peer(Struct, frozen=True):
    """Another program."""

    name: str
    module: str
    """What must be importable."""
    least: float
    """Times the CPU time of crsparse that it is to take at least (issue 4); below 1, crsparse may take longer."""
    program: str
    """Python that gets the paths as arguments, a folder for outputs before them."""


PEERS = (
    Peer(
        "pdf_oxide, Markdown",
        "pdf_oxide",
        1 / 1.2,
        """
import pdf_oxide
for path in paths:
    write(path, pdf_oxide.PdfDocument(path).to_markdown_all())
""",
    ),
    Peer(
        "opendataloader-pdf, JSON from the structure tree",
        "opendataloader_pdf",
        2,
        """
import opendataloader_pdf
options = dict(format="json", quiet=True, use_struct_tree=True, image_output="off")
opendataloader_pdf.convert(paths, output_dir=folder, **options)
""",
    ),
    Peer(
        "pdfplumber, bare text",
        "pdfplumber",
        15,
        """
import pdfplumber
for path in paths:
    with pdfplumber.open(path) as pdf:
        texts = []
        for page in pdf.pages:
            texts.append(page.extract_text())
            page.close()
    write(path, "".join(texts))
""",
    ),
    Peer(
        "markitdown",
        "markitdown",
        20,
        """
from markitdown import MarkItDown
converter = MarkItDown()
for path in paths:
    write(path, converter.convert(path).text_content)
""",
    ),
    Peer(
        "pymupdf4llm",
        "pymupdf4llm",
        40,
        """
import pymupdf4llm
for path in paths:
    write(path, pymupdf4llm.to_markdown(path))
""",
    ),
)
TIMES = 4
"""How often a batch has each file: a catalogue is no matter of two seconds, a seventh of them for the start."""
_HEAD = """
import sys, pathlib
folder, *paths = sys.argv[1:]
def write(path, text):
    (pathlib.Path(folder) / (pathlib.Path(path).stem + ".md")).write_text(text, encoding="utf-8")
"""


def measured(peer: Peer, python: str, files: Sequence[Path]) -> Cost | None:
    """Return what a peer takes; None where it is not installed or fails."""
    if subprocess.run([python, "-c", f"import {peer.module}"], capture_output=True, check=False).returncode:
        return None
    with tempfile.TemporaryDirectory() as folder:
        try:
            return cost([python, "-c", _HEAD + peer.program, folder, *map(str, files)])
        except SystemExit as error:
            print(f"{peer.name}: {error}")
            return None


def throughput(files: Sequence[Path], jobs: int) -> float:
    """Return files a second of a batch that has each of the files four times, starting the workers included."""
    with tempfile.TemporaryDirectory() as folder:
        sources = Path(folder, "sources")
        sources.mkdir()
        for path in files:
            for number in range(TIMES):
                (sources / f"{number}-{path.name}").symlink_to(path.resolve())
        command = [sys.executable, "-m", "crsparse", "batch", str(sources), "-o", f"{folder}/out", "--jobs", str(jobs)]
        start = time.monotonic()
        subprocess.run(command, cwd=ROOT, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, check=True)
        return TIMES * len(files) / (time.monotonic() - start)


def main() -> None:
    parser = argparse.ArgumentParser(description="Speed and memory of crsparse beside other extractors.")
    corpus = os.environ.get("CRSPARSE_CORPUS", ROOT.parent / "shared" / "corpus")
    parser.add_argument("--corpus", type=Path, default=Path(corpus), help="folder that holds pdf/*.pdf")
    parser.add_argument("--python", default=sys.executable, help="Python of the environment that has the peers")
    parser.add_argument("--every", type=int, default=1, metavar="N", help="every N-th file only")
    arguments = parser.parse_args()
    files = sorted((arguments.corpus / "pdf").glob("*.pdf"))[:: arguments.every]
    if not files:
        raise SystemExit("needs the corpus (set CRSPARSE_CORPUS)")
    pages = page_count(files)
    crsparse(files[:2])  # bytecode and file cache
    ours = crsparse(files)
    print(f"{len(files)} PDFs, {pages} pages; CPU time, one process each\n")
    print(f"{'':50} {'seconds':>8} {'ms/page':>8} {'MiB':>6} {'ratio':>7}   wanted")
    _line("crsparse, complete JSON, validated and written", ours, pages, ours)
    _line("pdftotext -bbox-layout (one process a file)", pdftotext(files), pages, ours)
    for peer in PEERS:
        taken = measured(peer, arguments.python, files)
        if taken is None:
            print(f"{peer.name:50} not measured")
        else:
            ratio = taken.seconds / ours.seconds
            _line(peer.name, taken, pages, ours, f"{peer.least:.2f} {'met' if ratio >= peer.least else 'MISSED'}")
    one, two = throughput(files, 1), throughput(files, 2)
    print(f"\nbatch: {one:.1f} files a second with 1 job, {two:.1f} with 2: {two / one:.2f} times (wanted 1.8)")


def _line(name: str, taken: Cost, pages: int, ours: Cost, wanted: str = "") -> None:
    ratio = taken.seconds / ours.seconds
    each = 1000 * taken.seconds / pages
    print(f"{name:50} {taken.seconds:8.2f} {each:8.2f} {taken.memory:6.0f} {ratio:7.2f}   {wanted}", flush=True)


if __name__ == "__main__":
    main()
