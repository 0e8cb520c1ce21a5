"""request.json is read strictly: what formats.md, 5 does not allow is refused, by member."""

import json

import pytest

from cases.document_request import DocumentRequest
from cases.errors import MalformedDocumentError, WrongDocumentTypeError


@pytest.fixture
def value(request_):
    return json.loads(json.dumps(request_.to_json()))


def test_what_was_written_is_read_back(request_, value):
    assert DocumentRequest.from_json(value) == request_


def test_an_item_is_found_by_its_id(request_):
    assert request_.item("i02").code == "04021"
    assert request_.item("i99") is None


@pytest.mark.parametrize("name", [
    "authority", "due", "due_rule", "environment", "issued", "issuer", "items", "kind",
    "legal_basis", "participant", "policy", "previous_sha256", "request_id", "request_version",
    "subject", "withdrawn",
])  # fmt: skip
def test_every_member_must_be_there(value, name):
    del value[name]
    with pytest.raises(MalformedDocumentError, match=f"{name}: missing") as raised:
        DocumentRequest.from_json(value)
    assert raised.value.code == "document.malformed"
    assert raised.value.facts["member"] == name


def test_unknown_members_are_refused(value):
    value["items"][0]["colour"] = "red"
    with pytest.raises(MalformedDocumentError, match=r"items\[0\].colour: unknown"):
        DocumentRequest.from_json(value)


@pytest.mark.parametrize(("type_", "version"), [
    ("qolhat.statement", 1), ("qolhat.request", 2), ("qolhat.request", True), (None, 1),
])  # fmt: skip
def test_a_document_for_another_purpose_is_refused(value, type_, version):
    with pytest.raises(WrongDocumentTypeError):
        DocumentRequest.from_json(value | {"type": type_, "version": version})


def test_what_is_not_an_object_is_refused():
    for value in (None, [], "x", 1):
        with pytest.raises(WrongDocumentTypeError):
            DocumentRequest.from_json(value)


def change(value, path, to):
    *way, last = path
    for step in way:
        value = value[step]
    value[last] = to


@pytest.mark.parametrize(("path", "to"), [
    (["request_id"], "../../etc"),
    (["request_id"], "x" * 65),
    (["request_id"], "id\n"),
    (["request_version"], 0),
    (["request_version"], 2),  # without previous_sha256
    (["request_version"], True),
    (["previous_sha256"], "ab" * 32),  # in version 1
    (["environment"], "training"),
    (["due"], "2026-05-29T19:00:00+00:00"),
    (["due"], "2026-02-30T19:00:00Z"),
    (["due"], "2026-05-29"),
    (["issuer", "seal_spki_sha256"], None),
    (["issuer", "seal_bin"], "470340001014"),
    (["issuer", "seal_spki_sha256"], "AB" * 32),
    (["participant", "id"], "47034000101"),
    (["participant", "kind"], "passport"),
    (["participant", "name"], ""),
    (["subject"], {"en": "x", "ru": "x"}),
    (["subject", "kk"], "e\u0301"),  # not NFC
    (["legal_basis"], "a\tb"),
    (["legal_basis"], "\ud800"),
    (["legal_basis"], "x" * 10001),
    (["due_rule", "days"], 0),
    (["due_rule", "unit"], "weeks"),
    (["items"], {}),
    (["items", 0, "id"], "I01"),
    (["items", 0, "id"], "a" * 33),
    (["items", 0, "id"], "i02"),  # twice
    (["items", 0, "min_files"], -1),
    (["items", 0, "max_files"], 2**53),
    (["items", 0, "mandatory"], 1),
    (["items", 1, "max_files"], 1),  # less than min_files
    (["policy", "complete_by"], "2026-05-29T19:00:00Z"),
    (["policy", "counts"], "first"),
    (["withdrawn"], None),
])  # fmt: skip
def test_a_member_of_another_form_is_refused(value, path, to):
    change(value, path, to)
    with pytest.raises(MalformedDocumentError):
        DocumentRequest.from_json(value)


def test_both_kinds_of_portal_identity_are_read(value):
    value["issuer"] |= {
        "seal_spki_sha256": None,
        "seal_bin": "470340001014",
        "seal_role": "1.2.398.3.3.4.1.2",
    }
    assert DocumentRequest.from_json(value).issuer.seal_bin == "470340001014"
