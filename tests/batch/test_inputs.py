"""Sources of a batch: what is taken, under which key, and what hostile archives get."""

import contextlib
import io
import os
import re
import tarfile
import zipfile
from pathlib import Path

import pytest

from crsparse.batch import archives
from crsparse.batch.archives import BadArchive, DamagedMember, TooLarge
from crsparse.batch.inputs import BadSources, Catalogue, gather, output_names
from crsparse.errors import SourceNotFound, SourceUnavailable

TEXT = b"A memorandum about rain.\n"


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """Return a folder with inputs at two depths, and with what is none."""
    base = tmp_path / "catalogue"
    for name in ("R1.pdf", "R2.PDF", "sub/R3.txt", "sub/deep/R4.html", "notes.docx", ".hidden.pdf", ".git/R5.pdf"):
        (base / name).parent.mkdir(parents=True, exist_ok=True)
        (base / name).write_bytes(TEXT)
    return base


def keys(*arguments: object, without: Path | None = None) -> list[str]:
    hidden = [] if without is None else [without]
    return [item.key for item in gather([str(argument) for argument in arguments], without=hidden).inputs]


def zipped(path: Path, *members: tuple[str, bytes]) -> Path:
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in members:
            archive.writestr(name, content)
    return path


def tarred(path: Path, *members: tuple[str, bytes], mode: str = "w:gz") -> Path:
    with tarfile.open(path, mode) as archive:  # type: ignore[call-overload]
        for name, content in members:
            info = tarfile.TarInfo(name)
            info.size = len(content)
            archive.addfile(info, io.BytesIO(content))
    return path


def test_a_folder_with_all_below_it(folder: Path) -> None:
    catalogue = gather([str(folder)])
    assert [item.key for item in catalogue.inputs] == ["R1.pdf", "R2.PDF", "sub/R3.txt", "sub/deep/R4.html"]
    assert catalogue.ignored == 1
    assert [item.filename for item in catalogue.inputs][-1] == "R4.html"


def test_folders_that_links_lead_to(folder: Path, tmp_path: Path) -> None:
    """They are part of a folder, once, unless they are in it anyway; a link that leads up has no end."""
    other = tmp_path / "other"
    (other / "deep").mkdir(parents=True)
    for name in ("R6.pdf", "deep/R7.pdf"):
        (other / name).write_bytes(TEXT)
    before = keys(folder)
    links = {"2020": other, "again": other, "inside": folder / "sub", "up": tmp_path, "self": folder, ".dot": other}
    for name, place in links.items():
        (folder / name).symlink_to(place)
    (other / "round").symlink_to(other)
    (folder / "broken").symlink_to("nowhere")
    assert keys(folder) == sorted([*before, "2020/R6.pdf", "2020/deep/R7.pdf"])
    assert keys(folder, without=other) == before
    (folder / "inner").symlink_to(other / "deep")
    (other / "deep" / "above").symlink_to(tmp_path)
    assert keys(folder) == sorted([*before, "2020/R6.pdf", "2020/deep/R7.pdf"])


