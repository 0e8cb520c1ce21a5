"""Case: a request (or none) with the answers so far, edited step by step until it can be sealed.

Every edit gives a new case and touches nothing else. `missing` says what stands between the case
and a signature.
"""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date

from cases.answer import Answer, CaseFile, ItemState
from cases.document_request import DocumentRequest, RequestedItem
from cases.documents import check_document
from cases.errors import (
    FileAddedTwiceError,
    ItemHasFilesError,
    ItemHasNoFilesError,
    UnknownFileError,
    UnknownItemError,
)
from cases.findings import Finding, Severity
from cases.parties import Participant, Representative, RequestReference
from cases.profile import LetterRule, Profile, ProfileReference
from cases.strict import UUID
from cases.texts import clean_text


@dataclass(frozen=True, slots=True)
class Case:
    """One package in the making.

    `request` and `reference` are both None in a free submission; there the items are the
    profile's. `answers` has exactly one answer an item, in the order of the items.
    """

    profile: Profile
    profile_reference: ProfileReference
    participant: Participant
    answers: tuple[Answer, ...]
    request: DocumentRequest | None = None
    reference: RequestReference | None = None
    representative: Representative | None = None
    letter: str = ""

    @classmethod
    def for_request(
        cls,
        request: DocumentRequest,
        reference: RequestReference,
        profile: Profile,
        profile_reference: ProfileReference,
    ) -> "Case":
        """The empty case that answers *request* for the participant whom it asks."""
        answers = tuple(Answer(item.id) for item in request.items)
        return cls(profile, profile_reference, request.participant, answers, request, reference)

    @classmethod
    def free(
        cls, participant: Participant, profile: Profile, profile_reference: ProfileReference
    ) -> "Case":
        """The empty case of a package that answers no request."""
        answers = tuple(Answer(item.id) for item in profile.items)
        return cls(profile, profile_reference, participant, answers)

    @property
    def items(self) -> tuple[RequestedItem, ...]:
        """What is to be answered, in order."""
        return self.profile.items if self.request is None else self.request.items

    @property
    def files(self) -> tuple[CaseFile, ...]:
        """All files in the order in which they will lie in the package."""
        return tuple(file for answer in self.answers for file in answer.files)

    @property
    def size_bytes(self) -> int:
        """All files together."""
        return sum(answer.size_bytes for answer in self.answers)

    def item(self, item_id: str) -> RequestedItem:
        """The item of this id. Raises UnknownItemError."""
        for item in self.items:
            if item.id == item_id:
                return item
        raise UnknownItemError(item=item_id)

    def answer(self, item_id: str) -> Answer:
        """The answer to this item. Raises UnknownItemError."""
        for answer in self.answers:
            if answer.item_id == item_id:
                return answer
        raise UnknownItemError(item=item_id)

    def add_files(self, item_id: str, files: tuple[CaseFile, ...]) -> "Case":
        """Attaches *files* behind those that the item has.

        An item said to be absent, disputed or late becomes partly attached and keeps its reason;
        one without a reason becomes attached.

        Raises:
            UnknownItemError, FileAddedTwiceError, KeyFileRefusedError: nothing was added.
        """
        known = {file.file_id for file in self.files}
        for file in files:
            check_document(file.original_name, file.size_bytes)
            if file.file_id in known:
                raise FileAddedTwiceError(item=item_id, name=file.original_name)
            known.add(file.file_id)
        answer = self.answer(item_id)
        if not files:
            return self
        changed = replace(answer, files=answer.files + files)
        if answer.state is None or not answer.state.has_files:
            partly = answer.state is not None and answer.state.has_reason and answer.reason
            state = ItemState.PARTLY_ATTACHED if partly else ItemState.ATTACHED
            changed = replace(changed, state=state, until=None, receipt=None)
        return self._with(changed)

    def remove_file(self, item_id: str, file_id: str) -> "Case":
        """Takes one file out; with the last one the item is unanswered again.

        Raises:
            UnknownItemError, UnknownFileError.
        """
        answer = self.answer(item_id)
        self._file_index(answer, file_id)
        files = tuple(file for file in answer.files if file.file_id != file_id)
        return self._with(replace(answer, files=files, state=answer.state if files else None))

    def move_file(self, item_id: str, file_id: str, index: int) -> "Case":
        """Puts a file at place *index* (from 0, cut to the range) among the files of its item.

        Raises:
            UnknownItemError, UnknownFileError.
        """
        answer = self.answer(item_id)
        files = list(answer.files)
        file = files.pop(self._file_index(answer, file_id))
        files.insert(max(index, 0), file)
        return self._with(replace(answer, files=tuple(files)))

    def move_file_to_item(self, item_id: str, file_id: str, other_item_id: str) -> "Case":
        """Takes a file from one item and attaches it to another.

        Raises:
            UnknownItemError, UnknownFileError.
        """
        answer = self.answer(item_id)
        file = answer.files[self._file_index(answer, file_id)]
        return self.remove_file(item_id, file_id).add_files(other_item_id, (file,))

    def set_state(  # the members of a state, each named by the caller
        self,
        item_id: str,
        state: ItemState | None,
        *,
        reason: str = "",
        legal_ground: str = "",
        until: date | None = None,
        receipt: str | None = None,
    ) -> "Case":
        """Says of an item what is the matter with it; None takes back what was said.

        What the state needs (reason, date, receipt) may still be empty: `missing` tells.

        Raises:
            UnknownItemError: no such item.
            ItemHasFilesError: a state without files, or None, for an item that has files.
            ItemHasNoFilesError: a state with files for an item that has none.
            TextRefusedError: the reason is too long.
        """
        answer = self.answer(item_id)
        if state is ItemState.NOT_GIVEN:
            state = None
        with_files = state is not None and state.has_files
        if answer.files and not with_files:
            raise ItemHasFilesError(item=item_id, state=state, files=len(answer.files))
        if with_files and not answer.files:
            raise ItemHasNoFilesError(item=item_id, state=state)
        changed = replace(
            answer,
            state=state,
            reason=clean_text(reason),
            legal_ground=clean_text(legal_ground),
            until=until if state is not None and state.has_until else None,
            receipt=receipt if state is not None and state.has_receipt else None,
        )
        return self._with(changed)

    def set_letter(self, letter: str) -> "Case":
        """Writes the covering letter. Raises TextRefusedError if it is too long."""
        return replace(self, letter=clean_text(letter))

    def set_representative(self, representative: Representative | None) -> "Case":
        """Says who signs for the participant. Raises TextRefusedError if a text is too long."""
        if representative is not None:
            basis = representative.basis
            if basis.number is not None:
                basis = replace(basis, number=clean_text(basis.number))
            representative = replace(
                representative, name=clean_text(representative.name), basis=basis
            )
        return replace(self, representative=representative)

    def with_request(
        self, request: DocumentRequest, reference: RequestReference
    ) -> tuple["Case", tuple[Answer, ...]]:
        """The case under a newer version of its request, and the answers whose items are gone.

        Answers follow their item's id; nothing is dropped silently.
        """
        known = {answer.item_id: answer for answer in self.answers}
        answers = tuple(known.pop(item.id, Answer(item.id)) for item in request.items)
        gone = tuple(answer for answer in known.values() if answer != Answer(answer.item_id))
        changed = replace(self, request=request, reference=reference, answers=answers)
        return changed, gone

    def _file_index(self, answer: Answer, file_id: str) -> int:
        for index, file in enumerate(answer.files):
            if file.file_id == file_id:
                return index
        raise UnknownFileError(item=answer.item_id, file=file_id)

    def _with(self, changed: Answer) -> "Case":
        answers = (
            changed if answer.item_id == changed.item_id else answer for answer in self.answers
        )
        return replace(self, answers=tuple(answers))


