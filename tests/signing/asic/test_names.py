"""Which entry names are allowed, which are the same, and what becomes of a user's file name."""

import unicodedata

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from signing.asic.errors import UnsafeNameError
from signing.asic.names import (
    check_entry_name,
    comparison_key,
    name_problem,
    safe_segment,
    unique_name,
)

ANY_TEXT = st.text(st.characters(exclude_categories=()), max_size=300)

REAL_NAMES = [
    "Шот-фактура № 17.pdf",
    "Әкімшілік құжат «Көшірме».docx",
    'Договор "об оказании" услуг.pdf',
    "📦 посылка 👩‍👩‍👧.jpg",
    "a+b %41 #1 [x] &'~.txt",
    ".hidden",
    "console.txt",
    "com.txt",
    "x" * 255,
    "ң" * 127 + "x",
]


@pytest.mark.parametrize("name", REAL_NAMES)
def test_names_of_real_files_are_kept_as_they_are(name):
    check_entry_name(f"01-shot/{name}")
    assert safe_segment(name) == name


@pytest.mark.parametrize(
    ("name", "problem"),
    [
        ("", "empty"),
        ("/etc/passwd", "absolute"),
        ("../../tmp/evil.txt", "traversal"),
        ("a/../b", "traversal"),
        (".", "traversal"),
        ("a/./b", "traversal"),
        ("C:\\evil.txt", "backslash"),
        ("C:evil.txt", "drive"),
        ("c:/evil.txt", "drive"),
        ("a//b", "empty_segment"),
        ("a/", "empty_segment"),
        ("a\x00b", "control_character"),
        ("a\nb", "control_character"),
        ("a\x85b", "control_character"),
        ("a\ud800", "control_character"),
        ("a\ufffe", "control_character"),
        ("x/CON", "device_name"),
        ("aux.txt", "device_name"),
        ("Lpt1.pdf", "device_name"),
        ("COM0.pdf", "device_name"),
        ("con .txt", "device_name"),
        ("a.", "trailing_dot_or_space"),
        ("folder /a", "trailing_dot_or_space"),
        ("ann\u202efdp.exe", "deceptive_character"),
        ("scan:stream.pdf", "forbidden_character"),
        ("what?.pdf", "forbidden_character"),
        ("x" * 256, "too_long"),
        ("/".join(["x" * 200] * 6), "too_long"),
        ("и\u0306", "not_nfc"),
    ],
)
def test_unsafe_names_are_refused_with_the_problem(name, problem):
    with pytest.raises(UnsafeNameError) as caught:
        check_entry_name(name)
    assert caught.value.facts["problem"] == problem
    caught.value.facts["name"].encode()  # whatever it was, it can be logged


@given(ANY_TEXT)
@example("con")
@example("CON.txt" + " " * 300)
@example("." * 300)
@example("C:x")
@example("a" * 254 + ".")
@example("ң" * 200 + ".pdf")
@example("\ud800.pdf")
@example("aux." + "x" * 252)
def test_any_file_name_becomes_an_allowed_segment(name):
    segment = safe_segment(name)
    assert name_problem(segment) is None
    assert "/" not in segment
    assert safe_segment(segment) == segment


def test_a_long_name_is_cut_before_its_suffix_and_between_characters():
    segment = safe_segment("құжат" * 60 + ".docx")
    assert len(segment.encode()) <= 255
    assert segment.endswith(".docx")
    assert segment.startswith("құжатқұжат")


def test_a_long_name_is_not_cut_before_a_combining_mark():
    # A letter with a mark that has no composed form: the mark must not be lost alone.
    segment = safe_segment("x\u0331" * 85 + "y\u0331")
    assert unicodedata.combining(segment[-1])


@pytest.mark.parametrize(
    ("one", "other"),
    [("A.pdf", "a.PDF"), ("é", "e\u0301"), ("straße", "STRASSE"), ("ӘЖ", "әж"), ("Å", "\u212b")],
)
def test_names_that_some_system_takes_for_one_have_one_key(one, other):
    assert comparison_key(one) == comparison_key(other)


def test_different_names_have_different_keys():
    assert comparison_key("a.pdf") != comparison_key("b.pdf")


@given(ANY_TEXT, st.integers(1, 4))
def test_a_name_already_taken_is_numbered_before_its_suffix(name, times):
    first = f"01/{safe_segment(name)}"
    taken = set()
    for _ in range(times):
        unique = unique_name(first, taken)
        assert name_problem(unique) is None
        assert comparison_key(unique) not in taken
        taken.add(comparison_key(unique))
    assert len(taken) == times


def test_the_number_stands_before_the_suffix():
    taken = {comparison_key("01/Скан.pdf"), comparison_key("01/скан (2).PDF")}
    assert unique_name("01/Скан.pdf", taken) == "01/Скан (3).pdf"
