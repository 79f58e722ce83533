"""Short forms: sections of a law by its short name, ``Id.`` before a section; what says enough and what does not."""

import pytest

from crsparse.citations import Context, find
from crsparse.citations.short_forms import Searched, named_acts, resolved

CONTEXT = Context(publication_date="2026-04-15")


def _searched(*texts: str, notes: bool = False) -> list[Searched]:
    return [Searched(text, find(text, CONTEXT), notes) for text in texts]


def _short(*texts: str, notes: bool = False) -> list[str]:
    """Return the short forms of all texts: ``words = id [+ pinpoint] [.. end]``."""
    said = []
    for text, found in zip(texts, resolved(_searched(*texts, notes=notes)), strict=True):
        for one in found:
            if one.origin == "short_form":
                end = f" .. {one.end_id}" if one.end_id else ""
                said.append(
                    f"{text[one.start : one.end]} = {one.id}{f' + {one.pinpoint}' if one.pinpoint else ''}{end}"
                )
    return said


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("the Infrastructure Investment and Jobs Act (IIJA; P.L. 117-58)", {"IIJA": "/us/pl/117/58"}),
        ("the Infrastructure Act (IIJA, P.L. 117-58, as amended)", {"IIJA": "/us/pl/117/58"}),
        ("the Disaster Relief Act (the Stafford Act; P.L. 93-288)", {"Stafford Act": "/us/pl/93/288"}),
        ("authorization (FY2026 NDAA; P.L. 119-60, §401)", {"FY2026 NDAA": "/us/pl/119/60"}),
        ("Energy Policy Act of 2005 (EPAct 2005; P.L. 109-58)", {"EPAct 2005": "/us/pl/109/58"}),
        ("Balanced Budget Act of 1997 (BBA 97; P.L. 105-33)", {"BBA 97": "/us/pl/105/33"}),
        ("Bipartisan Budget Act of 2018 (BBA18; P.L. 115-123)", {"BBA18": "/us/pl/115/123"}),
        ("transportation (MAP-21; P.L. 112-141)", {"MAP-21": "/us/pl/112/141"}),
        ("America’s Surface Transportation (FAST Act; P.L. 114-94)", {"FAST Act": "/us/pl/114/94"}),
        ("Infrastructure Act (P.L. 117-58; IIJA)", {"IIJA": "/us/pl/117/58"}),
        ("Infrastructure Act (P.L. 117-58, the “Jobs Act”)", {"Jobs Act": "/us/pl/117/58"}),
        ("Infrastructure Act (IIJA) (P.L. 117-58)", {"IIJA": "/us/pl/117/58"}),
        ("the Global Act (GFA; Title V of Division J of P.L. 116-94)", {"GFA": "/us/pl/116/94"}),
        # no names
        ("the reconciliation law (P.L. 119-21; previously H.R. 1)", {}),
        ("the appropriations act (H.R. 2764; P.L. 110-161)", {}),
        ("the CHIPS Act (Division A; P.L. 117-167)", {}),
        ("reports (H.Rept. 108-401; P.L. 108-199)", {}),
        ("grants (Election Reform Programs; P.L. 108-7)", {}),
        ("the IIJA and P.L. 117-58", {}),
        ("see CRS, P.L. 117-58; (CRS; P.L. 117-58)", {}),
        # two laws of one name
        ("(ABC; P.L. 117-58) and (ABC; P.L. 117-59)", {}),
        ("(ABC; P.L. 117-58) and (ABC; P.L. 117-58)", {"ABC": "/us/pl/117/58"}),
    ],
)
def test_names_of_laws(text: str, names: dict[str, str]) -> None:
    assert {name: act.citation.id for name, act in named_acts(_searched(text)).items()} == names


LAWS = (
    "The Infrastructure Act (IIJA; P.L. 117-58), the Disaster Act (Stafford Act; P.L. 93-288), the Surface Act (FAST "
    "Act; P.L. 114-94), the Global Act (GFA; P.L. 116-94, Division J, Title V), and (FAST; P.L. 90-1)."
)


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("Section 40101(d) of the IIJA funds", ["Section 40101(d) of the IIJA = /us/pl/117/58 + s40101/d"]),
        ("(IIJA §40105)", ["IIJA §40105 = /us/pl/117/58 + s40105"]),
        ("IIJA, Section 5, and IIJA’s §6", ["IIJA, Section 5 = /us/pl/117/58 + s5", "IIJA’s §6 = /us/pl/117/58 + s6"]),
        (
            "Sections 406 and 428(a) of the Stafford Act",
            ["Sections 406 = /us/pl/93/288 + s406", "428(a) of the Stafford Act = /us/pl/93/288 + s428/a"],
        ),
        ("IIJA §§11101-11105.", ["IIJA §§11101-11105 = /us/pl/117/58 + s11101 .. /us/pl/117/58/s11105"]),
        ("Section 9 of the FAST Act", ["Section 9 of the FAST Act = /us/pl/114/94 + s9"]),
        ("Section 9 of FAST", ["Section 9 of FAST = /us/pl/90/1 + s9"]),
        ("GFA §504", ["GFA §504 = /us/pl/116/94 + dJ/tV/s504"]),
        ("§5 of IIJA §6", ["§5 of IIJA = /us/pl/117/58 + s5"]),
        # what does not say enough, or says something else
        ("the IIJA provided funds", []),
        ("Section 5 of the act", []),
        ("Section 5 of the IIJAX; XIIJA §5", []),
        ("Section 5 of the HAVA", []),
        ("the IIJA. Section 5 of the bill", []),
        ("42 U.S.C. §5 of IIJA", []),
    ],
)
def test_sections_of_acts(text: str, said: list[str]) -> None:
    assert _short(LAWS, text) == said
    # a name counts wherever it is explained
    assert _short(text, LAWS) == said
    assert _short(text) == []


