"""Makes the fixtures: one source text a product, written for the purpose, into every form crsparse reads.

Run as ``python -m tests.fixture_maker [ID...]``. It needs WeasyPrint, pikepdf and the fonts named in ``styles/``; users of
crsparse and its tests need none of them, for what it makes is committed under ``fixtures/``. The same source gives the
same bytes.

    fixtures/<id>/source.md ──► source.py ──► Source ──► printed.py (HTML, CSS) ──► pdf.py ──► <id>.tagged.pdf, <id>.untagged.pdf
    fixtures/IN12030/IN12030.txt ─► reference.py ──┘  ├► web.py ──► <id>.congress.html, <id>.everycrsreport.html
                                                      └► plain.py ──► <id>.txt
"""
