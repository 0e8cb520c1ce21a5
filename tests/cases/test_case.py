"""Editing a case, and what still stands between it and a signature."""

import contextlib
from dataclasses import replace
from datetime import date

import pytest
from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, invariant, rule

from cases.answer import ItemState
from cases.case import Case, missing
from cases.document_request import RequestedItem
from cases.errors import (
    FileAddedTwiceError,
    ItemHasFilesError,
    ItemHasNoFilesError,
    KeyFileRefusedError,
    TextRefusedError,
    UnknownFileError,
    UnknownItemError,
)
from cases.findings import Severity, blocking
from cases.identifiers import IdentifierKind
from cases.parties import Participant, RequestReference
from cases.profile import LetterRule, Profile, ProfileStatus
from cases.texts import LanguageText
from tests.cases.conftest import DIGEST, IMPORTER, make_file


def found(case):
    return [(finding.code, finding.item) for finding in missing(case)]


def test_an_empty_case_lacks_its_mandatory_items(case):
    assert found(case) == [("case.item_unanswered", "i01"), ("case.item_unanswered", "i02")]
    assert missing(case)[0].facts == {"number": "1"}


def test_an_answered_case_lacks_nothing(answered):
    assert missing(answered) == ()
    assert [file.file_id for file in answered.files] == ["f1", "f2", "f3"]
    assert answered.size_bytes == 60


def test_an_edit_leaves_the_case_before_it_alone(case):
    changed = case.add_files("i01", (make_file(),))
    assert case.answer("i01").files == ()
    assert changed.answer("i01").state is ItemState.ATTACHED


def test_too_few_and_too_many_files(case):
    one = case.add_files("i01", (make_file("a"),)).add_files("i02", (make_file("b"),))
    (finding,) = missing(one)
    assert (finding.code, finding.facts) == (
        "case.too_few_files",
        {"number": "2", "given": 1, "needed": 2},
    )
    four = one.add_files("i02", tuple(make_file(x) for x in "cde"))
    assert found(four) == [("case.too_many_files", "i02")]
    partly = one.set_state("i02", ItemState.PARTLY_ATTACHED, reason="второй у перевозчика")
    assert found(partly) == []


@pytest.mark.parametrize("state", [ItemState.ABSENT, ItemState.OBJECTION])
def test_a_statement_needs_its_reason(case, state):
    case = case.add_files("i02", tuple(make_file(x) for x in "bc"))
    assert found(case.set_state("i01", state)) == [("case.reason_missing", "i01")]
    assert found(case.set_state("i01", state, reason=" \n ")) == [("case.reason_missing", "i01")]
    assert found(case.set_state("i01", state, reason="продавец отказал")) == []


@pytest.mark.parametrize("state", [ItemState.RESTORED_BY, ItemState.EXTENSION_ASKED])
def test_a_promise_needs_its_date(case, state):
    case = case.add_files("i02", tuple(make_file(x) for x in "bc"))
    asked = case.set_state("i01", state, reason="архив")
    assert found(asked) == [("case.until_missing", "i01")]
    assert found(case.set_state("i01", state, reason="архив", until=date(2026, 6, 1))) == []


def test_already_provided_needs_the_receipt(case):
    case = case.add_files("i02", tuple(make_file(x) for x in "bc"))
    assert found(case.set_state("i01", ItemState.ALREADY_PROVIDED)) == [
        ("case.receipt_missing", "i01")
    ]
    numbered = case.set_state("i01", ItemState.ALREADY_PROVIDED, receipt="№ 17")
    assert found(numbered) == [("case.receipt_invalid", "i01")]
    given = case.set_state(
        "i01", ItemState.ALREADY_PROVIDED, receipt="3f2504e0-4f89-41d3-9a0c-0305e82c3301"
    )
    assert found(given) == []


def test_states_and_files_exclude_each_other(answered, case):
    with pytest.raises(ItemHasFilesError):
        answered.set_state("i01", ItemState.ABSENT, reason="x")
    with pytest.raises(ItemHasFilesError):
        answered.set_state("i01", None)
    with pytest.raises(ItemHasNoFilesError):
        case.set_state("i01", ItemState.ATTACHED)


def test_files_for_an_absent_item_keep_the_reason(case):
    absent = case.set_state("i01", ItemState.ABSENT, reason="часть утрачена")
    answer = absent.add_files("i01", (make_file(),)).answer("i01")
    assert (answer.state, answer.reason) == (ItemState.PARTLY_ATTACHED, "часть утрачена")
    given = case.set_state("i01", ItemState.ALREADY_PROVIDED, receipt="r")
    answer = given.add_files("i01", (make_file(),)).answer("i01")
    assert (answer.state, answer.receipt) == (ItemState.ATTACHED, None)


def test_with_its_last_file_an_item_is_unanswered_again(case):
    one = case.add_files("i01", (make_file(),))
    assert one.remove_file("i01", "f1").answer("i01").state is None


def test_files_move_within_and_between_items(answered):
    moved = answered.move_file("i02", "f3", 0)
    assert [file.file_id for file in moved.answer("i02").files] == ["f3", "f2"]
    last = answered.move_file("i02", "f2", 99)
    assert [file.file_id for file in last.answer("i02").files] == ["f3", "f2"]
    other = answered.move_file_to_item("i02", "f2", "i03")
    assert [file.file_id for file in other.answer("i03").files] == ["f2"]
    assert [file.file_id for file in other.answer("i02").files] == ["f3"]


