"""Whatever JSON comes, a reader gives a document that writes itself back, or a CaseError."""

import json

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from cases.deadlines import WorkingCalendar
from cases.document_request import DocumentRequest
from cases.errors import CaseError, MalformedDocumentError, WrongDocumentTypeError
from cases.package_document import PackageDocument
from cases.part_document import PartDocument
from cases.profile import Profile
from cases.texts import clean_name, clean_text, is_text

READERS = {
    "qolhat.request": DocumentRequest.from_json,
    "qolhat.package": PackageDocument.from_json,
    "qolhat.part": PartDocument.from_json,
    "qolhat.profile": Profile.from_json,
    "qolhat.calendar": WorkingCalendar.from_json,
}
JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=20),
    lambda inner: (
        st.lists(inner, max_size=4) | st.dictionaries(st.text(max_size=8), inner, max_size=4)
    ),
    max_leaves=12,
)


@pytest.mark.parametrize("type_", READERS)
@given(value=JSON)
def test_anything_at_all_is_refused_by_name(type_, value):
    with pytest.raises(CaseError):
        READERS[type_](value)
    with pytest.raises(CaseError):
        READERS[type_]({"type": type_, "version": 1, "x": value})


@pytest.mark.parametrize("version", [1.0, True, "1", 2, None])
def test_only_the_integer_one_is_version_one(version):
    for type_, read in READERS.items():
        with pytest.raises(WrongDocumentTypeError):
            read({"type": type_, "version": version})


def places(value, path=()):
    """Every place within a JSON value."""
    yield path
    if isinstance(value, dict):
        for key in value:
            yield from places(value[key], (*path, key))
    elif isinstance(value, list):
        for index in range(len(value)):
            yield from places(value[index], (*path, index))


def test_a_value_put_anywhere_is_refused_or_read_back(request_):
    plain = json.dumps(request_.to_json())
    paths = [path for path in places(json.loads(plain)) if path]

    @settings(max_examples=400)
    @given(path=st.sampled_from(paths), other=JSON)
    def bent(path, other):
        value = json.loads(plain)
        inner = value
        for step in path[:-1]:
            inner = inner[step]
        inner[path[-1]] = other
        try:
            read = DocumentRequest.from_json(value)
        except (MalformedDocumentError, WrongDocumentTypeError):
            return
        assert read.to_json() == value

    bent()


@given(st.text(st.characters(exclude_categories=()), max_size=100))
def test_cleaned_texts_may_be_signed(text):
    assert is_text(clean_text(text))
    assert is_text(clean_name(text))
    assert clean_text(clean_text(text)) == clean_text(text)


@pytest.mark.parametrize(
    "text", ["a\x00", "\x9f", "\x7f", "a\rb", "\ud800", "e\u0301", "x" * 10_001]
)
def test_what_is_no_text(text):
    assert not is_text(text)


def test_new_lines_emoji_and_all_scripts_are_text():
    assert is_text("Хат 📄\nекі жол ӘҒҚҢӨҰҮҺІ 合同 فاتورة")
