"""The main job with the keyboard alone: from the inbox to the receipt without a mouse."""

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QAbstractButton, QApplication

from cases.answer import ItemState
from desktop.services.submissions import SubmissionStatus


def press(qtbot, window, keys):
    """Sends *keys* to whatever has the focus."""
    combination = QKeySequence(keys)[0]
    qtbot.keyClick(
        QApplication.focusWidget() or window, combination.key(), combination.keyboardModifiers()
    )


def test_main_job_without_a_mouse(opened, application, fakes, idle, qtbot, picker, tmp_path):
    window = opened.window
    window.activateWindow()
    qtbot.waitUntil(window.isActiveWindow)
    application.inbox.requests = (fakes.request_row(1),)
    window.pages.inbox.presenter.load()
    idle(opened)

    window.pages.inbox.table.setFocus()
    qtbot.keyClick(window.pages.inbox.table, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: window.pages.currentWidget() is window.pages.case)
    idle(opened)
    file = tmp_path / "invoice.pdf"
    file.write_bytes(b"%PDF-")
    picker.files = (file,)
    tree = window.pages.case.items.tree
    assert QApplication.focusWidget() is tree, "the items have the focus at once"
    for _ in range(3):
        press(qtbot, window, "Ctrl+O")
        idle(opened)
        assert window.pages.case.items.current[0].state is ItemState.ATTACHED
        here = window.pages.case.items.current[0].item_id
        while window.pages.case.items.current[0].item_id == here:
            qtbot.keyClick(tree, Qt.Key.Key_Down)
    press(qtbot, window, "Ctrl+B")
    dialog = window.pages.case.absence
    qtbot.waitUntil(dialog.isActiveWindow)
    dialog.reason.setFocus()
    qtbot.keyClicks(dialog.reason, "never made")
    while QApplication.focusWidget() is not dialog.save:
        qtbot.keyClick(QApplication.focusWidget(), Qt.Key.Key_Tab)
    qtbot.keyClick(dialog.save, Qt.Key.Key_Space)
    idle(opened)
    assert window.pages.case.presenter.case.ready
    window.activateWindow()
    qtbot.waitUntil(window.isActiveWindow)

    press(qtbot, window, "Ctrl+Return")
    idle(opened)
    review = window.pages.submit.review
    assert QApplication.focusWidget() is review.keys.password, "the password is asked for at once"
    qtbot.keyClicks(review.keys.password, application.signing.password)
    qtbot.keyClick(review.keys.password, Qt.Key.Key_Return)
    idle(opened)
    assert QApplication.focusWidget() is review.sign
    qtbot.keyClick(review.sign, Qt.Key.Key_Space)
    qtbot.waitUntil(lambda: window.pages.submit.presenter.outcome is not None)
    idle(opened)
    assert window.pages.submit.presenter.outcome.state.status is SubmissionStatus.RECEIPTED


def test_every_shortcut_is_given_once(opened, idle):
    window = opened.window
    menus = (window.menus.file, window.menus.view, window.menus.help)
    actions = [action.shortcut().toString() for menu in menus for action in menu.actions()]
    always = [keys for keys in actions if keys]
    assert len(always) == len(set(always))
    for page in (
        window.pages.inbox,
        window.pages.case,
        window.pages.submit,
        window.pages.receipts,
        window.pages.settings,
    ):
        own = [button.shortcut().toString() for button in page.findChildren(QAbstractButton)]
        own += [shortcut.key().toString() for shortcut in page.findChildren(QShortcut)]
        # Alt and a letter come with the texts, which test_texts checks by page.
        own = [keys for keys in own if keys and not keys.startswith("Alt+")]
        assert len(own) == len(set(own))
        assert not set(own) & set(always)
