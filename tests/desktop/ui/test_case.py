"""The case: items answered by files or reasons, preview, what is missing, the closed button."""

from datetime import date
from pathlib import Path

import pytest
from PySide6.QtCore import QMimeData, Qt, QUrl
from PySide6.QtTest import QAbstractItemModelTester

from cases.answer import ItemState
from desktop.services.cases import FileCondition
from desktop.ui.case.items_model import OWN_MIME


@pytest.fixture
def case(opened, idle):
    opened.window.pages.inbox.presenter.open_request("KTP-2026-000001")
    idle(opened)
    return opened.window.pages.case


@pytest.fixture
def files(tmp_path):
    made = []
    for name in ("Инвойс № 1.pdf", "скан.png"):
        path = tmp_path / name
        path.write_bytes(b"content")
        made.append(path)
    return made


def dropped(*paths):
    mime = QMimeData()
    mime.setUrls([QUrl.fromLocalFile(str(path)) for path in paths])
    return mime


def test_every_item_is_shown_with_its_state_in_words(case):
    model = case.items.model
    assert model.rowCount() == 5
    assert model.index(0, 0).data() == "1. Foreign trade contract with all amendments"
    assert model.index(0, 1).data() == "no answer yet"
    assert model.index(4, 0).data().endswith("(optional)")


def test_due_time_and_time_left_stand_on_top(case):
    assert "25.11.2026 16:30 (UTC+05:00)" in case.facts.text()
    assert case.badge.word.text() == "2 days 4 hours left"


def test_files_dropped_on_an_item_are_added_to_it(case, files, opened, idle, application):
    model = case.items.model
    model.dropMimeData(dropped(*files), Qt.DropAction.CopyAction, -1, -1, model.index(1, 0))
    idle(opened)
    assert application.cases.edits == [("add", "i02", tuple(files))]
    item = model.index(1, 0)
    assert model.rowCount(item) == 2
    assert model.index(0, 0, item).data() == "Инвойс № 1.pdf"
    assert model.index(1, 1).data() == "attached"


def test_things_that_are_no_local_files_are_not_taken(case):
    model = case.items.model
    mime = QMimeData()
    mime.setUrls([QUrl("https://example.org/a.pdf")])
    assert not model.canDropMimeData(mime, Qt.DropAction.CopyAction, -1, -1, model.index(0, 0))


def test_add_files_goes_to_the_item_under_the_cursor(
    case, files, opened, idle, application, picker
):
    picker.files = files
    case.items.select("i03")
    case.items.add.click()
    idle(opened)
    assert application.cases.edits == [("add", "i03", tuple(files))]


def test_files_are_reordered_and_removed_by_the_tools(case, files, opened, idle, application):
    case.presenter.add_files("i01", tuple(files))
    idle(opened)
    case.items.select(f"f-i01-{files[1].name}")
    assert not case.items.down.isEnabled()
    case.items.up.click()
    idle(opened)
    first = case.items.model.index(0, 0, case.items.model.index(0, 0))
    assert first.data() == files[1].name
    assert case.items.current[1].original_name == files[1].name, "the cursor stays on the file"
    case.items.remove.click()
    idle(opened)
    assert case.items.model.rowCount(case.items.model.index(0, 0)) == 1


def test_file_is_moved_to_another_item_by_dragging(case, files, opened, idle, application):
    case.presenter.add_files("i01", tuple(files))
    idle(opened)
    model = case.items.model
    mime = QMimeData()
    mime.setData(OWN_MIME, f"f-i01-{files[0].name}".encode())
    model.dropMimeData(mime, Qt.DropAction.MoveAction, -1, -1, model.index(2, 0))
    idle(opened)
    assert ("move", f"f-i01-{files[0].name}", 0, "i03") in application.cases.edits


def test_absence_needs_a_reason_and_shows_it(case, opened, idle, application):
    case.items.select("i04")
    case.items.absent.click()
    dialog = case.absence
    dialog.state.setCurrentIndex(dialog.state.findData(ItemState.RESTORED_BY))
    assert not dialog.save.isEnabled()
    dialog.reason.setPlainText("Seized on 12.05.2026, copies asked for")
    dialog.until.setDate(date(2026, 12, 5))
    assert dialog.save.isEnabled()
    dialog.save.click()
    idle(opened)
    kind, item, state, reason, until = application.cases.edits[-1][:5]
    assert (kind, item, state, until) == ("absent", "i04", ItemState.RESTORED_BY, date(2026, 12, 5))
    assert reason == "Seized on 12.05.2026, copies asked for"
    assert "(until 05.12.2026)" in case.item_card.answer.text.text()


