"""Answering: every edit is on the disk, files stay where they are, nothing odd goes unseen."""

import os
import sys
import unicodedata
from datetime import date

import pytest

from cases.answer import ItemState
from desktop.errors import CaseUnknownError, DomainRuleError, NotConfiguredError
from desktop.paths import Paths
from desktop.services.application import Application
from desktop.services.cases import FileCondition
from signing.asic.errors import DocumentUnreadableError, DocumentVanishedError


@pytest.fixture
def free(application):
    return application.cases.new_free_submission("Тест")


def test_what_was_edited_is_there_after_the_program_was_started_again(tmp_path, portal, documents):
    paths = Paths(tmp_path / "again")
    with Application(paths) as application:
        application.training.point_at(portal.training)
        case = application.cases.new_free_submission("Тест")
        application.cases.add_files(case.case_id, case.items[0].item_id, documents)
        before = application.cases.set_letter(case.case_id, "Құрметті әріптестер!\n  ")
    with Application(paths) as application:
        assert application.cases.state(case.case_id) == before
        assert before.letter == "Құрметті әріптестер!"
        [row] = application.cases.rows()
        assert (row.file_count, row.subject.kk) == (3, "Тест")


def test_folders_are_added_with_everything_in_them_in_order(application, free, tmp_path):
    folder = tmp_path / "folder"
    (folder / "b").mkdir(parents=True)
    for name in ("z.txt", "a.txt", "b/c.txt", ".DS_Store", "Thumbs.db"):
        (folder / name).write_text(name)
    case = application.cases.add_files(free.case_id, free.items[0].item_id, [folder])
    assert [f.path.name for f in case.items[0].files] == ["a.txt", "z.txt", "c.txt"]


def test_a_file_added_twice_is_one(application, free, documents):
    item = free.items[0].item_id
    application.cases.add_files(free.case_id, item, documents)
    case = application.cases.add_files(free.case_id, item, [documents[0], *documents])
    assert [f.path for f in case.items[0].files] == documents


@pytest.mark.parametrize("name", ["key.p12", "KEY.PFX", "store.jks", "key.p12. "])
def test_a_key_file_is_refused_with_all_that_came_with_it(application, free, documents, name):
    key = documents[0].parent / name
    key.write_bytes(b"secret")
    with pytest.raises(DomainRuleError) as caught:
        application.cases.add_files(free.case_id, free.items[0].item_id, [*documents, key])
    assert caught.value.code == "document.key_file"
    assert application.cases.state(free.case_id).file_count == 0


def test_what_cannot_be_read_is_not_added(application, free, tmp_path):
    item = free.items[0].item_id
    with pytest.raises(DocumentVanishedError):
        application.cases.add_files(free.case_id, item, [tmp_path / "nothing.txt"])
    if sys.platform != "win32":
        os.mkfifo(tmp_path / "pipe")
        with pytest.raises(DocumentUnreadableError):
            application.cases.add_files(free.case_id, item, [tmp_path / "pipe"])


@pytest.mark.skipif(sys.platform != "linux", reason="names that are no text")
def test_a_name_that_is_no_unicode_text_can_be_sent_all_the_same(application, free, tmp_path):
    path = os.path.join(os.fsencode(tmp_path), b"\xcf\xee\xf7\xf2\xe0.txt")  # noqa: PTH118 - bytes
    with open(path, "wb") as file:  # noqa: PTH123
        file.write(b"old encoding")
    from pathlib import Path

    case = application.cases.add_files(
        free.case_id, free.items[0].item_id, [Path(os.fsdecode(path))]
    )
    [file] = case.items[0].files
    assert file.condition is FileCondition.PRESENT
    assert unicodedata.is_normalized("NFC", file.original_name)
    file.original_name.encode("utf-8")


def test_files_move_within_their_item_and_to_another(application, case, documents):
    first, second, third = case.items[0].files
    case = application.cases.move_file(case.case_id, third.file_id, 0)
    assert case.items[0].files == (third, first, second)
    case = application.cases.move_file(case.case_id, first.file_id, 0, "i2")
    assert [f.path for f in case.items[1].files] == [first.path]
    assert case.items[0].files == (third, second)
    case = application.cases.remove_file(case.case_id, first.file_id)
    assert case.items[1].files == ()
    assert case.items[1].state is None
    assert first.path.exists()


def test_a_reason_stands_in_for_a_document(application, portal, case):
    for file in case.items[0].files:
        case = application.cases.remove_file(case.case_id, file.file_id)
    assert not case.ready
    case = application.cases.set_absent(case.case_id, "i1", ItemState.ABSENT)
    assert [f.code for f in case.findings] == ["case.reason_missing"]
    case = application.cases.set_absent(
        case.case_id, "i1", ItemState.RESTORED_BY, reason="Өртенді", until=date(2027, 1, 31)
    )
    assert case.ready
    assert case.items[0].until == date(2027, 1, 31)
    case = application.cases.set_absent(case.case_id, "i1", None)
    assert not case.ready


def test_an_empty_file_is_a_remark_and_blocks_nothing(case):
    [finding] = case.findings
    assert finding.code == "document.empty"
    assert not finding.blocks
    assert case.ready


def test_changed_and_vanished_files_block_and_are_named(application, case, documents):
    documents[0].write_bytes(b"other")
    documents[1].unlink()
    case = application.cases.state(case.case_id)
    assert {f.code for f in case.findings if f.blocks} == {"document.changed", "document.vanished"}
    conditions = {f.path: f.condition for f in case.items[0].files}
    assert conditions[documents[0]] is FileCondition.CHANGED
    assert conditions[documents[1]] is FileCondition.VANISHED
    assert conditions[documents[2]] is FileCondition.PRESENT


def test_what_is_not_there_is_named(application, free):
    with pytest.raises(CaseUnknownError):
        application.cases.state("none")
    with pytest.raises(CaseUnknownError):
        application.cases.remove_file(free.case_id, "none")
    with pytest.raises(DomainRuleError) as caught:
        application.cases.set_absent(free.case_id, "none", ItemState.ABSENT)
    assert caught.value.code == "case.unknown_item"


def test_without_a_participant_there_is_no_case(tmp_path):
    with (
        Application(Paths(tmp_path / "bare")) as application,
        pytest.raises(NotConfiguredError),
    ):
        application.cases.new_free_submission("x")
