"""An untranslated text does not pass the check, whichever of the two kinds of files it belongs to."""

from pathlib import Path

import pytest

TOOLS = Path(__file__).resolve().parents[2] / "tools"

CATALOGUE = """\
msgid ""
msgstr "Content-Type: text/plain; charset=utf-8\\n"

msgid "error.key.wrong_password"
msgstr "{wrong_password}"
{more}"""

LINGUIST = """\
<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE TS>
<TS version="2.1" language="kk_KZ" sourcelanguage="en">
</TS>
"""


@pytest.fixture
def translations(monkeypatch, tmp_path):
    """The tool, looking at empty folders."""
    monkeypatch.syspath_prepend(str(TOOLS))
    import translations

    monkeypatch.setattr(translations, "LINGUIST_FILES", tmp_path / "i18n")
    monkeypatch.setattr(translations, "CATALOGUES", tmp_path / "locale")
    monkeypatch.setattr(translations, "WINDOW_SOURCES", tmp_path / "desktop")
    return translations


def write_catalogue(folder: Path, language: str, wrong_password: str, more: str = "") -> Path:
    po = folder / "locale" / language / "LC_MESSAGES" / "qolhat.po"
    po.parent.mkdir(parents=True)
    po.write_text(CATALOGUE.format(wrong_password=wrong_password, more=more), "utf-8")
    return po


def write_window(folder: Path) -> Path:
    source = folder / "desktop" / "page.py"
    source.parent.mkdir()
    source.write_text(
        "class Page(QWidget):\n    def f(self):\n        self.tr('Sign')\n", encoding="utf-8"
    )
    ts = folder / "i18n" / "app_kk.ts"
    ts.parent.mkdir()
    ts.write_text(LINGUIST, encoding="utf-8")
    return ts


def test_complete_catalogues_pass(translations, tmp_path):
    write_catalogue(tmp_path, "kk", "Құпиясөз қате")
    write_catalogue(tmp_path, "ru", "Неверный пароль")
    assert translations.check() == []


def test_an_untranslated_text_is_named(translations, tmp_path):
    write_catalogue(tmp_path, "kk", "")
    assert translations.check() == ["kk: not translated: error.key.wrong_password"]


def test_a_text_that_only_one_language_has_is_named(translations, tmp_path):
    write_catalogue(tmp_path, "kk", "Құпиясөз қате", '\nmsgid "verdict.passed"\nmsgstr "Дұрыс"\n')
    write_catalogue(tmp_path, "ru", "Неверный пароль")
    assert translations.check() == ["ru: not there: verdict.passed"]


def test_catalogues_are_compiled_and_read_by_the_standard_library(translations, tmp_path):
    import gettext

    write_catalogue(tmp_path, "kk", "Құпиясөз қате")
    assert translations.compile_all() == []
    compiled = gettext.translation("qolhat", tmp_path / "locale", ["kk"])
    assert compiled.gettext("error.key.wrong_password") == "Құпиясөз қате"


def test_a_text_of_the_window_that_is_in_no_file_is_noticed(translations, tmp_path):
    write_window(tmp_path)
    assert any("run `make translations`" in problem for problem in translations.check())


def test_an_unfinished_text_of_the_window_does_not_pass(translations, tmp_path):
    ts = write_window(tmp_path)
    translations.update()
    assert 'type="unfinished"' in ts.read_text("utf-8")
    problems = translations.check()
    assert len(problems) == 1
    assert "app_kk.ts" in problems[0]


def test_a_translated_window_passes_and_is_compiled(translations, tmp_path):
    ts = write_window(tmp_path)
    translations.update()
    done = ts.read_text("utf-8").replace(
        '<translation type="unfinished"></translation>', "<translation>Қол қою</translation>"
    )
    ts.write_text(done, encoding="utf-8")
    assert translations.check() == []
    assert translations.compile_all() == []
    assert ts.with_suffix(".qm").stat().st_size > 0
