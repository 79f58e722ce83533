"""Court cases, the extra: found by eyecite where it is installed, a clear word where it is not."""

import sys

import pytest

from crsparse.citations import Context, cases

TEXT = "See Medtronic, Inc. v. Lohr, 518 U.S. 470, 486 (1996); Doe v. Roe, 97 F. Supp. 2d 11 (D.D.C. 2000)."


def test_full_citations() -> None:
    pytest.importorskip("eyecite", reason="eyecite is not installed: pip install 'crsparse[cases]'")
    found = list(cases.find(TEXT, Context()))
    assert [(TEXT[case.start : case.end], case.id, case.pinpoint) for case in found] == [
        ("518 U.S. 470", "/us/case/us/518/470", "p486"),
        ("97 F. Supp. 2d 11", "/us/case/fsupp2d/97/11", None),
    ]
    assert {case.kind for case in found} == {"court_case"}


def test_no_statutes_no_short_forms() -> None:
    pytest.importorskip("eyecite", reason="eyecite is not installed: pip install 'crsparse[cases]'")
    text = "38 U.S.C. 5303; 89 Fed. Reg. 100; 15 Stat. 20. Lohr, 518 U.S. at 486. Id. at 3."
    assert list(cases.find(text, Context())) == []


def test_without_the_extra(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "eyecite", None)
    assert list(cases.find("No case is cited in 2026.", Context())) == []
    with pytest.raises(cases.CasesNotInstalled, match=r"crsparse\[cases\]"):
        list(cases.find(TEXT, Context()))
