"""Profiles as data: those that ship are whole, and a broken one is refused."""

import json
from datetime import date
from pathlib import Path

import pytest

from cases.errors import MalformedDocumentError
from cases.profile import Profile

FOLDER = Path(__file__).resolve().parents[2] / "resources" / "profiles"
FILES = sorted(FOLDER.glob("*.json"))


def read(path):
    return json.loads(path.read_text("utf-8"))


def test_the_two_first_profiles_ship():
    assert {"free-submission", "document-request"} <= {path.stem for path in FILES}


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.stem)
def test_every_shipped_profile_is_whole_in_three_languages(path):
    profile = Profile.from_json(read(path))
    assert profile.id == path.stem
    assert profile.to_json() == read(path)
    texts = [profile.title, profile.description, profile.source]
    texts += [item.title for item in profile.items]
    for text in texts:
        assert all([text.en, text.kk, text.ru])
        assert len({text.en, text.kk, text.ru}) == 3


def test_validity_period_has_two_ends():
    value = read(FOLDER / "free-submission.json") | {"valid_until": "2026-12-31"}
    profile = Profile.from_json(value)
    assert profile.is_valid_on(date(2026, 1, 1))
    assert profile.is_valid_on(date(2026, 12, 31))
    assert not profile.is_valid_on(date(2025, 12, 31))
    assert not profile.is_valid_on(date(2027, 1, 1))


def test_a_profile_without_a_request_needs_items():
    with pytest.raises(MalformedDocumentError, match="items"):
        Profile.from_json(read(FOLDER / "free-submission.json") | {"items": []})
