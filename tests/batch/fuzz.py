"""Mutated fixtures by the thousand, under limits: ``python -m tests.batch.fuzz --count 5000 --seed 7 --keep found/``.

Half of them are mutated by chance, the others are built to be hostile (``hostile``), and some are both. Every input
must become a document that satisfies the schema, or be refused with an error of ours. A crash, a hang, a worker that
eats memory or another exception is a finding: it is kept with its number, which makes it again from the same fixtures.
What takes long is told and kept as well.
"""

import argparse
import random
import re
import sys
import time
import traceback
import zlib
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path

from crsparse import sinks
from crsparse.batch.workers import Death, Limits, Pool
from crsparse.convert import Options, convert
from crsparse.errors import CrsparseError, UnclaimedElements
from crsparse.sources import load
from tests.batch import hostile

FIXTURES = Path(__file__).resolve().parent.parent.parent / "fixtures"
LIMITS = Limits()
"""Those which a batch has by default: a stream that unpacks to 16 MiB of operators takes 1.4 GiB."""
SLOW = 20.0
"""Seconds of CPU time, more than twenty megabytes of drawing operators take. Told, but no finding: machines differ."""
LONG = ": took "
"""What follows the end of such an input."""
FINDINGS = ("internal", "crashed", "timeout", "memory")

Mutation = Callable[[random.Random, bytes], bytes]


def flipped(chance: random.Random, data: bytes) -> bytes:
    """Flip some bits."""
    changed = bytearray(data)
    for _ in range(chance.choice((1, 4, 32, 256))):
        changed[chance.randrange(len(changed))] ^= 1 << chance.randrange(8)
    return bytes(changed)


def cut(chance: random.Random, data: bytes) -> bytes:
    """Leave out the end, the beginning or a part in between."""
    one, two = sorted(chance.randrange(len(data)) for _ in range(2))
    return chance.choice((data[:one], data[one:], data[:one] + data[two:]))


def zeroed(chance: random.Random, data: bytes) -> bytes:
    """Overwrite a stretch."""
    start, length = chance.randrange(len(data)), chance.choice((1, 16, 512, 8192))
    return data[:start] + chance.choice((b"\x00", b"\xff", b" ", b"(", b"<")) * length + data[start + length :]


def doubled(chance: random.Random, data: bytes) -> bytes:
    """Repeat a stretch."""
    one, two = sorted(chance.randrange(len(data)) for _ in range(2))
    return data[:two] + data[one:two] * chance.randrange(1, 4) + data[two:]


_NUMBER = re.compile(rb"(?<=[\s\[(/])-?\d{1,7}(?=[\s\])/])")
_ODD = (b"0", b"-1", b"1", b"2147483647", b"-2147483648", b"99999999999999999999", b"3.4e38", b"null", b"[]", b"<<>>")


def renumbered(chance: random.Random, data: bytes) -> bytes:
    """Put odd values, or other numbers of the file, where numbers stand: cycles, absurd counts, wrong references."""
    numbers = list(_NUMBER.finditer(data))
    if not numbers:
        return flipped(chance, data)
    parts, position = [], 0
    for match in sorted(chance.sample(numbers, min(len(numbers), chance.choice((1, 3, 20)))), key=lambda m: m.start()):
        parts += [data[position : match.start()], chance.choice((*_ODD, chance.choice(numbers).group()))]
        position = match.end()
    return b"".join([*parts, data[position:]])


def restreamed(chance: random.Random, data: bytes) -> bytes:
    """Mutate what is inside a compressed stream, where flipped bits would only break the compression."""
    streams = list(re.finditer(rb"/Length \d+[^>]*>>\s*stream\r?\n(.*?)\r?\nendstream", data, re.DOTALL))
    chance.shuffle(streams)
    for match in streams[:8]:
        try:
            inner = zlib.decompress(match.group(1))
        except zlib.error:
            continue
        if inner:
            changed = chance.choice((flipped, cut, zeroed, doubled, renumbered))(chance, inner)
            return data[: match.start(1)] + zlib.compress(changed) + data[match.end(1) :]
    return flipped(chance, data)


def spliced(chance: random.Random, data: bytes) -> bytes:
    """Put objects of another fixture in, or in the place of, objects of this one."""
    other = chance.choice(_fixtures())
    theirs = re.findall(rb"\d+ 0 obj.*?endobj", other, re.DOTALL) or [other[:2000]]
    ours = list(re.finditer(rb"(\d+ 0 obj).*?endobj", data, re.DOTALL))
    if not ours:
        return data + chance.choice(theirs)
    for match in sorted(chance.sample(ours, min(len(ours), 3)), key=lambda match: -match.start()):
        body = match.group(1) + re.sub(rb"^\d+ 0 obj", b"", chance.choice(theirs))
        data = data[: match.start()] + body + data[match.end() :]
    return data


def nested(chance: random.Random, data: bytes) -> bytes:
    """Open brackets, dictionaries or elements thousands deep."""
    depth = chance.choice((50, 600, 5000, 60_000))
    opened = chance.choice((b"[", b"<<", b"<</K ", b"<div>", b"<ul><li>", b"<table><tr><td>", b"(", b"BT ", b"q "))
    at = chance.randrange(len(data))
    return data[:at] + opened * depth + data[at:]


