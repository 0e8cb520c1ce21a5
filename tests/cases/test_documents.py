"""Media types, key files, previews: by name alone, the same on every machine."""

import mimetypes

import pytest

from cases.documents import (
    PreviewKind,
    check_document,
    is_key_file,
    media_type,
    preview_kind,
)
from cases.errors import KeyFileRefusedError


@pytest.mark.parametrize(("name", "expected"), [
    ("Шот-фактура № 12 «көшірме».PDF", "application/pdf"),
    ("скан.jpeg", "image/jpeg"),
    ("реестр.xlsx", "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"),
    ("ответ.asice", "application/vnd.etsi.asic-e+zip"),
    ("no extension", "application/octet-stream"),
    (".pdf", "application/octet-stream"),
    ("архив.tar.unknown", "application/octet-stream"),
])  # fmt: skip
def test_the_name_tells_the_media_type(name, expected):
    assert media_type(name) == expected


def test_the_machines_own_table_has_no_say(monkeypatch):
    monkeypatch.setattr(mimetypes, "guess_type", lambda *_: ("text/evil", None))
    assert media_type("a.pdf") == "application/pdf"


@pytest.mark.parametrize("name", ["k.p12", "K.P12", "k.pfx", "k.jks", r"C:\keys\k.p12", "k.p12. "])
def test_key_files_are_known_by_their_end(name):
    assert is_key_file(name)
    with pytest.raises(KeyFileRefusedError):
        check_document(name, 1)


@pytest.mark.parametrize("name", ["p12", "about p12.pdf", "k.p12.pdf", "k.p7s"])
def test_other_files_are_no_key_files(name):
    assert not is_key_file(name)


def test_an_empty_document_is_remarked():
    assert [finding.code for finding in check_document("a.txt", 0)] == ["document.empty"]
    assert check_document("a.txt", 1) == ()


@pytest.mark.parametrize(("name", "kind"), [
    ("a.pdf", PreviewKind.PDF), ("a.JPG", PreviewKind.PICTURE), ("a.csv", PreviewKind.TEXT),
    ("a.docx", PreviewKind.NONE), ("a.tif", PreviewKind.NONE),
])  # fmt: skip
def test_what_can_be_shown(name, kind):
    assert preview_kind(name) is kind
