"""Validation: whether finished documents are what the contract says, and where they are not.

First the schema, then, for documents that satisfy it, the contract's own rules (:mod:`crsparse.validation.rules`),
then, where asked for, the document's own diagnostics. Every finding has a JSON Pointer and line and column in the file.

Always true: findings stand in the order of their places in the file, whatever found them; a valid document costs two
readings of its JSON, one check by jsonschema-rs and one pass of the rules, an invalid one is then looked at closely.
"""

from crsparse.validation.documents import check_text
from crsparse.validation.findings import DocumentReport, Finding, Problem
from crsparse.validation.options import Options, Strictness
from crsparse.validation.rules import RULES
from crsparse.validation.run import check_all

__all__ = ["RULES", "DocumentReport", "Finding", "Options", "Problem", "Strictness", "check_all", "check_text"]