def bombed(chance: random.Random, data: bytes) -> bytes:
    """Make a compressed stream very long."""
    streams = list(re.finditer(rb"stream\r?\n(.*?)\r?\nendstream", data, re.DOTALL))
    if not streams:
        return doubled(chance, data)
    match = chance.choice(streams)
    filling = chance.choice((b" ", b"q ", b"(A) Tj ", b"\x00", b"1 0 0 1 0 0 cm "))
    size = chance.choice((1 << 20, 1 << 24))
    return data[: match.start(1)] + zlib.compress(filling * (size // len(filling))) + data[match.end(1) :]


MUTATIONS: Sequence[Mutation] = (
    flipped,
    cut,
    zeroed,
    doubled,
    renumbered,
    renumbered,
    restreamed,
    restreamed,
    restreamed,
    spliced,
    nested,
    bombed,
)
_cache: list[bytes] = []


def _fixtures() -> list[bytes]:
    if not _cache:
        paths = sorted(path for path in FIXTURES.glob("*/*") if path.suffix in {".pdf", ".html", ".txt"})
        _cache.extend(path.read_bytes() for path in paths)
        _cache.extend(_opened(data) for data in list(_cache) if data.startswith(b"%PDF"))
    return _cache


def _opened(data: bytes) -> bytes:
    """Return a PDF with its objects in plain sight: object streams hide nearly all of them from the mutations."""
    import io

    import pikepdf

    buffer = io.BytesIO()
    with pikepdf.open(io.BytesIO(data)) as pdf:
        pdf.save(buffer, object_stream_mode=pikepdf.ObjectStreamMode.disable, static_id=True)
    return buffer.getvalue()


def mutated(number: int) -> bytes:
    """Return the input of that number."""
    return _mutated(number)[0]


def _mutated(number: int) -> tuple[bytes, bool]:
    """Return the input of that number, and whether it is one that is built and mutated as well."""
    chance = random.Random(number)
    data = chance.choice(_fixtures())
    built = chance.random() < 0.5
    if built:
        data = hostile.made(chance, data)
    more = chance.choice((0, 0, 0, 1, 2) if built else (1, 1, 1, 2, 4))
    for _ in range(more):
        data = chance.choice(MUTATIONS)(chance, data) or b"x"
    return data, built and more > 0


def probe(number: int) -> str:
    """Convert one mutated input, as the unit of a batch would; return how it ended, and that it took long."""
    content, start = mutated(number), time.process_time()
    result = attempt(content, Options(tags=number % 3 != 0))
    seconds = time.process_time() - start
    return f"{result}{LONG}{seconds:.0f} s of CPU time" if seconds > SLOW else result


def attempt(content: bytes, options: Options) -> str:
    try:
        sinks.render(convert(load(content, filename="fuzz"), options), sinks.SINKS["json"])
    except UnclaimedElements as error:
        return f"internal: {error}"
    except CrsparseError as error:
        return error.code if error.code != "invalid_document" else f"internal: {error}"
    except MemoryError:
        raise
    except Exception as error:
        place = traceback.extract_tb(error.__traceback__)[-1]
        return f"internal: {type(error).__name__}: {error} ({Path(place.filename).name}:{place.lineno})"
    return "converted"


def results(numbers: Sequence[int], jobs: int = 2) -> Iterator[tuple[int, str]]:
    """Yield number and end of each input."""
    with Pool(probe, jobs, LIMITS) as pool:
        for number, result in pool.run(numbers):
            yield number, f"{result.code}: {result.message}" if isinstance(result, Death) else result


def findings(ended: Iterator[tuple[int, str]]) -> dict[int, str]:
    return {number: result for number, result in ended if is_finding(number, result)}


def is_finding(number: int, result: str) -> bool:
    """Return whether something is to be mended.

    A bomb in a damaged file may get past what measures bombs, for qpdf mends the damage in one way and pdfium in
    another; the worker's memory limit is there for it.
    """
    return result.startswith(FINDINGS) and not (result.startswith("memory") and _mutated(number)[1])


def main() -> None:
    parser = argparse.ArgumentParser(description="Convert mutated fixtures; keep what goes wrong.")
    parser.add_argument("--count", type=int, default=2000)
    parser.add_argument("--seed", type=int, default=0, help="number of the first input")
    parser.add_argument("--keep", type=Path, help="folder for the inputs that are findings")
    arguments = parser.parse_args()
    tally: Counter[str] = Counter()
    found = 0
    for number, result in results(range(arguments.seed, arguments.seed + arguments.count)):
        tally[result.split(":")[0]] += 1
        if is_finding(number, result) or LONG in result:
            found += 1
            print(number, result[:300], flush=True)
            if arguments.keep:
                arguments.keep.mkdir(parents=True, exist_ok=True)
                (arguments.keep / str(number)).write_bytes(mutated(number))
    print(", ".join(f"{code} {count}" for code, count in sorted(tally.items())))
    sys.exit(found > 0)


if __name__ == "__main__":
    from tests.batch import fuzz  # by its name, under which the workers find it too

    fuzz.main()
