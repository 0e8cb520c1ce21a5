"""Reports cross between processes as JSON that is checked field by field."""

import json
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta, timezone
from enum import StrEnum
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from signing.validation.report_json import NotThisTypeError, from_json, to_json
from signing.validation.verdict import Indication, Reason, SubIndication, Verdict


class Colour(StrEnum):
    RED = "red"


@dataclass(frozen=True, slots=True)
class Inner:
    number: int
    colour: Colour | None


@dataclass(frozen=True, slots=True)
class Everything:
    text: str
    content: bytes
    yes: bool
    when: datetime | None
    seconds: float | None
    inner: tuple[Inner, ...]
    pair: tuple[int, str]
    colours: frozenset[Colour]
    facts: dict[str, str | int]
    path: Path


MOMENTS = st.datetimes(timezones=st.sampled_from([UTC, timezone(timedelta(hours=5))]))
TEXT = st.text(st.characters(exclude_categories=("Cs",)))
EVERYTHING = st.builds(
    Everything,
    text=TEXT,
    content=st.binary(),
    yes=st.booleans(),
    when=st.none() | MOMENTS,
    seconds=st.none() | st.floats(allow_nan=False, allow_infinity=False),
    inner=st.lists(st.builds(Inner, st.integers(), st.sampled_from([None, Colour.RED])), max_size=3).map(tuple),
    pair=st.tuples(st.integers(), TEXT),
    colours=st.sampled_from([frozenset(), frozenset({Colour.RED})]),
    facts=st.dictionaries(TEXT, TEXT | st.integers(), max_size=3),
    path=st.just(Path("/a/қ")),
)  # fmt: skip


@given(EVERYTHING)
def test_what_is_written_is_read_back(value):
    assert from_json(Everything, json.loads(json.dumps(to_json(value)))) == value


def test_a_verdict_is_read_back():
    verdict = Verdict(
        Indication.TOTAL_FAILED,
        SubIndication.HASH_FAILURE,
        (Reason("container.altered", {"entry": "а", "size": 1}),),
    )
    assert from_json(Verdict, to_json(verdict)) == verdict


GOOD = {"number": 1, "colour": "red"}


@pytest.mark.parametrize(
    "bad",
    [
        None, [], "x", 1, {}, {"number": 1}, {**GOOD, "more": 1}, {**GOOD, "number": "1"},
        {**GOOD, "number": True}, {**GOOD, "number": 1.0}, {**GOOD, "number": None},
        {**GOOD, "colour": "green"}, {**GOOD, "colour": []},
    ],
)  # fmt: skip
def test_what_does_not_fit_is_refused(bad):
    with pytest.raises(NotThisTypeError):
        from_json(Inner, bad)


@pytest.mark.parametrize(
    ("kind", "bad"),
    [
        (bytes, "no base64!"), (bytes, 1), (datetime, "yesterday"), (datetime, 5),
        (datetime, "2026-11-23T10:00:00"), (bool, 1), (str, None), (Path, 1),
    ],
)  # fmt: skip
def test_plain_values_of_another_form_are_refused(kind, bad):
    with pytest.raises(NotThisTypeError):
        from_json(kind, bad)


def test_a_value_of_no_known_type_is_not_written():
    with pytest.raises(TypeError):
        to_json(object())
    with pytest.raises(TypeError):
        to_json({"a": {1, 2}})


@given(st.recursive(st.none() | st.booleans() | st.integers() | TEXT, lambda s: st.lists(s, max_size=3) | st.dictionaries(st.sampled_from(["indication", "sub_indication", "reasons", "remarks", "code"]), s, max_size=4), max_leaves=8))  # fmt: skip
def test_any_json_is_a_verdict_or_refused(value):
    try:
        verdict = from_json(Verdict, value)
    except NotThisTypeError:
        return
    assert isinstance(verdict, Verdict)
