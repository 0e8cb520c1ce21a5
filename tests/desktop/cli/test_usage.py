"""Wrong use and help: in the person's language, always with the exit code of wrong use."""

import re

import pytest

WRONG = {
    "argument": ("verify",),
    "option": ("sign", "."),
    "needed option": ("pack", __file__),
    "file": ("verify", "not-there.asice"),
    "folder": ("verify", "."),
    "command": ("verfy",),
    "unknown option": ("verify", "--ofline", __file__),
    "no value": ("receipts", "list", "--limit"),
    "no number": ("receipts", "list", "--limit", "x"),
    "too small": ("receipts", "list", "--limit", "0"),
    "too many": ("receipts", "show", "a", "b"),
    "value": ("submit", "--training=1"),
    "moment": ("verify", __file__, "--at", "yesterday"),
    "level": ("sign", __file__, "--key", __file__, "--level", "X"),
    "language": ("--language", "xx"),
    "portal's option": ("portal",),
    "portal's value": ("portal", "--home", "x", "--port", "x"),
    "portal's unknown": ("portal", "--home", "x", "--prot", "1"),
}
# Words of the libraries that may not come through where another language is spoken.
ENGLISH = re.compile(
    r"\b(missing|invalid|value|such|option|requires|unexpected|input|should|usage|required"
    r"|arguments?|expected|unrecognized|error|message|exit|default|commands)\b",
    re.IGNORECASE,
)


@pytest.mark.parametrize("language", ["kk", "ru"])
@pytest.mark.parametrize("wrong", WRONG)
def test_wrong_use_is_told_in_the_persons_language(qolhat, wrong, language):
    done = qolhat(*WRONG[wrong], QOLHAT_LANGUAGE=language)
    assert done.returncode == 64
    said = re.sub(r"--[\w-]+|\[[A-Z]\S*|«[^»]*»", "", done.stderr)
    assert said.strip()
    assert ENGLISH.findall(said) == []


@pytest.mark.parametrize(
    ("command", "language", "heading"),
    [
        (("pack",), "ru", "Использование: "),
        (("receipts",), "kk", "Қолданылуы: "),
        (("portal",), "ru", "Использование: "),
        (("portal", "request"), "kk", "Қолданылуы: "),
        (("portal", "revoke"), "en", "Usage: "),
    ],
)
def test_help_is_in_the_persons_language(qolhat, command, language, heading):
    done = qolhat(*command, "--help", QOLHAT_LANGUAGE=language)
    assert done.returncode == 0
    assert done.stdout.startswith(heading)
    if language != "en":
        assert ENGLISH.findall(re.sub(r"--[\w-]+|\S*[A-Z]{3}\S*", "", done.stdout)) == []


def test_a_group_without_a_command_shows_its_help_and_no_error(qolhat):
    done = qolhat("receipts")
    assert done.returncode == 64
    assert done.stderr.startswith("Usage: qolhat receipts")


def test_the_language_asked_for_is_that_of_the_complaint(qolhat):
    done = qolhat("--language", "ru", "verify", QOLHAT_LANGUAGE="kk")
    assert done.stderr.startswith("qolhat: Не указан аргумент «file».")


def test_a_package_that_exists_is_not_overwritten(qolhat, tmp_path):
    source, out = tmp_path / "a.txt", tmp_path / "P.asice"
    source.write_text("a")
    out.write_text("somebody's work")
    done = qolhat("pack", source, "--out", out)
    assert done.returncode == 73
    assert "“P.asice”" in done.stderr
    assert out.read_text() == "somebody's work"


def test_submit_without_anything_unfinished_says_what_to_name(qolhat):
    done = qolhat("submit")
    assert done.returncode == 65
    assert "nothing to go on with" in done.stderr
    assert "qolhat submit FILE" in done.stderr
