"""Terms in calendar and working days, against vectors and a calendar made by others."""

import json
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

import pytest

from cases.deadlines import (
    MovedDay,
    WorkingCalendar,
    deadline,
    end_of_day,
    local_date,
    local_time,
    offset_text,
    time_left,
)
from cases.document_request import DayUnit
from cases.errors import MalformedDocumentError, WrongDocumentTypeError
from cases.texts import LanguageText

RESOURCES = Path(__file__).resolve().parents[2] / "resources"
UNITS = {"wd": DayUnit.WORKING_DAYS, "cd": DayUnit.CALENDAR_DAYS}


@pytest.fixture(scope="module")
def calendar():
    path = RESOURCES / "calendar" / "kz.json"
    return WorkingCalendar.from_json(json.loads(path.read_text("utf-8")))


def test_every_vector(test_data, calendar):
    vectors = json.loads((test_data / "domain" / "deadline_vectors.json").read_text("utf-8"))
    assert len(vectors) == 14
    for vector in vectors:
        delivered = date.fromisoformat(vector["delivered"])
        unit, days = UNITS[vector["unit"]], vector["n"]
        found = deadline(delivered, days, unit, calendar)
        assert found.last_day.isoformat() == vector["due"], vector
        assert found.instant == datetime.fromisoformat(vector["dueInstantUtc"]), vector
        if vector["dueShifted"]:
            moved = deadline(delivered, days, unit, calendar, move_to_working_day=True)
            assert moved.last_day.isoformat() == vector["dueShifted"], vector
            assert moved.instant == datetime.fromisoformat(vector["dueShiftedInstantUtc"]), vector


def test_days_off_are_those_of_the_published_calendar(test_data, calendar):
    published = json.loads((test_data / "domain" / "calendar_kz.json").read_text("utf-8"))
    off = {date.fromisoformat(day) for day in published["off"]}
    for year in (2026, 2027):
        day = date(year, 1, 1)
        while day.year == year:
            works = day.weekday() < 5 and day not in off
            assert calendar.is_working_day(day) is works, day
            day += timedelta(days=1)


def test_a_moved_day_changes_the_term():
    reason = LanguageText.same("decree")
    moved = WorkingCalendar(
        [
            MovedDay(date(2026, 8, 31), works=False, reason=reason, source="decree 1"),
            MovedDay(date(2026, 8, 29), works=True, reason=reason, source="decree 1"),
        ]
    )
    friday = date(2026, 8, 28)
    assert deadline(friday, 1, DayUnit.WORKING_DAYS, moved).last_day == date(2026, 8, 29)
    assert deadline(friday, 2, DayUnit.WORKING_DAYS, moved).last_day == date(2026, 9, 1)


def test_a_users_own_file_follows_the_shipped_one():
    day = {"day": "2026-09-01", "reason": {"en": "x", "kk": "x", "ru": "x"}, "source": "mine"}
    file = {"type": "qolhat.calendar", "version": 1, "calendar_version": 1, "country": "KZ"}
    shipped, own = (
        file | {"days": [day | {"works": False}]},
        file | {"days": [day | {"works": True}]},
    )
    assert not WorkingCalendar.from_json(shipped).is_working_day(date(2026, 9, 1))
    assert WorkingCalendar.from_json(shipped, own).is_working_day(date(2026, 9, 1))


def test_calendar_files_are_read_strictly():
    with pytest.raises(WrongDocumentTypeError):
        WorkingCalendar.from_json({"type": "qolhat.request", "version": 1})
    with pytest.raises(MalformedDocumentError, match="days: missing"):
        WorkingCalendar.from_json(
            {"type": "qolhat.calendar", "version": 1, "calendar_version": 1, "country": "KZ"}
        )


def test_a_worked_weekend_of_a_decree_is_known(calendar):
    assert calendar.is_working_day(date(2025, 1, 5))  # Sunday, worked for Friday the 3rd
    assert not calendar.is_working_day(date(2025, 1, 3))


def test_a_term_over_a_reckoned_feast_says_so(calendar):
    assert deadline(date(2027, 5, 10), 10, DayUnit.WORKING_DAYS, calendar).estimated
    assert not deadline(date(2027, 5, 17), 10, DayUnit.WORKING_DAYS, calendar).estimated
    assert not deadline(date(2026, 5, 20), 10, DayUnit.WORKING_DAYS, calendar).estimated


def test_delivery_counts_by_the_local_day(calendar):
    late_evening_utc = datetime(2026, 5, 4, 19, 30, tzinfo=UTC)  # 00:30 on the 5th in Almaty
    assert local_date(late_evening_utc) == date(2026, 5, 5)
    assert deadline(late_evening_utc, 1, DayUnit.CALENDAR_DAYS, calendar).last_day == date(
        2026, 5, 6
    )


def test_the_zone_changed_on_the_first_of_march_2024():
    assert offset_text(local_time(datetime(2024, 2, 29, 17, 59, tzinfo=UTC))) == "+06:00"
    assert offset_text(local_time(datetime(2024, 2, 29, 19, 0, tzinfo=UTC))) == "+05:00"
    assert end_of_day(date(2024, 2, 28)) == datetime(2024, 2, 28, 18, tzinfo=UTC)
    assert end_of_day(date(2026, 5, 29)) == datetime(2026, 5, 29, 19, tzinfo=UTC)


def test_time_left_counts_down_to_the_last_minute_and_on():
    due = datetime(2026, 5, 29, 19, tzinfo=UTC)
    left = time_left(due, due - timedelta(days=2, hours=3, minutes=4, seconds=59))
    assert (left.overdue, left.days, left.hours, left.minutes) == (False, 2, 3, 4)
    assert not time_left(due, due).overdue
    late = time_left(due, due + timedelta(seconds=61))
    assert (late.overdue, late.days, late.hours, late.minutes) == (True, 0, 0, 1)


def test_times_without_a_zone_and_empty_terms_are_refused(calendar):
    with pytest.raises(ValueError, match="time zone"):
        local_time(datetime(2026, 1, 1))  # noqa: DTZ001
    with pytest.raises(ValueError, match="time zone"):
        offset_text(datetime(2026, 1, 1))  # noqa: DTZ001
    with pytest.raises(ValueError, match="at least one day"):
        deadline(date(2026, 1, 1), 0, DayUnit.CALENDAR_DAYS, calendar)


def test_offsets_west_of_greenwich():
    from datetime import timezone

    west = timezone(-timedelta(hours=3, minutes=30))
    assert offset_text(datetime(2026, 1, 1, tzinfo=west)) == "-03:30"
