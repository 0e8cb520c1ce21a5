"""Canonical JSON: the vectors of RFC 8785, another implementation, and everything refused."""

import json

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from signing.evidence.canonical import (
    MAX_DEPTH,
    MAX_INTEGER,
    canonical_json,
    parse_canonical_json,
    parse_canonical_value,
)
from signing.evidence.errors import (
    NotCanonicalError,
    TooLargeError,
    WrongTypeError,
    WrongVersionError,
)

VALUES = st.recursive(
    st.none() | st.booleans() | st.integers(0, MAX_INTEGER) | st.text(),
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(st.text(), inner, max_size=4),
    max_leaves=20,
)


def test_the_sorting_example_of_rfc_8785_3_2_3():
    members = {
        "\u20ac": "Euro Sign",
        "\r": "Carriage Return",
        "\ufb33": "Hebrew Letter Dalet With Dagesh",
        "1": "One",
        "\U0001f600": "Emoji: Grinning Face",
        "\u0080": "Control",
        "\u00f6": "Latin Small Letter O With Diaeresis",
    }
    assert list(json.loads(canonical_json(members)).values()) == [
        "Carriage Return",
        "One",
        "Control",
        "Latin Small Letter O With Diaeresis",
        "Euro Sign",
        "Emoji: Grinning Face",
        "Hebrew Letter Dalet With Dagesh",
    ]


def test_the_string_example_of_rfc_8785_3_2_2():
    value = {
        "string": "\u20ac$\u000f\u000aA'\u0042\u0022\u005c\\\"/",
        "literals": [None, True, False],
    }
    assert canonical_json(value) == (
        '{"literals":[null,true,false],"string":"€$\\u000f\\nA\'B\\"\\\\\\\\\\"/"}'.encode()
    )


def test_every_control_character_has_the_escape_of_rfc_8785():
    short = {"\b": "\\b", "\t": "\\t", "\n": "\\n", "\f": "\\f", "\r": "\\r"}
    for code in range(0x20):
        escape = short.get(chr(code), f"\\u{code:04x}")
        assert canonical_json(chr(code)) == f'"{escape}"'.encode()
    assert canonical_json("\x7f\x80\u2028") == '"\x7f\x80\u2028"'.encode()


@settings(deadline=None)
@given(VALUES)
def test_another_implementation_writes_the_same_bytes(value):
    rfc8785 = pytest.importorskip("rfc8785", reason="the independent implementation is not here")
    assert canonical_json(value) == rfc8785.dumps(value)


@settings(deadline=None)
@given(VALUES)
def test_what_is_written_reads_back_as_the_same_value(value):
    assert parse_canonical_value(canonical_json(value)) == value


@settings(deadline=None)
@given(st.binary(max_size=60) | st.text(alphabet='{}[]",:0123456789.eE- \\utnafls', max_size=30))
def test_a_reader_accepts_exactly_the_canonical_bytes_and_never_breaks(content):
    content = content.encode() if isinstance(content, str) else content
    try:
        value = parse_canonical_value(content)
    except NotCanonicalError:
        return
    assert canonical_json(value) == content


@pytest.mark.parametrize(
    "content",
    [
        b"",
        b'\xef\xbb\xbf{"a":1}',
        b'{"a":1}\n',
        b' {"a":1}',
        b'{"a": 1}',
        b'{"a":1}{"a":1}',
        b'{"b":1,"a":1}',
        b'{"a":1,"a":1}',
        b'{"a":1,"a":2}',
        b'{"a":1,"\\u0061":2}',
        b'{"a":1.0}',
        b'{"a":1e2}',
        b'{"a":NaN}',
        b'{"a":Infinity}',
        b'{"a":-Infinity}',
        b'{"a":-0}',
        b'{"a":-1}',
        b'{"a":01}',
        b'{"a":9007199254740992}',
        b'{"a":' + b"9" * 5000 + b"}",
        b'{"a":"\\/"}',
        b'{"a":"\\u0041"}',
        b'{"a":"\\u00E9"}',
        b'{"a":"\\u000F"}',
        b'{"a":"\n"}',
        b'{"a":"\\ud800"}',
        b'{"a":"\\ud83d\\ude00"}',
        b'{"a":"\xed\xa0\x80"}',
        b'{"a":"\xff"}',
        b"{'a':1}",
        b'{"a":1,}',
        b"[" * 100_000,
        b"[" * (MAX_DEPTH + 1) + b"]" * (MAX_DEPTH + 1),
    ],
)
def test_bytes_that_are_not_canonical_are_refused(content):
    with pytest.raises(NotCanonicalError):
        parse_canonical_value(content)


@pytest.mark.parametrize(
    "value",
    [
        1.0,
        float("nan"),
        -1,
        2**53,
        "\ud800",
        {"\udfff": 1},
        {1: 2},
        {None: 1},
        b"bytes",
        object(),
        {1, 2},
    ],
)
def test_values_outside_the_subset_cannot_be_written(value):
    with pytest.raises(NotCanonicalError):
        canonical_json(value)
    with pytest.raises(NotCanonicalError):
        canonical_json({"inner": [value]})


def test_the_largest_integer_and_the_deepest_nesting_are_allowed():
    assert canonical_json(MAX_INTEGER) == b"9007199254740991"
    content = b"[" * MAX_DEPTH + b"]" * MAX_DEPTH
    assert canonical_json(parse_canonical_value(content)) == content


def test_content_over_the_limit_is_refused_before_it_is_parsed():
    with pytest.raises(TooLargeError) as caught:
        parse_canonical_value(b"not even JSON", max_bytes=5)
    assert caught.value.facts == {"limit_bytes": 5}
    assert parse_canonical_value(b'"abc"', max_bytes=5) == "abc"


def read(content):
    return parse_canonical_json(content, type_="qolhat.receipt", versions=(1, 2))


def test_type_and_version_are_checked():
    assert read(b'{"type":"qolhat.receipt","version":2}') == {
        "type": "qolhat.receipt",
        "version": 2,
    }
    for content in (
        b"[]",
        b'"qolhat.receipt"',
        b"{}",
        b'{"type":"qolhat.statement","version":1}',
        b'{"type":7}',
    ):
        with pytest.raises(WrongTypeError):
            read(content)
    for version in (b"3", b"0", b"true", b'"1"', b"null", b"[1]"):
        with pytest.raises(WrongVersionError):
            read(b'{"type":"qolhat.receipt","version":' + version + b"}")
    with pytest.raises(WrongVersionError):
        read(b'{"type":"qolhat.receipt"}')


def test_a_document_of_another_type_is_named():
    with pytest.raises(WrongTypeError) as caught:
        read(b'{"type":"qolhat.sign-in","version":1}')
    assert caught.value.code == "document.wrong_type"
    assert caught.value.facts == {"expected": "qolhat.receipt", "found": "qolhat.sign-in"}