def test_keys_do_not_depend_on_where_the_folder_lies(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(folder.parent)
    assert keys("catalogue") == keys("./catalogue/") == keys(folder)


def test_globs(folder: Path) -> None:
    assert keys(folder / "*.pdf") == ["R1.pdf"]
    assert keys(folder / "**" / "R[34].*") == ["sub/R3.txt", "sub/deep/R4.html"]
    with pytest.raises(BadSources, match="nothing matches"):
        gather([str(folder / "*.xyz")])
    (folder / "sub" / "round").symlink_to(folder)
    (folder / "linked").symlink_to(folder / "sub")
    (folder / "sub" / "again").symlink_to(folder)
    assert keys(folder / "**" / "R[34].*") == ["sub/R3.txt", "sub/deep/R4.html"]
    assert keys(folder / "s*" / "**" / "d*" / "*") == ["sub/deep/R4.html"]
    assert keys(folder / "[Rs]*" / "**" / "*.txt") == ["sub/R3.txt"]  # R1.pdf, for one, is no folder
    assert keys(folder / "**") == keys(folder / "**" / "*") == keys(folder)


def test_lists(folder: Path) -> None:
    named = folder / "wanted.lst"
    named.write_text("# what we want\nR1.pdf\n\nsub\n", encoding="utf-8")
    assert keys(f"@{named}") == ["R1.pdf", "R3.txt", "deep/R4.html"]
    named.write_text("R1.pdf\r\nsub\r\n", encoding="utf-8-sig")  # as Windows writes it
    assert keys(f"@{named}") == ["R1.pdf", "R3.txt", "deep/R4.html"]
    with pytest.raises(BadSources, match="cannot be read"):
        gather(["@missing.lst"])


def test_what_a_list_names_and_is_not_there(folder: Path) -> None:
    """It costs itself and not the batch."""
    named = folder / "wanted.lst"
    named.write_text("R1.pdf\nold/R9.pdf\ngone/\n", encoding="utf-8")
    catalogue = gather([f"@{named}"])
    assert [item.key for item in catalogue.inputs] == ["R1.pdf", "R9.pdf", "gone"]
    for item in catalogue.inputs[1:]:
        with pytest.raises(SourceNotFound, match="no such file"):
            item.content()
    named.write_text("R1.pdf\n*.xyz\nR2 [draft].pdf\ngone/**/*.txt\nR1.pdf/**\n\0.pdf\n\0.pdf\n", encoding="utf-8")
    assert keys(f"@{named}")[:5] == ["**", "*.txt", "*.xyz", "R1.pdf", "R2 [draft].pdf"]


def test_a_file_that_is_named_is_taken_whatever_its_suffix(folder: Path) -> None:
    assert keys(folder / "notes.docx", folder / ".hidden.pdf") == [".hidden.pdf", "notes.docx"]


def test_one_file_named_twice_is_one_input(folder: Path) -> None:
    (folder / "link.pdf").symlink_to(folder / "R1.pdf")
    assert keys(folder, folder / "R1.pdf", folder / "R*.pdf").count("R1.pdf") == 1


def test_two_files_with_one_key_are_refused(folder: Path, tmp_path: Path) -> None:
    other = tmp_path / "other"
    other.mkdir()
    (other / "R1.pdf").write_bytes(TEXT)
    with pytest.raises(BadSources, match=r"are both 'R1\.pdf'"):
        gather([str(folder), str(other)])
    assert keys(tmp_path) == sorted([*(f"catalogue/{key}" for key in keys(folder)), "other/R1.pdf"])


def test_the_output_is_no_source(folder: Path) -> None:
    (folder / "out").mkdir()
    (folder / "out" / "report.html").write_bytes(TEXT)
    assert "out/report.html" not in keys(folder, without=folder / "out")
    assert "R1.pdf" not in keys(folder, without=folder / "R1.pdf")
    assert "R1.pdf" not in keys(folder / "R*.*", without=folder / "R1.pdf")
    (folder / "report.html").symlink_to(folder / "R1.pdf")
    assert not {"R1.pdf", "report.html"} & set(keys(folder, without=folder / "report.html"))
    with pytest.raises(BadSources, match="is the output"):
        gather([str(folder)], without=[folder])


def test_a_folder_that_cannot_be_listed_is_not_passed_over(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def scandir(path: object) -> object:
        if Path(str(path)).name == "deep":
            raise PermissionError(13, "Permission denied", str(path))
        return found(path)

    found = os.scandir
    monkeypatch.setattr(os, "scandir", scandir)
    with pytest.raises(BadSources, match=r"sub/deep: cannot be read: Permission denied"):
        gather([str(folder)])


@pytest.mark.parametrize("argument", ["missing.pdf", "missing/", "@"])
def test_what_is_not_there(argument: str) -> None:
    with pytest.raises(BadSources):
        gather([argument])


def test_an_empty_folder(tmp_path: Path) -> None:
    with pytest.raises(BadSources, match="nothing to convert"):
        gather([str(tmp_path)])


@pytest.mark.skipif(os.name == "nt", reason="file names are text on Windows")
def test_names_that_are_no_text(tmp_path: Path) -> None:
    """They are told apart, though not by what a person reads."""
    for name in (b"R\xff.pdf", b"R\xfe.pdf", b"R\n.pdf"):
        Path(os.fsdecode(os.fsencode(tmp_path / "x").removesuffix(b"x") + name)).write_bytes(TEXT)
    catalogue = gather([str(tmp_path)])
    assert [re.sub("-[0-9a-f]{12}", "-#", item.key) for item in catalogue.inputs] == ["R\ufffd-#.pdf"] * 3
    assert len(catalogue.inputs) == len({item.key for item in catalogue.inputs})
    assert {item.filename for item in catalogue.inputs} == {"R\ufffd.pdf"}
    assert [item.content() for item in catalogue.inputs] == [TEXT] * 3


# ------------------------------------------------------------------------------------------------- names of outputs
def test_outputs_are_named_after_the_keys() -> None:
    assert output_names(["R1.pdf", "sub/R1.pdf", "R2.v3.html", "README"], ".json") == {
        "R1.pdf": "R1.json",
        "sub/R1.pdf": "sub/R1.json",
        "R2.v3.html": "R2.v3.json",
        "README": "README.json",
    }


def test_no_two_keys_have_one_output() -> None:
    names = output_names(["R1.pdf", "R1.html", "R1.pdf.txt", "R1", "R1.pdf.pdf"], ".json")
    assert len(set(names.values())) == len(names)
    assert names["R1.pdf"] == "R1.pdf.json"
    long = [f"{'x' * 300}{tail}.pdf" for tail in "ab"]
    short = output_names(long, ".json").values()
    assert len(set(short)) == 2
    assert all(len(name.encode()) < 255 for name in short)


def test_no_output_is_another_ones_folder() -> None:
    names = output_names(["R1.txt", "R1.json/R2.txt", "sub/R1.txt"], ".json")
    assert (names["R1.json/R2.txt"], names["sub/R1.txt"]) == ("R1.json/R2.json", "sub/R1.json")
    assert re.fullmatch(r"R1-[0-9a-f]{12}\.json", names["R1.txt"])


def test_paths_that_are_too_long_for_a_file_system() -> None:
    deep = ["x/" * 2500 + "R1.txt", "y/" * 2500 + "R1.txt", "x/" * 100 + "R1.txt"]
    names = output_names(deep, ".json")
    assert names[deep[2]] == "x/" * 100 + "R1.json"
    assert len(set(names.values())) == 3
    assert all(re.fullmatch(r"R1-[0-9a-f]{12}\.json", names[key]) for key in deep[:2])


# ----------------------------------------------------------------------------------------------------------- archives
@pytest.mark.parametrize("suffix", [".zip", ".tar", ".tar.gz", ".tar.bz2", ".tar.xz"])
def test_archives(tmp_path: Path, suffix: str) -> None:
    members = (("R2.pdf", TEXT), ("sub/R1.pdf", TEXT), ("read.me", b""), ("__MACOSX/R2.pdf", b"x"), (".x.pdf", b"x"))
    path = tmp_path / f"catalogue{suffix}"
    if suffix == ".zip":
        zipped(path, *members)
    else:
        tarred(path, *members, mode="w:" + suffix.removeprefix(".tar").removeprefix("."))
    catalogue = gather([str(path)])
    assert [item.key for item in catalogue.inputs] == ["R2.pdf", "sub/R1.pdf"]
    assert catalogue.ignored == 1
    wanted = [item.member or "" for item in catalogue.inputs]
    if suffix == ".zip":
        assert [item.content() for item in catalogue.inputs] == [TEXT, TEXT]
    else:
        assert dict(archives.tar_contents(str(path), dict.fromkeys(wanted, 1))) == dict.fromkeys(wanted, TEXT)


def test_no_member_leads_out_of_the_output(tmp_path: Path) -> None:
    path = zipped(tmp_path / "evil.zip", ("../../etc/R1.pdf", TEXT), ("/R2.pdf", TEXT), ("C:\\x\\..\\R3.pdf", TEXT))
    assert keys(path) == ["R2.pdf", "etc/R1.pdf", "x/R3.pdf"]


def test_links_in_a_tar_are_left_out(tmp_path: Path) -> None:
    path = tmp_path / "links.tar"
    with tarfile.open(path, "w") as archive:
        link = tarfile.TarInfo("passwd.txt")
        link.type, link.linkname = tarfile.SYMTYPE, "/etc/passwd"
        archive.addfile(link)
        info = tarfile.TarInfo("R1.txt")
        info.size = len(TEXT)
        archive.addfile(info, io.BytesIO(TEXT))
    assert keys(path) == ["R1.txt"]


def test_a_name_that_an_archive_holds_twice(tmp_path: Path) -> None:
    with pytest.warns(UserWarning, match="Duplicate"):
        path = zipped(tmp_path / "twice.zip", ("R1.txt", b"first"), ("R1.txt", b"last"))
    (item,) = gather([str(path)]).inputs
    assert item.content() == b"last"
    path = tarred(tmp_path / "twice.tar", ("R1.txt", b"first"), ("R1.txt", b"last"), mode="w")
    (item,) = gather([str(path)]).inputs
    assert dict(archives.tar_contents(str(path), {"R1.txt": item.copies})) == {"R1.txt": b"last"}


def test_damaged_archives(tmp_path: Path) -> None:
    whole = zipped(tmp_path / "a.zip", ("R1.txt", TEXT * 100)).read_bytes()
    (tmp_path / "cut.zip").write_bytes(whole[: len(whole) // 2])
    with pytest.raises(BadSources, match="not a zip archive"):
        gather([str(tmp_path / "cut.zip")])
    offset = whole.index(b"R1.txt") + 6
    (tmp_path / "flipped.zip").write_bytes(whole[:offset] + bytes(20) + whole[offset + 20 :])
    (item,) = gather([str(tmp_path / "flipped.zip")]).inputs
    with pytest.raises(DamagedMember):
        item.content()
    packed = tarred(tmp_path / "a.tar.gz", ("R1.txt", os.urandom(9000)), ("R2.txt", os.urandom(9000))).read_bytes()
    (tmp_path / "cut.tar.gz").write_bytes(packed[: len(packed) // 2])
    with pytest.raises(BadSources, match="not a tar archive"):
        gather([str(tmp_path / "cut.tar.gz")])


def test_a_tar_that_breaks_after_it_was_listed(tmp_path: Path) -> None:
    path = tarred(tmp_path / "a.tar.gz", ("R1.txt", os.urandom(90_000)), ("R2.txt", os.urandom(90_000)))
    path.write_bytes(path.read_bytes()[:120_000])
    found = dict(archives.tar_contents(str(path), {"R1.txt": 1, "R2.txt": 1}))
    assert isinstance(found["R1.txt"], bytes)
    assert isinstance(found["R2.txt"], SourceUnavailable)


# -------------------------------------------------------------------------------------------------------------- bombs
def test_a_zip_bomb_is_refused(tmp_path: Path) -> None:
    path = zipped(tmp_path / "bomb.zip", ("R1.txt", bytes(archives.EXPANSION_FROM + 1)))
    assert path.stat().st_size < 100_000
    with pytest.raises(BadSources, match="decompression bomb"):
        gather([str(path)])


def test_a_zip_that_lies_about_its_sizes(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The directory states a small size, the data go on: no more than the limit is unpacked."""
    monkeypatch.setattr(archives, "LARGEST_INPUT", 1 << 20)
    path = zipped(tmp_path / "large.zip", ("R1.txt", os.urandom(2 << 20)))
    with pytest.raises(TooLarge):
        archives.zip_member(str(path), "R1.txt")
    data = zipped(tmp_path / "lie.zip", ("R1.txt", bytes(2 << 20))).read_bytes()
    lie = data.replace((2 << 20).to_bytes(4, "little"), (100).to_bytes(4, "little"))
    (tmp_path / "lie.zip").write_bytes(lie)
    (item,) = gather([str(tmp_path / "lie.zip")]).inputs
    with contextlib.suppress(TooLarge, DamagedMember):
        assert len(item.content()) <= 1 << 20


def test_a_tar_bomb_is_refused(tmp_path: Path) -> None:
    path = tarred(tmp_path / "bomb.tar.gz", ("R1.txt", bytes(archives.EXPANSION_FROM + 1)))
    with pytest.raises(BadSources, match="decompression bomb"):
        gather([str(path)])


def test_a_tar_header_that_announces_too_much(tmp_path: Path) -> None:
    header = tarfile.TarInfo("long")
    header.type, header.size = tarfile.GNUTYPE_LONGNAME, 1 << 33
    (tmp_path / "header.tar").write_bytes(header.tobuf() + bytes(10_240))
    with pytest.raises(BadArchive):
        archives.tar_members(str(tmp_path / "header.tar"))


def test_a_file_that_is_too_large(tmp_path: Path) -> None:
    path = tmp_path / "R1.pdf"
    with path.open("wb") as file:
        file.truncate(archives.LARGEST_INPUT + 1)
    (item,) = gather([str(path)]).inputs
    with pytest.raises(TooLarge):
        item.content()


def test_inputs_are_in_the_order_of_their_keys(folder: Path) -> None:
    catalogue: Catalogue = gather([str(folder / "sub"), str(folder / "R2.PDF"), str(folder / "R1.pdf")])
    assert [item.key for item in catalogue.inputs] == ["R1.pdf", "R2.PDF", "R3.txt", "deep/R4.html"]
