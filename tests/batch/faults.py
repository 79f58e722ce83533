"""Work that goes wrong on purpose. It lies in a module, because worker processes import what they are to do."""

import contextlib
import ctypes
import os
import re
import signal
import time

from crsparse.batch import unit
from crsparse.batch.unit import Outcome, Task
from crsparse.errors import UnreadableInput

MARK = b"%fault:"
_poisoned = False


def attempt(task: Task) -> Outcome:
    """Do the unit, unless the input's first line asks for a fault."""
    content = task.content or b""
    with contextlib.suppress(UnreadableInput):
        content = content or task.input.content()
    if content.startswith(MARK):
        suffer(content[len(MARK) :].split(b"\n")[0].decode())
    return unit.attempt(task)


def suffer(fault: str) -> str:
    """Crash, hang, or eat memory; return what was asked for, if it is none of these."""
    global _poisoned
    if fault.startswith("killed:"):  # once only: whoever comes again finds the mark
        with contextlib.suppress(FileExistsError), open(fault.removeprefix("killed:"), "x"):
            os.kill(os.getpid(), signal.SIGKILL)
    match fault:
        case "segfault":
            ctypes.string_at(0)
        case "abort":
            os.abort()
        case "exit":
            os._exit(3)
        case "deaf":
            os.closerange(3, 256)
            time.sleep(600)
        case "hang":
            while True:
                time.sleep(60)
        case "spin":  # in C, with the interpreter's lock: no thread and no Python signal handler gets a turn
            re.match(r"(a+)+$", "a" * 64 + "b")
        case "hog":
            kept = []
            while True:
                kept.append(bytearray(os.urandom(1 << 20)))
                time.sleep(0.001)
        case "gulp":
            bytearray(1 << 42)
        case "poison":
            _poisoned = True
        case "victim":
            if _poisoned:
                os.abort()
    return fault


def pid(_: str) -> int:
    return os.getpid()


def slow(fault: str) -> str:
    time.sleep(0.05)
    return suffer(fault)


def note_and_wait(path: str) -> str:
    """Leave a file with the worker's number, and take a second more."""
    with open(path, "a") as file:
        file.write(f"{os.getpid()}\n")
    time.sleep(1)
    return "done"


def note_and_hang(path: str) -> str:
    note_and_wait(path)
    return suffer("hang")
