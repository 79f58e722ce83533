"""Sources: where bytes come from, and what they are."""

import hashlib
import io
from pathlib import Path

import pytest

from crsparse import sources
from crsparse.errors import EmptyInput, SourceNotFound, SourceUnavailable, UnknownMediaType, UnreadableInput
from tests.make_pdf import text_pdf


def test_a_path(tmp_path: Path) -> None:
    path = tmp_path / "IN1.txt"
    path.write_bytes(b"Rain falls.\n")
    for origin in (path, str(path)):
        source = sources.load(origin)
        assert source.filename == "IN1.txt"
        assert source.content == b"Rain falls.\n"
        assert source.sha256 == hashlib.sha256(b"Rain falls.\n").hexdigest()
        assert source.media_type == "text/plain"
    assert sources.load(path, filename="other").filename == "other"


def test_bytes_and_standard_input(monkeypatch: pytest.MonkeyPatch) -> None:
    assert sources.load(b"Rain.").filename == "-"
    assert sources.load(b"Rain.", filename="a.txt").filename == "a.txt"
    monkeypatch.setattr("sys.stdin", io.TextIOWrapper(io.BytesIO(b"Rain \xff.")))
    assert sources.load("-").content == b"Rain \xff."


def test_what_cannot_be_opened(tmp_path: Path) -> None:
    (tmp_path / "file").touch()
    (tmp_path / "loop").symlink_to(tmp_path / "loop")
    missing = (tmp_path, tmp_path / "missing", "a\0b")
    for path in (*missing, tmp_path / "file" / "x", tmp_path / "loop", "x" * 5000):
        with pytest.raises(SourceNotFound if path in missing else SourceUnavailable) as caught:
            sources.load(path)
        assert str(caught.value)
        assert "\n" not in str(caught.value)
        assert isinstance(caught.value, UnreadableInput)


def test_no_permission(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def refused(_: Path) -> bytes:
        raise PermissionError(13, "Permission denied")

    monkeypatch.setattr(Path, "read_bytes", refused)  # the tests may run as root, who may read everything
    with pytest.raises(SourceUnavailable, match="no permission"):
        sources.load(tmp_path / "file")


@pytest.mark.parametrize("content", [b"", b"\n", b" \t\r\n\f" * 100])
def test_nothing_in_it(content: bytes) -> None:
    with pytest.raises(EmptyInput):
        sources.load(content)


@pytest.mark.parametrize(
    ("content", "media_type"),
    [
        (text_pdf("Rain."), "application/pdf"),
        (b"%PDF-1.4", "application/pdf"),
        (b"x" * 1000 + b"\n%PDF-1.4 and then", "application/pdf"),
        (b"x" * 1024 + b"%PDF-1.4", "text/plain"),
        (b"\xef\xbb\xbf%PDF-1.4", "application/pdf"),
        (b"<!DOCTYPE html><html>", "text/html"),
        (b"\xef\xbb\xbf \n<!-- a\ncomment --> <!doctype HTML>", "text/html"),
        (b'<?xml version="1.0"?><html xmlns="x">', "text/html"),
        (b"<HTML>\n", "text/html"),
        (b"<div>\n<div>Rain</div></div>", "text/html"),
        (b'<div class="Report">', "text/html"),
        ("<html>".encode("utf-16"), "text/html"),
        (b"Rain <https://x.org/> falls", "text/plain"),
        (b"<https://x.org/> falls", "text/plain"),
        (b"<p@crs.loc.gov> falls", "text/plain"),
        (b"<divided> they fall", "text/plain"),
        ("Rain — falls".encode("utf-16"), "text/plain"),
        ("Rain — falls".encode("cp1252"), "text/plain"),
        (b"\x0cRain\x0c\x1b[1m falls" * 9, "text/plain"),
        (b"<!---->" * 580 + b"x", "text/plain"),
        (b" " * 4000 + b"x", "text/plain"),
        (b"<" * 5000, "text/plain"),
        (b'{"schema_version":"1.1","source":{}}', "application/json"),
        (b'\xef\xbb\xbf\n[\n  {\n    "rain": "falls"\n  }\n]', "application/json"),
        (b'{"Rain" falls: at last}', "text/plain"),
        (b'[Rain] {"falls": at last}', "text/plain"),
        (b'{ "' + b"Rain falls " * 500, "text/plain"),
    ],
)
def test_media_type_is_judged_by_content(content: bytes, media_type: str) -> None:
    assert sources.load(content).media_type == media_type


@pytest.mark.parametrize(
    ("content", "name"),
    [
        (b"\x89PNG\r\n\x1a\n" + bytes(50), "a PNG image"),
        (b"\xff\xd8\xff\xe0" + bytes(50), "a JPEG image"),
        (b"PK\x03\x04" + b"\x00" * 30 + b"report.pdf%PDF-1.7", "a zip archive"),
        (b"\x1f\x8b\x08" + b"text", "gzip data"),
        (b"{\\rtf1 Rain}", "a Rich Text document"),
        (b"Rain\x00falls", "binary data"),
        (bytes(range(256)) * 4, "binary data"),
        (bytes(range(1, 256)), "binary data"),
        ("Rain falls".encode("utf-16-le"), "binary data"),
    ],
)
def test_what_is_neither_pdf_nor_html_nor_text(content: bytes, name: str) -> None:
    with pytest.raises(UnknownMediaType, match=f"neither PDF nor HTML nor text.*{name}"):
        sources.load(content)


def test_the_reference_fixture_is_text(fixtures: Path) -> None:
    assert sources.load(fixtures / "IN12030" / "IN12030.txt").media_type == "text/plain"