def missing(case: Case) -> tuple[Finding, ...]:
    """What must (ERROR) or might (REMARK) still be done before the package is signed."""
    findings: list[Finding] = []
    if case.request is not None:
        if case.request.withdrawn:
            findings.append(Finding("case.request_withdrawn"))
        if case.request.participant.id != case.participant.id:
            findings.append(
                Finding(
                    "case.other_participant",
                    {"asked": case.request.participant.id, "answering": case.participant.id},
                )
            )
    for item, answer in zip(case.items, case.answers, strict=True):
        findings += _missing_in_item(item, answer)
    if case.profile.letter is LetterRule.EXPECTED and not case.letter:
        findings.append(Finding("case.no_letter", severity=Severity.REMARK))
    return tuple(findings)


def _missing_in_item(item: RequestedItem, answer: Answer) -> list[Finding]:
    if answer.state is None:
        return [_of_item(item, "case.item_unanswered")] if item.mandatory else []
    return [
        *_wrong_file_count(item, answer, answer.state),
        *_missing_in_state(item, answer, answer.state),
        *(
            Finding(
                "document.empty",
                {"number": item.number, "name": file.original_name},
                item.id,
                Severity.REMARK,
            )
            for file in answer.files
            if file.size_bytes == 0
        ),
    ]


def _wrong_file_count(item: RequestedItem, answer: Answer, state: ItemState) -> Iterator[Finding]:
    count = len(answer.files)
    if state is ItemState.ATTACHED and count < item.min_files:
        yield _of_item(item, "case.too_few_files", given=count, needed=item.min_files)
    if item.max_files and count > item.max_files:
        yield _of_item(item, "case.too_many_files", given=count, allowed=item.max_files)


def _missing_in_state(item: RequestedItem, answer: Answer, state: ItemState) -> Iterator[Finding]:
    if state.has_reason and not answer.reason:
        yield _of_item(item, "case.reason_missing")
    if state.has_until and answer.until is None:
        yield _of_item(item, "case.until_missing")
    if state.has_receipt and not answer.receipt:
        yield _of_item(item, "case.receipt_missing")
    elif state.has_receipt and not UUID.fullmatch(answer.receipt or ""):
        yield _of_item(item, "case.receipt_invalid")


def _of_item(item: RequestedItem, code: str, **facts: int) -> Finding:
    return Finding(code, {"number": item.number, **facts}, item=item.id)
