"""Speed and memory on the evaluation corpus, as ratios of one run: ``python -m tests.benchmark``.

Every program gets a process of its own and the same files; CPU time is user and system time of that process. crsparse
converts, validates and writes every document, one process for all. ``pdftotext -bbox-layout`` runs once a file, as it
must. pdfplumber extracts bare text; it takes a minute for the whole corpus, so ``--every N`` gives it only every N-th
file, and compares it with what crsparse takes for the same files. Bytecode is written and used, as it is where pip
installed a program. What parts of the work take is measured in this process: validation beside the bare check that
jsonschema makes, citations as a share of all other work.
"""

import argparse
import json
import os
import shutil
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Sequence
from pathlib import Path

from msgspec import Struct

ROOT = Path(__file__).resolve().parent.parent
MEBIBYTE = 1024.0
"""KiB, the unit of ``ru_maxrss`` on Linux."""

_PDFPLUMBER = """
import sys, pdfplumber
for path in sys.argv[1:]:
    with pdfplumber.open(path) as pdf:
        for page in pdf.pages:
            page.extract_text()
            page.close()
"""


class Cost(Struct, frozen=True):
    """What a process took."""

    seconds: float
    """CPU time, user and system."""
    memory: float
    """Peak resident memory in MiB."""


def cost(command: Sequence[str]) -> Cost:
    """Run a command to its end and return what it took."""
    environment = {name: value for name, value in os.environ.items() if name != "PYTHONDONTWRITEBYTECODE"}
    process = subprocess.Popen(command, cwd=ROOT, stdout=subprocess.DEVNULL, env=environment)
    _, status, usage = os.wait4(process.pid, 0)
    process.returncode = os.waitstatus_to_exitcode(status)
    if process.returncode:
        raise SystemExit(f"{command[0]} ended with {process.returncode}")
    return Cost(usage.ru_utime + usage.ru_stime, usage.ru_maxrss / MEBIBYTE)


def crsparse(files: Sequence[Path], *options: str) -> Cost:
    with tempfile.TemporaryDirectory() as folder:
        paths = [str(path) for path in files]
        return cost([sys.executable, "-m", "crsparse", "parse", *paths, *options, "-o", folder])


def pdftotext(files: Sequence[Path]) -> Cost:
    costs = [cost(["pdftotext", "-bbox-layout", str(path), os.devnull]) for path in files]
    return Cost(sum(item.seconds for item in costs), max(item.memory for item in costs))


def pdfplumber(files: Sequence[Path]) -> Cost:
    return cost([sys.executable, "-c", _PDFPLUMBER, *map(str, files)])


def parts(files: Sequence[Path]) -> None:
    """Print what validation and citations take, in this process."""
    from jsonschema import Draft202012Validator

    import crsparse
    from crsparse import schema
    from crsparse.cite import with_citations
    from crsparse.validation import check_text

    def seconds(work: Callable[[], object]) -> float:
        began = time.process_time()
        work()
        return time.process_time() - began

    documents: list[crsparse.Document] = []
    whole = seconds(lambda: documents.extend(map(crsparse.parse, files)))
    cited = min(seconds(lambda: list(map(with_citations, documents))) for _ in range(3))
    print(f"citations take {100 * cited / (whole - cited):.1f} % of the time of all other work (at most 15)")
    contents = [document.to_json() for document in documents]
    checked = min(seconds(lambda: list(map(check_text, contents))) for _ in range(3))
    by_schema = Draft202012Validator(schema.load())
    bare = seconds(lambda: [list(by_schema.iter_errors(json.loads(content))) for content in contents])
    print(
        f"validate takes {1000 * checked / len(files):.1f} ms a document, jsonschema alone {bare / checked:.1f} times "
        f"that; on two cores {2 * 60 * len(files) / checked:,.0f} documents a minute (at least 10,000)"
    )


def page_count(files: Sequence[Path]) -> int:
    import pikepdf

    total = 0
    for path in files:
        with pikepdf.open(path) as pdf:
            total += len(pdf.pages)
    return total


def main() -> None:
    parser = argparse.ArgumentParser(description="Speed and memory of crsparse against other programs.")
    corpus = os.environ.get("CRSPARSE_CORPUS", ROOT.parent / "shared" / "corpus")
    parser.add_argument("--corpus", type=Path, default=Path(corpus), help="folder that holds pdf/*.pdf")
    parser.add_argument("--every", type=int, default=1, metavar="N", help="pdfplumber gets every N-th file")
    arguments = parser.parse_args()
    files = sorted((arguments.corpus / "pdf").glob("*.pdf"))
    if not files or shutil.which("pdftotext") is None:
        raise SystemExit("needs the corpus (set CRSPARSE_CORPUS) and pdftotext (Debian: poppler-utils)")
    pages = page_count(files)
    print(f"{len(files)} PDFs, {pages} pages; CPU seconds, one process at a time")
    crsparse(files[:2])  # bytecode and file cache
    pdftotext(files)
    ours, bbox, untagged = crsparse(files), pdftotext(files), crsparse(files, "--no-tags")
    largest = max(files, key=lambda path: path.stat().st_size)
    longest = max(files, key=lambda path: page_count([path]))
    print(f"crsparse, JSON validated and written   {ours.seconds:7.2f} s  {1000 * ours.seconds / pages:6.1f} ms a page")
    print(f"the same with --no-tags                {untagged.seconds:7.2f} s")
    print(f"pdftotext -bbox-layout                 {bbox.seconds:7.2f} s")
    print(f"crsparse takes {ours.seconds / bbox.seconds:.2f} times the CPU time of pdftotext -bbox-layout (at most 3)")
    print(f"without tags it takes {untagged.seconds / bbox.seconds:.2f} times (at most 5)")
    sample = files[:: arguments.every]
    bare, same = pdfplumber(sample), ours if sample == files else crsparse(sample)
    print(f"pdfplumber, bare text of {len(sample)} of the PDFs   {bare.seconds:7.2f} s; crsparse {same.seconds:.2f} s")
    print(f"crsparse is {bare.seconds / same.seconds:.1f} times faster than pdfplumber (at least 15)")
    for name, path in (("largest", largest), ("longest", longest)):
        print(f"peak memory for the {name}, {path.name}: {crsparse([path]).memory:.0f} MiB (at most 250)")
    parts(files)


if __name__ == "__main__":
    main()
