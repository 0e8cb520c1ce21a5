"""The window's three languages, switched while it runs.

Texts in code are English and go through ``tr``; resources/i18n/app_kk.ts and app_ru.ts hold the
translations, app_en.ts only the plurals. Qt's own texts (buttons, file dialogs) come from the
qtbase catalogues of the Qt installation.
"""

import logging
from enum import StrEnum
from pathlib import Path

from PySide6.QtCore import QCoreApplication, QLibraryInfo, QLocale, QTranslator
from PySide6.QtWidgets import QApplication

log = logging.getLogger(__name__)


class Language(StrEnum):
    """A language of the window; the value is its ISO 639-1 code."""

    KAZAKH = "kk"
    RUSSIAN = "ru"
    ENGLISH = "en"

    @property
    def own_name(self) -> str:
        """The language's name in itself, as a list of languages shows it."""
        return {"kk": "Қазақша", "ru": "Русский", "en": "English"}[self.value]

    @property
    def locale(self) -> QLocale:
        """Numbers and month names; the country is Kazakhstan wherever Qt knows the pair."""
        if self is Language.ENGLISH:
            return QLocale(QLocale.Language.English, QLocale.Country.UnitedKingdom)
        language = QLocale.Language.Kazakh if self is Language.KAZAKH else QLocale.Language.Russian
        return QLocale(language, QLocale.Country.Kazakhstan)


class Translations:
    """Installs a language; keeps the translators alive, which Qt does not."""

    def __init__(self, app: QApplication, folder: Path) -> None:
        """Reads compiled catalogues from *folder* (resources/i18n)."""
        self._app = app
        self._folder = folder
        self._installed: list[QTranslator] = []
        self.language = Language.ENGLISH

    def install(self, language: Language) -> None:
        """Switches the whole program to *language*; every window gets a LanguageChange event."""
        self.language = language
        QLocale.setDefault(language.locale)
        self.remove()
        qt_folder = QLibraryInfo.path(QLibraryInfo.LibraryPath.TranslationsPath)
        for name, folder in ((f"qtbase_{language}", qt_folder), (f"app_{language}", self._folder)):
            translator = QTranslator(self._app)
            if translator.load(name, str(folder)):
                self._app.installTranslator(translator)
                self._installed.append(translator)
            else:
                log.error("translation %s not found in %s: run make setup", name, folder)

    def remove(self) -> None:
        """Takes the language out again: back to the texts of the code."""
        for translator in self._installed:
            self._app.removeTranslator(translator)
        self._installed = []


def translate(context: str, text: str, disambiguation: str = "", n: int = -1) -> str:
    """Outside a QObject what ``tr`` is inside; lupdate collects calls by this name."""
    return QCoreApplication.translate(context, text, disambiguation, n)