def test_provided_earlier_needs_a_receipt(case, opened, idle, application):
    application.receipts.number = 0
    case.items.select("i04")
    case.items.absent.click()
    dialog = case.absence
    idle(opened)
    dialog.state.setCurrentIndex(dialog.state.findData(ItemState.ALREADY_PROVIDED))
    assert not dialog.save.isEnabled()
    assert "receipt" in dialog.hint.text()
    dialog.reject()


def test_answer_can_be_taken_back(case, opened, idle, application):
    case.presenter.set_answer("i04", ItemState.ABSENT, "never had it")
    idle(opened)
    case.items.select("i04")
    case.items.absent.click()
    case.absence.take_back.click()
    idle(opened)
    assert application.cases.edits[-1][:3] == ("absent", "i04", None)


def test_signing_opens_only_when_nothing_is_missing_and_says_why_before(
    case, files, opened, idle, qtbot
):
    assert not case.sign.isEnabled()
    assert "4 things left" in case.reason.text()
    assert case.missing.title.text() == "Still missing: 4 things"
    for item in ("i01", "i02", "i03"):
        case.presenter.add_files(item, (files[0],))
    case.presenter.set_answer("i04", ItemState.ABSENT, "never had it")
    idle(opened)
    assert case.sign.isEnabled()
    assert case.missing.title.text() == "Nothing is missing"
    with qtbot.waitSignal(case.sign_wanted):
        case.sign.click()


def test_missing_thing_leads_to_its_item(case):
    case.missing.list.itemClicked.emit(case.missing.list.item(2))
    assert case.items.current[0].item_id == "i03"


def test_letter_is_kept_when_the_page_is_left(case, opened, idle, application):
    case.letter.setPlainText("Құрметті инспектор")
    opened.window.go(next(iter(opened.window.navigation.buttons)))
    idle(opened)
    assert ("letter", "Құрметті инспектор") in application.cases.edits


def test_changed_file_is_said_and_can_be_taken_as_it_is(
    case, files, opened, idle, application, fakes
):
    case.presenter.add_files("i01", (files[0],))
    idle(opened)
    item = application.cases.case.items[0]
    changed = fakes.replace(item.files[0], condition=FileCondition.CHANGED)
    application.cases._change("i01", lambda old: fakes.replace(old, files=(changed,)))
    case.presenter.reload()
    idle(opened)
    case.items.select(changed.file_id)
    assert case.item_card.file_notice.isVisible()
    assert case.items.model.index(0, 1, case.items.model.index(0, 0)).data() == "changed on disk"


def test_submitted_case_is_read_only_and_leads_to_its_submission(
    case, opened, idle, fakes, qtbot, application
):
    application.cases.case = fakes.case_state(editable=False, submission_id="s1")
    opened.window.pages.inbox.presenter.open_case("case-1")
    idle(opened)
    assert not case.items.add.isEnabled()
    assert case.letter.isReadOnly()
    with qtbot.waitSignal(case.submission_wanted) as signal:
        case.notice.action.click()
    assert signal.args == ["s1"]


def test_tree_model_keeps_the_rules_of_qt(case, files, opened, idle):
    tester = QAbstractItemModelTester(
        case.items.model, QAbstractItemModelTester.FailureReportingMode.Warning
    )
    case.presenter.add_files("i01", tuple(files))
    idle(opened)
    case.presenter.remove_file(f"f-i01-{files[0].name}")
    idle(opened)
    assert case.items.model.rowCount() == 5
    del tester


def test_two_quick_edits_reach_the_service_in_their_order(case, opened, idle, application):
    for number in range(20):
        case.presenter.add_files("i01", (Path(f"/tmp/{number}.pdf"),))
    idle(opened)
    assert [edit[2][0].stem for edit in application.cases.edits] == [str(n) for n in range(20)]
