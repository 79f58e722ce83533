"""Stores: documents as rows of databases and columnar files, loaded without doing things twice, and searched."""

from crsparse.stores.destinations import opened
from crsparse.stores.loading import Summary, load
from crsparse.stores.store import Hit, Query, Store

__all__ = ["Hit", "Query", "Store", "Summary", "load", "opened"]
