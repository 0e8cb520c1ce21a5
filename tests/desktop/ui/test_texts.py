"""Three languages: nothing untranslated, nothing cut, every control has a name and a key."""

import re
import subprocess
import sys
from datetime import timedelta
from pathlib import Path

import pytest
from PySide6.QtCore import QCoreApplication, Qt
from PySide6.QtGui import QAccessible
from PySide6.QtWidgets import (
    QAbstractButton,
    QAbstractItemView,
    QAbstractSpinBox,
    QComboBox,
    QLabel,
    QLineEdit,
    QPlainTextEdit,
    QToolButton,
    QWidget,
)

from cases.answer import ItemState
from desktop.ui.i18n import Language
from desktop.ui.navigation import Place
from desktop.ui.widgets.labels import ElidedLabel

PROJECT = Path(__file__).resolve().parents[3]
LANGUAGES = list(Language)
SLACK = 1  # pixels: a label's width is rounded


@pytest.fixture
def everywhere(open_window, application, fakes, idle, picker, tmp_path):
    """Opens a window in a language and gives its pages one after the other, filled."""

    def pages(language):
        application.settings.current = application.settings.current.with_(language=language.value)
        opened = open_window(language)
        window = opened.window
        application.inbox.requests = (
            fakes.request_row(1, due=fakes.NOW - timedelta(hours=3)),
            fakes.request_row(2),
        )
        window.pages.inbox.presenter.load()
        idle(opened)
        yield "inbox", window
        window.pages.inbox.ask_for_key()
        yield "sign-in", window.pages.inbox.sign_in
        window.pages.inbox.sign_in.reject()
        window.pages.inbox.presenter.open_request("KTP-2026-000001")
        idle(opened)
        window.pages.case.presenter.set_answer("i03", ItemState.RESTORED_BY, "...")
        idle(opened)
        window.pages.case.items.select("i03")
        yield "case", window
        window.pages.case.items.absent.click()
        idle(opened)
        for index in range(window.pages.case.absence.state.count()):
            window.pages.case.absence.state.setCurrentIndex(index)
            yield f"absence-{index}", window.pages.case.absence
        window.pages.case.absence.reject()
        window.review_case(application.cases.case)
        application.signing.clock_offset = 700
        window.pages.submit.review.keys.password.setText(application.signing.password)
        window.pages.submit.review.keys.open_key()
        idle(opened)
        yield "sign", window
        window.show_submission("s1")
        idle(opened)
        yield "result", window
        window.go(Place.RECEIPTS)
        idle(opened)
        yield "receipts", window
        window.verify_path(Path("/home/user/пакет.asice"))
        idle(opened)
        window.pages.verify.report.details_button.setChecked(True)
        yield "verify", window
        window.go(Place.SETTINGS)
        idle(opened)
        yield "settings", window
        opened.errors.show(fakes.UnreachableError(url="https://portal.example"))
        yield "error", opened.errors.dialogs[0]
        opened.errors.dialogs[0].reject()

    return pages


def visible(root, kind):
    return [widget for widget in root.findChildren(kind) if widget.isVisible()]


def where(widget):
    names, each = [], widget
    while isinstance(each, QWidget):
        names.append(type(each).__name__)
        each = each.parentWidget()
    return f"{names[0]} in {names[1]} in {names[2]}"


def plain(text):
    return re.sub(r"&(?=\S)", "", text)


