"""Lines break where a person would break them, and never get wider than the room."""

from hypothesis import given
from hypothesis import strategies as st

from desktop.papers.typeface import typeface

FACE = typeface(False)
LETTERS = st.text("аәбвгғ ійк -_./ABC№\n", max_size=200)


def test_a_line_breaks_at_a_space_before_a_sign():
    text = "Описание пакета (package.json)"
    width = FACE.width("Описание пакета (package.js", 9)
    assert FACE.wrap(text, 9, width) == ["Описание пакета", "(package.json)"]


def test_a_word_without_a_space_breaks_behind_a_sign():
    width = FACE.width("55302_140326_00", 9)
    assert FACE.wrap("55302_140326_0012345.pdf", 9, width) == ["55302_140326_", "0012345.pdf"]


def test_a_word_without_any_place_breaks_anywhere():
    assert FACE.wrap("aaaaaa", 9, FACE.width("aaa", 9)) == ["aaa", "aaa"]


def test_new_lines_are_kept():
    assert FACE.wrap("a\n\nb", 9, 50) == ["a", "", "b"]


@given(LETTERS, st.floats(4, 60))
def test_no_line_is_too_wide_and_nothing_but_spaces_is_lost(text, width):
    lines = FACE.wrap(text, 9, width)
    assert all(FACE.width(line, 9) <= width + 1e-6 or len(line) == 1 for line in lines)
    assert "".join(lines).replace(" ", "") == text.replace("\n", "").replace(" ", "")


@given(st.text(max_size=60))
def test_whatever_is_printable_can_be_measured(text):
    FACE.width(FACE.printable(text), 9)
    typeface(True).width(typeface(True).printable(text), 9)
