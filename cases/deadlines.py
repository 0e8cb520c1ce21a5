"""Terms: when they end, in calendar or working days, and how much time is left.

A term runs from the day after delivery and ends at 24:00 local time of its last day. One zone,
Asia/Almaty: UTC+5 since 2024-03-01, UTC+6 before. The due time that a request states wins over
anything computed here.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from importlib import resources
from zoneinfo import ZoneInfo

from cases.document_request import DayUnit
from cases.strict import Members
from cases.texts import LanguageText

CALENDAR_TYPE = "qolhat.calendar"
_SATURDAY = 5
_ONE_DAY = timedelta(days=1)


def _almaty() -> ZoneInfo:
    """The zone from the package `tzdata`: an old system does not know the change of 2024."""
    with (resources.files("tzdata") / "zoneinfo" / "Asia" / "Almaty").open("rb") as file:
        return ZoneInfo.from_file(file, key="Asia/Almaty")


ALMATY = _almaty()


@dataclass(frozen=True, slots=True)
class MovedDay:
    """A day that a decision made a day off, or a working day."""

    day: date
    works: bool
    reason: LanguageText
    source: str


class WorkingCalendar:
    """Which days are worked in Kazakhstan: public holidays, and days moved by decisions.

    Args:
        moved: decisions beyond the holidays that the package `holidays` knows; a later one about
            the same day wins, so that a user's own list can follow the shipped one.
    """

    def __init__(self, moved: Iterable[MovedDay] = ()) -> None:
        # Imports the calendars of the whole world: not before somebody counts days.
        from holidays.countries.kazakhstan import KZ  # noqa: PLC0415 - see above

        self._moved = {decision.day: decision for decision in moved}
        self._holidays = KZ(language="en_US")

    @classmethod
    def from_json(cls, *values: object) -> "WorkingCalendar":
        """The calendar of one or more calendar files (``resources/calendar/``, a user's own).

        Raises:
            WrongDocumentTypeError, MalformedDocumentError: as every strict reader.
        """
        return cls(decision for value in values for decision in read_moved_days(value))

    def is_working_day(self, day: date) -> bool:
        """Whether *day* is worked."""
        if day in self._moved:
            return self._moved[day].works
        off = day in self._holidays  # asked first: this is what loads the year
        if day.weekday() >= _SATURDAY:
            return day in self._holidays.weekend_workdays
        return not off

    def is_estimated(self, day: date) -> bool:
        """Whether that *day* is off is reckoned, not yet decreed (feasts of the lunar calendar)."""
        name = self._holidays.get(day) or ""
        return day not in self._moved and "estimated" in name

    def next_working_day(self, day: date) -> date:
        """*day* itself if it is worked, else the first worked day after it."""
        while not self.is_working_day(day):
            day += _ONE_DAY
        return day


@dataclass(frozen=True, slots=True)
class Deadline:
    """The end of a term: its last day, and 24:00 of that day as an instant in UTC.

    `estimated` says that a feast whose date is only reckoned lies within the term.
    """

    last_day: date
    instant: datetime
    estimated: bool = False


@dataclass(frozen=True, slots=True)
class TimeLeft:
    """How long until (or, if `overdue`, since) an instant: whole days, hours, minutes."""

    overdue: bool
    days: int
    hours: int
    minutes: int


def deadline(
    delivered: date | datetime,
    days: int,
    unit: DayUnit,
    calendar: WorkingCalendar,
    *,
    move_to_working_day: bool = False,
) -> Deadline:
    """When a term of *days* ends that began with delivery.

    Args:
        delivered: the local day, or the aware instant, of delivery; that day is not counted.
        days: length of the term, at least 1.
        unit: what is counted.
        calendar: which days are worked.
        move_to_working_day: whether a term in calendar days that ends on a day off goes on to the
            end of the next working day. Whether it does is law, not arithmetic: the caller says.
    """
    if days < 1:
        raise ValueError("a term has at least one day")
    first = local_date(delivered) if isinstance(delivered, datetime) else delivered
    last = first
    if unit is DayUnit.CALENDAR_DAYS:
        last += timedelta(days=days)
        if move_to_working_day:
            last = calendar.next_working_day(last)
    else:
        for _ in range(days):
            last = calendar.next_working_day(last + _ONE_DAY)
    term = (first + timedelta(days=n) for n in range(1, (last - first).days + 1))
    estimated = any(calendar.is_estimated(day) for day in term)
    return Deadline(last, end_of_day(last), estimated)


def end_of_day(day: date) -> datetime:
    """24:00 local time of *day*, in UTC."""
    return datetime.combine(day + _ONE_DAY, time(), ALMATY).astimezone(UTC)


def time_left(due: datetime, now: datetime) -> TimeLeft:
    """From *now* to *due*, both aware; at *due* itself nothing is left, but nothing is overdue."""
    overdue = now > due
    minutes = int(abs(due - now).total_seconds()) // 60
    hours, minutes = divmod(minutes, 60)
    days, hours = divmod(hours, 24)
    return TimeLeft(overdue, days, hours, minutes)


def local_time(instant: datetime) -> datetime:
    """An aware instant as local time of Kazakhstan."""
    if instant.tzinfo is None:
        raise ValueError("an instant without a time zone")
    return instant.astimezone(ALMATY)


def local_date(instant: datetime) -> date:
    """The local day of an aware instant."""
    return local_time(instant).date()


def offset_text(moment: datetime) -> str:
    """The offset of an aware moment as formats.md writes it: ``+05:00``."""
    offset = moment.utcoffset()
    if offset is None:
        raise ValueError("an instant without a time zone")
    minutes = int(offset.total_seconds()) // 60
    sign = "-" if minutes < 0 else "+"
    return f"{sign}{abs(minutes) // 60:02d}:{abs(minutes) % 60:02d}"


def read_moved_days(value: object) -> tuple[MovedDay, ...]:
    """The decisions of one calendar file.

    Raises:
        WrongDocumentTypeError, MalformedDocumentError: as every strict reader.
    """
    Members.check_type(value, CALENDAR_TYPE)
    members = Members(value, ("calendar_version", "country", "days", "type", "version"), "calendar")
    members.integer("calendar_version", 1)
    members.text("country")
    return tuple(
        MovedDay(
            day=day.day("day"),
            works=day.flag("works"),
            reason=day.texts("reason"),
            source=day.text("source", empty=False),
        )
        for day in members.children("days", ("day", "reason", "source", "works"))
    )
