"""Check digits and structure of IIN and BIN, against vectors made by others."""

import json
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cases.findings import Severity
from cases.identifiers import (
    EntityKind,
    EntityUnit,
    IdentifierKind,
    Sex,
    check_bin,
    check_digit,
    check_identifier,
    check_iin,
    kind_of,
    parse_bin,
    parse_iin,
)


@pytest.fixture
def sample(test_data):
    return json.loads((test_data / "domain" / "sample_data.json").read_text("utf-8"))


def codes(findings):
    return [finding.code for finding in findings]


def test_every_sample_bin_is_right(sample):
    numbers = [each["bin"] for each in sample["organisations"] if each["bin"]]
    assert len(numbers) == 7
    assert {number: check_bin(number) for number in numbers} == dict.fromkeys(numbers, ())


def test_every_sample_iin_is_right(sample):
    numbers = [each["iin"] for each in sample["persons"]]
    assert len(numbers) == 8
    assert {number: check_iin(number) for number in numbers} == dict.fromkeys(numbers, ())


def test_numbers_that_need_the_second_pass_are_right(sample):
    for number in sample["checksumVectors"]["secondPassValid"]:
        first_pass = sum(int(d) * w for d, w in zip(number[:11], range(1, 12), strict=True)) % 11
        assert first_pass == 10
        assert check_bin(number) == ()


def test_numbers_with_ten_in_both_passes_are_never_issued(sample):
    for prefix in sample["checksumVectors"]["neverIssuedPrefixes"]:
        assert check_digit(prefix) is None
        for last in "0123456789":
            assert codes(check_bin(prefix + last)) == ["identifier.never_issued"]


def test_each_wrong_number_is_named(sample):
    found = {number: codes(check_bin(number)) for number in sample["checksumVectors"]["invalid"]}
    assert found == {
        "470340001015": ["identifier.check_digit"],
        "47034000101": ["identifier.length"],
        "ABCDEFGHIJKL": ["identifier.not_digits"],
    }


def test_digits_of_other_scripts_are_no_digits():
    assert codes(check_iin("٤٧٠٣٤٠٠٠١٠١٤")) == ["identifier.not_digits"]
    assert kind_of("٤٧٠٣٤٠٠٠١٠١٤") is None


@pytest.mark.parametrize(
    ("first_six", "seventh", "birth"),
    [("880417", "2", date(1888, 4, 17)), ("910223", "3", date(1991, 2, 23)),
     ("040229", "5", date(2004, 2, 29)), ("000229", "6", date(2000, 2, 29))],
)  # fmt: skip
def test_century_digit_tells_birth_date_and_sex(first_six, seventh, birth):
    number = complete(first_six + seventh + "010")
    assert check_iin(number) == ()
    assert parse_iin(number).birth_date == birth
    assert parse_iin(number).sex is (Sex.MALE if seventh in "135" else Sex.FEMALE)


def test_a_birth_date_that_never_was_is_refused():
    assert codes(check_iin(complete("0002291001"[:6] + "3010"))) == ["identifier.iin_birth_date"]


def test_unknown_century_is_refused_and_a_foreigner_is_remarked():
    assert codes(check_iin(complete("8804179010"))) == ["identifier.iin_century"]
    (remark,) = check_iin(complete("8804170010"))
    assert (remark.code, remark.severity) == (
        "identifier.iin_without_birth_date",
        Severity.REMARK,
    )


def test_bin_month_kind_and_unit():
    assert codes(check_bin(complete("4713400010"))) == ["identifier.bin_month"]
    assert codes(check_bin(complete("4703900010"))) == ["identifier.bin_kind"]
    (remark,) = check_bin(complete("4703480010"))
    assert (remark.code, remark.severity) == ("identifier.bin_unit", Severity.REMARK)
    branch = parse_bin("500441001041")
    assert (branch.kind, branch.unit, branch.year, branch.month) == (
        EntityKind.RESIDENT,
        EntityUnit.BRANCH,
        50,
        4,
    )


def test_kind_is_told_by_the_fifth_digit():
    assert kind_of("470340001014") is IdentifierKind.BIN
    assert kind_of("910223101028") is IdentifierKind.IIN
    assert kind_of("470390001014") is None
    assert check_identifier("iin", "910223101028") == ()
    assert check_identifier(IdentifierKind.BIN, "470340001014") == ()


@given(st.text("0123456789", min_size=11, max_size=11), st.integers(0, 10), st.integers(1, 9))
def test_one_mistyped_digit_is_always_found(first_eleven, position, change):
    digit = check_digit(first_eleven)
    if digit is None:
        return
    wrong = (int(first_eleven[position]) + change) % 10
    mistyped = first_eleven[:position] + str(wrong) + first_eleven[position + 1 :]
    first = sum(int(d) * w for d, w in zip(first_eleven, range(1, 12), strict=True)) % 11
    second = sum(int(d) * w for d, w in zip(mistyped, range(1, 12), strict=True)) % 11
    if first != 10 and second != 10:  # both by the first pass, whose weights are prime to 11
        assert check_digit(mistyped) != digit or position == 10


def complete(first_ten):
    """An eleventh digit that lets a check digit exist, and that check digit."""
    for eleventh in "0123456789":
        digit = check_digit(first_ten + eleventh)
        if digit is not None:
            return f"{first_ten}{eleventh}{digit}"
    raise AssertionError(first_ten)
