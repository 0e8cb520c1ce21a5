"""Settings: saved whole, refused values said, language and colours changed while it runs."""

import pytest
from PySide6.QtGui import QPalette

from desktop.settings import Language
from desktop.ui.navigation import Place


@pytest.fixture
def settings(opened, idle):
    opened.window.go(Place.SETTINGS)
    idle(opened)
    return opened.window.pages.settings


def test_saved_values_reach_the_service(settings, application, opened, idle):
    settings.number.setText("880417201010")
    settings.kind.setCurrentIndex(1)
    settings.name.setText("Үлгібек Сәуле")
    settings.timestamp.setText("https://tsa.example/")
    settings.proxy_mode.setCurrentIndex(1)
    settings.save.click()
    idle(opened)
    saved = application.settings.current
    assert (saved.participant.kind, saved.participant.id) == ("iin", "880417201010")
    assert saved.timestamp_url == "https://tsa.example/"
    assert saved.proxy == "none"
    assert settings.notice.text.text() == "Saved."


def test_other_portal_address_changes_the_identity_that_is_expected(
    settings, application, opened, idle
):
    settings.portal.setText("https://portal.example")
    settings.save.click()
    idle(opened)
    assert application.settings.current.portal.identity.origin == "https://portal.example"


def test_refused_value_is_said_in_words(settings, application, opened, idle, fakes, monkeypatch):
    def refuse(_settings):
        raise fakes.UnreachableError

    monkeypatch.setattr(application.settings, "save", refuse)
    settings.save.click()
    idle(opened)
    assert settings.notice.objectName() == "noticeBad"


def test_language_changes_everything_at_once(settings, application, opened, idle):
    index = settings.language.findData(Language.KK)
    settings.language.setCurrentIndex(index)
    settings.language.activated.emit(index)
    idle(opened)
    assert settings.heading.text() == "Баптаулар"
    assert opened.window.navigation.buttons[Place.INBOX].text().strip() == "Кіріс құжаттар"
    assert opened.window.menus.file.title() == "&Файл"
    assert opened.window.pages.inbox.heading.text() == "Кіріс құжаттар"
    assert application.settings.current.language is Language.KK


def test_colours_change_while_it_runs(settings, opened, qapp):
    settings.look.activated.emit(settings.look.findData(True))
    settings.look.setCurrentIndex(settings.look.findData(True))
    settings.look.activated.emit(settings.look.currentIndex())
    assert qapp.palette().color(QPalette.ColorRole.Window).lightness() < 128
    settings.look.setCurrentIndex(settings.look.findData(False))
    settings.look.activated.emit(settings.look.currentIndex())
    assert qapp.palette().color(QPalette.ColorRole.Window).lightness() > 128


def test_without_a_portal_the_page_says_what_to_do(settings, application, opened, idle):
    application.settings.current = application.settings.current.with_(portal=None)
    settings.presenter.reload()
    assert not settings.portal.isEnabled()
    assert "training mode" in settings.portal_note.text()
    opened.window.show_environment()
    assert not opened.window.strip.isVisible()
