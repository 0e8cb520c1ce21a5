"""IIN and BIN: check digit, birth date, kind of entity.

Twelve digits; the last is a check digit over the others: the sum of digit times weight 1 to 11,
modulo 11; if that is 10, again with the weights 3 to 11, 1, 2; if it is 10 again, the number is
never issued.
"""

from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from cases.findings import Finding, Severity

LENGTH = 12
_FIRST_PASS = (1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11)
_SECOND_PASS = (3, 4, 5, 6, 7, 8, 9, 10, 11, 1, 2)
_NONE = 10  # the remainder that is no digit
_MONTHS = range(1, 13)


class IdentifierKind(StrEnum):
    """Whose number it is: an organisation's (BIN) or a person's (IIN)."""

    BIN = "bin"
    IIN = "iin"


class EntityKind(StrEnum):
    """Kind of entity, by the fifth digit of a BIN."""

    RESIDENT = "4"
    NON_RESIDENT = "5"
    JOINT_ENTREPRENEURSHIP = "6"


class EntityUnit(StrEnum):
    """Part of the entity, by the sixth digit of a BIN."""

    HEAD = "0"
    BRANCH = "1"
    REPRESENTATION = "2"
    FARM = "3"


class Sex(StrEnum):
    """By the seventh digit of an IIN."""

    MALE = "male"
    FEMALE = "female"


@dataclass(frozen=True, slots=True)
class Iin:
    """What an IIN says of its holder; None where the century digit is 0 (foreigners)."""

    number: str
    birth_date: date | None
    sex: Sex | None


@dataclass(frozen=True, slots=True)
class Bin:
    """What a BIN says of its holder; None where the digit has no known meaning.

    `year` is the two digits of the year of registration: the number does not tell the century.
    """

    number: str
    year: int
    month: int
    kind: EntityKind | None
    unit: EntityUnit | None


def check_digit(first_eleven: str) -> int | None:
    """The twelfth digit that belongs to eleven digits; None if such a number is never issued."""
    digits = [int(digit) for digit in first_eleven]
    for weights in (_FIRST_PASS, _SECOND_PASS):
        remainder = sum(d * w for d, w in zip(digits, weights, strict=True)) % 11
        if remainder != _NONE:
            return remainder
    return None


def check_iin(number: str) -> tuple[Finding, ...]:
    """What is wrong with an IIN; empty if nothing is."""
    findings = _check_number(number)
    if findings:
        return findings
    if number[6] == "0":
        return (Finding("identifier.iin_without_birth_date", severity=Severity.REMARK),)
    if _century(number) is None:
        return (Finding("identifier.iin_century", {"digit": number[6]}),)
    if _birth_date(number) is None:
        return (Finding("identifier.iin_birth_date", {"digits": number[:6]}),)
    return ()


def check_bin(number: str) -> tuple[Finding, ...]:
    """What is wrong with a BIN; empty if nothing is."""
    findings = _check_number(number)
    if findings:
        return findings
    if int(number[2:4]) not in _MONTHS:
        return (Finding("identifier.bin_month", {"digits": number[2:4]}),)
    if parse_bin(number).kind is None:
        return (Finding("identifier.bin_kind", {"digit": number[4]}),)
    if parse_bin(number).unit is None:
        return (Finding("identifier.bin_unit", {"digit": number[5]}, severity=Severity.REMARK),)
    return ()


def check_identifier(kind: IdentifierKind | str, number: str) -> tuple[Finding, ...]:
    """`check_iin` or `check_bin`, by *kind*."""
    return check_iin(number) if kind == IdentifierKind.IIN else check_bin(number)


def parse_iin(number: str) -> Iin:
    """What a number without errors (see `check_iin`) says."""
    sex = None if number[6] == "0" else (Sex.FEMALE, Sex.MALE)[int(number[6]) % 2]
    return Iin(number, _birth_date(number), sex)


def parse_bin(number: str) -> Bin:
    """What a number without errors (see `check_bin`) says."""
    kinds = {kind.value: kind for kind in EntityKind}
    units = {unit.value: unit for unit in EntityUnit}
    year, month = int(number[:2]), int(number[2:4])
    return Bin(number, year, month, kinds.get(number[4]), units.get(number[5]))


def kind_of(number: str) -> IdentifierKind | None:
    """IIN or BIN, told by the fifth digit (a day's tens, or the kind of entity); None if neither.

    Only shape is looked at: `check_identifier` says whether the number is right.
    """
    if not _is_twelve_digits(number):
        return None
    if number[4] in "0123":
        return IdentifierKind.IIN
    return None if parse_bin(number).kind is None else IdentifierKind.BIN


def _is_twelve_digits(number: str) -> bool:
    return len(number) == LENGTH and number.isascii() and number.isdigit()


def _check_number(number: str) -> tuple[Finding, ...]:
    if not (number.isascii() and number.isdigit()):
        return (Finding("identifier.not_digits"),)
    if len(number) != LENGTH:
        return (Finding("identifier.length", {"length": len(number), "expected": LENGTH}),)
    expected = check_digit(number[:-1])
    if expected is None:
        return (Finding("identifier.never_issued"),)
    if expected != int(number[-1]):
        return (Finding("identifier.check_digit"),)
    return ()


def _century(number: str) -> int | None:
    return {"1": 1800, "2": 1800, "3": 1900, "4": 1900, "5": 2000, "6": 2000}.get(number[6])


def _birth_date(number: str) -> date | None:
    century = _century(number)
    if century is None:
        return None
    try:
        return date(century + int(number[:2]), int(number[2:4]), int(number[4:6]))
    except ValueError:
        return None