@pytest.mark.parametrize(
    ("notes", "said"),
    [
        (("21 U.S.C. § 331.", "Id. § 342(a)."), ["Id. § 342(a) = /us/usc/t21/s342 + a"]),
        (("See 21 U.S.C. § 331.", "See, e.g., id. §§ 342–343, 351."), _TWO := [
            "id. §§ 342–343 = /us/usc/t21/s342 .. /us/usc/t21/s343",
            "351 = /us/usc/t21/s351",
        ]),
        (("21 U.S.C. § 1 (2018) (defining “drug (new)”).", "See, e.g., id. §§ 342–343, 351."), _TWO),
        (("21 U.S.C. § 1.", "Id.§ 2.", "See id. § 3."), ["Id.§ 2 = /us/usc/t21/s2", "id. § 3 = /us/usc/t21/s3"]),
        (("21 C.F.R. § 101.13(b).", "Id. §§ 101.54–101.69, 102.5(a)."), [
            "Id. §§ 101.54–101.69 = /us/cfr/t21/s101.54 .. /us/cfr/t21/s101.69",
            "102.5(a) = /us/cfr/t21/s102.5 + a",
        ]),
        (("21 C.F.R. pt. 182 (2025).", "Id. § 182.1."), ["Id. § 182.1 = /us/cfr/t21/s182.1"]),
        (("21 U.S.C. § 1; 21 C.F.R. § 1.2.", "Id. § 3; id. § 4."), [
            "Id. § 3 = /us/usc/t21/s3",
            "id. § 4 = /us/usc/t21/s4",
        ]),
        (("21 U.S.C. § 1; 21 C.F.R. § 1.2.", "Id. § 1.3."), ["Id. § 1.3 = /us/cfr/t21/s1.3"]),
        (("5 U.S.C. § 1; id. § 2.",), ["id. § 2 = /us/usc/t5/s2"]),
        # what does not say enough
        (("Id. § 342.",), []),
        (("21 U.S.C. § 331.", "Nothing cited.", "Id. § 342."), []),
        (("21 U.S.C. § 331; Smith, Food Law 3 (2001).", "Id. § 342."), []),
        (("Smith v. Jones, 14 Vet. App. 12 (2000); 21 U.S.C. § 331.", "Id. § 342."), []),
        (("21 U.S.C. § 331; 42 U.S.C. § 1.", "Id. § 342."), []),
        (("P.L. 117-58, §4; 42 U.S.C. § 1.", "Id. § 342."), []),
        (("21 U.S.C. § 331.", "Id. § 342.1."), []),
        (("21 C.F.R. § 331.2.", "Id. § 342."), []),
        (("21 U.S.C. § 331.", "Id. at 19. Id."), []),
        (("21 U.S.C. § 331.", "The Act says no. Id. § 342."), []),
        (("21 U.S.C. § 331 governs. Smith said so. Id. § 5.",), []),
        (("21 U.S.C. § 331. David § 5",), []),
    ],
)  # fmt: skip
def test_id_before_a_section(notes: tuple[str, ...], said: list[str]) -> None:
    assert _short(*notes, notes=True) == said


def test_id_looks_back_in_notes_only() -> None:
    assert _short("21 U.S.C. § 331.", "Id. § 342.") == []
    assert _short("21 U.S.C. § 331. Id. § 342.") == ["Id. § 342 = /us/usc/t21/s342"]
    searched = [*_searched("21 U.S.C. § 331."), *_searched("Id. § 342.", notes=True)]
    assert not [one for found in resolved(searched) for one in found if one.origin == "short_form"]


def test_short_forms_have_addresses() -> None:
    *_, (found,) = resolved(_searched("21 C.F.R. § 1.2.", "Id. § 1.3.", notes=True))
    assert found.url == "https://www.ecfr.gov/current/title-21/section-1.3"
    *_, (found,) = resolved(_searched("21 U.S.C. § 12.", "Id. § 13.", notes=True))
    assert (
        found.url
        == "https://uscode.house.gov/view.xhtml?req=granuleid:USC-prelim-title21-section13&num=0&edition=prelim"
    )
    *_, (found,) = resolved(_searched(LAWS, "IIJA §5"))
    assert (found.congress, found.url) == (117, "https://www.congress.gov/117/plaws/publ58/PLAW-117publ58.pdf")
