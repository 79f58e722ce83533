"""The version of the package: one place, read by the build, the documents' ``generator`` and ``--version``."""

__version__ = "0.1.0"
