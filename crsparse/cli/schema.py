"""``crsparse schema``: the JSON Schema of a document."""

import click

from crsparse.cli.outputs import StandardOutput
from crsparse.schema import shipped_bytes


@click.command("schema", short_help="Print the JSON Schema.")
def command() -> None:
    """Print the JSON Schema (2020-12) that every document satisfies."""
    StandardOutput().put("schema", shipped_bytes())
