"""Moments carry their offset, spans and sizes read as in the language in force."""

from datetime import UTC, datetime, timedelta

import pytest

from desktop.paths import RESOURCES
from desktop.ui.formatting import (
    Urgency,
    moment_text,
    moment_text_at_offset,
    seconds_left_text,
    size_text,
    span_text,
    time_left_text,
    urgency,
)
from desktop.ui.i18n import Language, Translations
from desktop.ui.words import stated_value

NOW = datetime(2026, 11, 23, 7, 30, tzinfo=UTC)


@pytest.fixture
def speak(qapp):
    translations = Translations(qapp, RESOURCES / "i18n")
    yield translations.install
    translations.install(Language.ENGLISH)


def test_moment_is_shown_in_kazakhstan_with_its_offset():
    assert moment_text(datetime(2026, 12, 5, 13, 0, tzinfo=UTC)) == "05.12.2026 18:00 (UTC+05:00)"


def test_before_march_2024_the_offset_was_six_hours():
    assert moment_text(datetime(2024, 2, 29, 12, 0, tzinfo=UTC)) == "29.02.2024 18:00 (UTC+06:00)"
    assert moment_text(datetime(2024, 3, 1, 12, 0, tzinfo=UTC)) == "01.03.2024 17:00 (UTC+05:00)"


def test_declared_time_keeps_the_offset_of_the_clock_that_declared_it():
    shown = moment_text_at_offset(datetime(2026, 12, 5, 13, 0, 7, tzinfo=UTC), "+03:00")
    assert shown == "05.12.2026 16:00:07 (UTC+03:00)"


@pytest.mark.parametrize(
    ("hours", "expected"),
    [(-1, Urgency.OVERDUE), (1, Urgency.TODAY), (30, Urgency.SOON), (80, Urgency.CALM)],
)
def test_urgency_grows_as_the_time_goes(hours, expected):
    assert urgency(NOW + timedelta(hours=hours), NOW) is expected


@pytest.mark.parametrize(
    ("language", "expected"),
    [
        (Language.ENGLISH, "2 days 4 hours left"),
        (Language.RUSSIAN, "осталось: 2 дня 4 часа"),
        (Language.KAZAKH, "2 күн 4 сағат қалды"),
    ],
)
def test_time_left_is_worded_in_each_language(speak, language, expected):
    speak(language)
    assert time_left_text(NOW + timedelta(days=2, hours=4, minutes=9), NOW) == expected


@pytest.mark.parametrize(
    ("language", "expected"),
    [
        (Language.ENGLISH, "overdue by 1 day"),
        (Language.RUSSIAN, "просрочено: 1 день"),
        (Language.KAZAKH, "мерзімі өтіп кетті: 1 күн"),
    ],
)
def test_overdue_is_worded_in_each_language(speak, language, expected):
    speak(language)
    assert time_left_text(NOW - timedelta(days=1), NOW) == expected


@pytest.mark.parametrize(
    ("count", "expected"), [(1, "1 день"), (3, "3 дня"), (5, "5 дней"), (21, "21 день")]
)
def test_russian_counts_in_three_forms(speak, count, expected):
    speak(Language.RUSSIAN)
    assert span_text(timedelta(days=count)) == expected


@pytest.mark.parametrize(
    ("language", "expected"),
    [
        (Language.ENGLISH, "46.1\u00a0MB"),
        (Language.RUSSIAN, "46,1\u00a0МБ"),
        (Language.KAZAKH, "46,1\u00a0МБ"),
    ],
)
def test_sizes_use_the_decimal_sign_and_letters_of_the_language(speak, language, expected):
    speak(language)
    assert size_text(48_316_250) == expected


def test_short_rest_of_a_step_is_told_in_seconds_and_a_long_one_in_minutes(speak):
    speak(Language.ENGLISH)
    assert seconds_left_text(40.2) == "about 40 seconds left"
    assert seconds_left_text(0.2) == "about 1 second left"
    assert seconds_left_text(130) == "about 2 minutes left"


def test_the_declared_time_is_told_as_the_declarers_clock_showed_it():
    shown = stated_value("declared_time", "2026-11-23T13:41:25Z (+05:00)")
    assert shown == "23.11.2026 18:41:25 (UTC+05:00)"
    assert stated_value("nonce", "a b") == "a b"