def test_the_same_file_is_not_added_twice(answered):
    with pytest.raises(FileAddedTwiceError):
        answered.add_files("i03", (make_file("f1"),))


@pytest.mark.parametrize("name", ["GOSTKNCA.p12", "ключ.PFX", "store.jks", "a.p12 ", "a.p12."])
def test_key_files_are_never_attached(case, name):
    with pytest.raises(KeyFileRefusedError) as raised:
        case.add_files("i01", (make_file("k", name),))
    assert raised.value.code == "document.key_file"


def test_an_empty_file_is_a_remark(answered):
    with_empty = answered.add_files("i03", (make_file("e", "empty.txt", 0),))
    (remark,) = missing(with_empty)
    assert (remark.code, remark.item, remark.severity) == (
        "document.empty",
        "i03",
        Severity.REMARK,
    )
    assert blocking(missing(with_empty)) == ()


def test_unknown_items_and_files_are_named(case):
    for act in (
        lambda: case.item("x"),
        lambda: case.answer("x"),
        lambda: case.add_files("x", ()),
        lambda: case.set_state("x", ItemState.ABSENT),
    ):
        with pytest.raises(UnknownItemError):
            act()
    with pytest.raises(UnknownFileError):
        case.remove_file("i01", "x")


def test_a_letter_is_cleaned_and_not_cut(case):
    assert case.set_letter(" a\r\nb\tc\x00 ").letter == "a\nb c"
    assert case.set_letter("й").letter == "й"
    with pytest.raises(TextRefusedError):
        case.set_letter("x" * 10001)


def test_a_withdrawn_request_blocks(answered):
    withdrawn = replace(answered, request=replace(answered.request, withdrawn=True))
    assert found(withdrawn) == [("case.request_withdrawn", None)]


def test_clients_are_never_mixed_up(answered):
    other = Participant(IdentifierKind.BIN, "460240004221", "ТОО «Сарыарқа Жабдық»")
    (finding,) = missing(replace(answered, participant=other))
    assert finding.code == "case.other_participant"
    assert finding.facts == {"asked": IMPORTER.id, "answering": other.id}


def test_a_newer_version_of_the_request_keeps_the_answers(answered):
    items = (
        RequestedItem("i02", "1", "04021", LanguageText.same("инвойсы")),
        RequestedItem("i09", "2", "06011", LanguageText.same("СТ-1")),
    )
    newer = replace(answered.request, request_version=2, previous_sha256=DIGEST, items=items)
    changed, gone = answered.with_request(newer, RequestReference(newer.request_id, "cd" * 32, 2))
    assert [answer.item_id for answer in changed.answers] == ["i02", "i09"]
    assert len(changed.answer("i02").files) == 2
    assert [answer.item_id for answer in gone] == ["i01"]


def test_a_free_submission_has_the_profiles_items():
    item = RequestedItem("documents", "1", "", LanguageText.same("Документы"))
    text = LanguageText.same("x")
    profile = Profile(
        "free-submission", 1, text, text, text, ProfileStatus.IN_FORCE, date(2026, 1, 1), None,
        False, LetterRule.EXPECTED, (item,),
    )  # fmt: skip
    case = Case.free(IMPORTER, profile, profile.reference(DIGEST))
    assert found(case) == [("case.item_unanswered", "documents"), ("case.no_letter", None)]
    case = case.add_files("documents", (make_file(),)).set_letter("Прошу принять.")
    assert found(case) == []


class Editing(RuleBasedStateMachine):
    """Whatever a person does in whatever order, the case stays one that can be described."""

    start: Case

    def __init__(self):
        super().__init__()
        self.case = self.start
        self.next_file = 0

    @rule(item=st.sampled_from(["i01", "i02", "i03"]), count=st.integers(0, 3))
    def add(self, item, count):
        files = tuple(make_file(f"n{self.next_file + n}") for n in range(count))
        self.next_file += count
        self.case = self.case.add_files(item, files)

    @rule(item=st.sampled_from(["i01", "i02", "i03"]), index=st.integers(0, 5))
    def remove(self, item, index):
        files = self.case.answer(item).files
        if index < len(files):
            self.case = self.case.remove_file(item, files[index].file_id)

    @rule(
        item=st.sampled_from(["i01", "i02", "i03"]),
        state=st.sampled_from([None, *ItemState]),
        reason=st.sampled_from(["", "себеп"]),
    )
    def say(self, item, state, reason):
        with contextlib.suppress(ItemHasFilesError, ItemHasNoFilesError):
            self.case = self.case.set_state(item, state, reason=reason, until=date(2026, 6, 1))

    @rule(index=st.integers(-2, 9), to=st.sampled_from(["i01", "i02", "i03"]))
    def move(self, index, to):
        for answer in self.case.answers:
            for file in answer.files[:1]:
                self.case = self.case.move_file(answer.item_id, file.file_id, index)
                self.case = self.case.move_file_to_item(answer.item_id, file.file_id, to)
                return

    @invariant()
    def files_and_states_agree(self):
        for answer in self.case.answers:
            has_files = answer.state is not None and answer.state.has_files
            assert bool(answer.files) == has_files
        identifiers = [file.file_id for file in self.case.files]
        assert len(identifiers) == len(set(identifiers))


def test_any_order_of_edits_keeps_files_and_states_in_step(case):
    Editing.start = case
    from hypothesis.stateful import run_state_machine_as_test

    run_state_machine_as_test(Editing, settings=settings(max_examples=60, deadline=None))