@pytest.mark.parametrize("language", LANGUAGES)
def test_no_text_is_cut(everywhere, language):
    cut = []
    for page, root in everywhere(language):
        QCoreApplication.processEvents()
        for label in visible(root, QLabel):
            text = label.text()
            if not text or isinstance(label, ElidedLabel):
                continue
            metrics, room = label.fontMetrics(), label.contentsRect()
            if label.wordWrap():
                flags = int(Qt.TextFlag.TextWordWrap)
                needed = metrics.boundingRect(0, 0, room.width(), 10_000, flags, text)
                if needed.height() > room.height() + SLACK or needed.width() > room.width() + SLACK:
                    cut.append((page, text, where(label)))
            elif metrics.horizontalAdvance(plain(text)) > room.width() + SLACK:
                cut.append((page, text, where(label)))
        for button in visible(root, QAbstractButton):
            words = plain(button.text())
            if words and button.fontMetrics().horizontalAdvance(words) > button.width() - 4:
                cut.append((page, words, where(button)))
            if words and button.width() < button.minimumSizeHint().width():
                cut.append((page, words, where(button)))
    assert cut == []


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_control_has_an_accessible_name(everywhere, language):
    nameless = []
    kinds = (QAbstractButton, QLineEdit, QComboBox, QPlainTextEdit, QAbstractItemView)
    for page, root in everywhere(language):
        for kind in kinds:
            for widget in visible(root, kind):
                if widget.focusPolicy() == Qt.FocusPolicy.NoFocus or within_another(widget):
                    continue
                interface = QAccessible.queryAccessibleInterface(widget)
                if not interface.text(QAccessible.Text.Name):
                    nameless.append((page, where(widget)))
    assert nameless == []


def within_another(widget):
    """Parts that Qt itself puts into a control."""
    parent = widget.parentWidget()
    return isinstance(parent, (QComboBox, QAbstractSpinBox, QLineEdit, QAbstractItemView)) or (
        widget.objectName().startswith("qt_")
    )


@pytest.mark.parametrize("language", LANGUAGES)
def test_no_two_controls_of_a_page_share_a_key(everywhere, language):
    shared = []
    for page, root in everywhere(language):
        seen = {}
        texts = [
            (plain_key(button.text()), where(button)) for button in visible(root, QAbstractButton)
        ]
        texts += [
            (plain_key(label.text()), where(label))
            for label in visible(root, QLabel)
            if label.buddy()
        ]
        if root.isWindow() and hasattr(root, "menus"):
            menus = (root.menus.file, root.menus.view, root.menus.help)
            texts += [(plain_key(menu.title()), "menu") for menu in menus]
        for key, place in texts:
            if key is None:
                continue
            if key in seen:
                shared.append((page, key, seen[key], place))
            seen[key] = place
    assert shared == []


def plain_key(text):
    found = re.search(r"&(\w)", text)
    return found.group(1).lower() if found else None


@pytest.mark.parametrize("language", [Language.KAZAKH, Language.RUSSIAN])
def test_no_page_shows_an_english_sentence(everywhere, language):
    english = []
    for page, root in everywhere(language):
        for kind in (QLabel, QAbstractButton):
            for widget in visible(root, kind):
                text = widget.text()
                words = re.findall(r"[A-Za-z]{2,}(?: [A-Za-z]{2,})+", text)
                words = [found for found in words if found not in FOREIGN]
                if words:
                    english.append((page, text))
    assert english == []


# Names in the made-up data, and proper names that stay as they are.
FOREIGN = {"TRAINING portal", "TRAINING CA", "TRAINING TSA"}


def test_icon_only_buttons_have_tool_tips(everywhere):
    silent = [
        (page, where(button))
        for page, root in everywhere(Language.ENGLISH)
        for button in visible(root, QToolButton)
        if not button.text() and not button.toolTip() and not within_another(button)
    ]
    assert silent == []


def test_switching_the_language_leaves_nothing_behind(open_window, idle, qtbot):
    opened = open_window(Language.ENGLISH)
    for place in Place:
        opened.window.go(place)
    idle(opened)
    before = texts_of(opened.window)
    opened.translations.install(Language.RUSSIAN)
    QCoreApplication.processEvents()
    switched = texts_of(opened.window)
    fresh = open_window(Language.RUSSIAN)
    for place in Place:
        fresh.window.go(place)
    idle(fresh)
    assert switched != before
    assert switched == texts_of(fresh.window)


def texts_of(root):
    return [
        widget.text()
        for kind in (QLabel, QAbstractButton)
        for widget in root.findChildren(kind)
        if widget.text()
    ]


def test_translation_files_are_what_the_code_says():
    done = subprocess.run(
        [sys.executable, "tools/translations.py", "check"],
        cwd=PROJECT,
        capture_output=True,
        text=True,
        check=False,
    )
    window = [line for line in done.stdout.splitlines() if "app_" in line]
    assert window == []
