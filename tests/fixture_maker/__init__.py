"""Makes the fixtures: one source text a product, written for the purpose, into every form crsparse reads.

Run as ``python -m tests.fixture_maker [--no-pdf] [ID...]``. For PDFs it needs ``pip install -e '.[fixtures]'``
(WeasyPrint) and the fonts named in ``styles/`` (Debian: fonts-liberation, fonts-dejavu-core, fonts-texgyre,
fonts-adf-gillius, fonts-crosextra-carlito). Users of crsparse and its tests need none of them, for what it makes is
committed under ``fixtures/``. The same source gives the same bytes with the same versions of WeasyPrint and the fonts.

    fixtures/<id>/source.md ───────► source.py ────┐
    fixtures/IN12030/IN12030.txt ──► reference.py ─┴─► Source ─┬─► printed.py, pdf.py ──► <id>.{tagged,untagged}.pdf
                                                               ├─► web.py ──► <id>.{congress,everycrsreport}.html
                                                               └─► plain.py, published.py ──► <id>.txt
"""
