"""The command line. click is imported here and nowhere else; one command a file, imported when it is called.

Exit codes: 0 all is well, 1 a document failed or is invalid, 2 the command line makes no sense, 3 an input could not be
read. Faults are one line each on standard error, ``crsparse: NAME: cause``, and never a traceback.
"""

import gc
import logging
import os
import sys
import warnings
from importlib import import_module

import click

from crsparse.version import __version__

COMMANDS = ("parse", "batch", "diff", "validate", "view", "load", "search", "cites", "schema")
"""Each is a module of this package with a click command named ``command``."""
COLLECTED_EVERY = 50_000
"""Objects between two looks for cyclic garbage; documents make little of it, and Python's 700 cost 5 % of the time."""


class Commands(click.Group):
    """Imports a command's module, and with it the libraries it needs, only when it is called or lists itself."""

    def list_commands(self, ctx: click.Context) -> list[str]:
        return list(COMMANDS)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        if cmd_name not in COMMANDS:
            return None
        command: click.Command = import_module(f"crsparse.cli.{cmd_name}").command
        return command


@click.command(cls=Commands, context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(__version__, prog_name="crsparse")
def commands() -> None:
    """Turn products of the Congressional Research Service into validated JSON."""


def main() -> None:
    """Run the command line; ends the process."""
    _settle()
    # what libraries have to say about damaged files is in our own error or in the diagnostics
    logging.getLogger().addHandler(logging.NullHandler())
    gc.set_threshold(COLLECTED_EVERY)
    if not sys.warnoptions:
        warnings.simplefilter("ignore")
    commands(prog_name="crsparse")


def _settle() -> None:
    """Make the process independent of how it was started."""
    for stream in range(3):  # a closed one would be given to the next file that is opened, and be written to as it
        try:
            os.fstat(stream)
        except OSError:
            os.open(os.devnull, os.O_RDWR)
    if sys.getfilesystemencoding() != "utf-8" and not sys.flags.utf8_mode:
        # names of files come from all over the world, and the names of outputs must not depend on the locale
        os.execv(sys.executable, [sys.executable, "-X", "utf8", *sys.orig_argv[1:]])
