"""Builders of small requests, profiles and cases for the tests of the domain."""

from datetime import UTC, date, datetime

import pytest

from cases.answer import CaseFile
from cases.case import Case
from cases.document_request import (
    CountingInstant,
    DayUnit,
    DocumentRequest,
    DueRule,
    RequestedItem,
    SubmissionPolicy,
)
from cases.identifiers import IdentifierKind
from cases.parties import Authority, Environment, IssuerIdentity, Participant, RequestReference
from cases.profile import LetterRule, Profile, ProfileStatus
from cases.texts import LanguageText

DIGEST = "ab" * 32
IMPORTER = Participant(IdentifierKind.BIN, "470340001014", "ТОО «Алтын Керуен Импорт»")


def make_file(file_id="f1", name="Келісімшарт № 7.pdf", size=10):
    return CaseFile(file_id, name, size)


@pytest.fixture
def request_() -> DocumentRequest:
    return DocumentRequest(
        request_id="KTP-2026-000117",
        request_version=1,
        previous_sha256=None,
        issuer=IssuerIdentity("Training", "https://127.0.0.1:8443", None, None, DIGEST),
        environment=Environment.TRAINING,
        kind="document-request",
        authority=Authority(LanguageText.same("ДГД"), "55302"),
        participant=IMPORTER,
        subject=LanguageText("Documents", "Құжаттар", "Документы"),
        legal_basis="ст. 417",
        issued=datetime(2026, 5, 5, 4, 12, 31, tzinfo=UTC),
        due=datetime(2026, 5, 29, 19, tzinfo=UTC),
        due_rule=DueRule(15, DayUnit.WORKING_DAYS, "ст. 417"),
        items=(
            RequestedItem("i01", "1", "03011", LanguageText.same("контракт")),
            RequestedItem("i02", "2", "04021", LanguageText.same("инвойсы"), True, 2, 3),
            RequestedItem("i03", "3", "04999", LanguageText.same("прайс-лист"), False),
        ),
        policy=SubmissionPolicy("training-1", CountingInstant.FINAL, 300, 600),
    )


@pytest.fixture
def profile() -> Profile:
    return Profile(
        id="document-request",
        profile_version=1,
        title=LanguageText.same("t"),
        description=LanguageText.same("d"),
        source=LanguageText.same("s"),
        status=ProfileStatus.IN_FORCE,
        valid_from=date(2026, 1, 1),
        valid_until=None,
        answers_request=True,
        letter=LetterRule.OPTIONAL,
        items=(),
    )


@pytest.fixture
def case(request_, profile) -> Case:
    reference = RequestReference(request_.request_id, DIGEST, 1)
    return Case.for_request(request_, reference, profile, profile.reference(DIGEST))


@pytest.fixture
def answered(case) -> Case:
    """Every mandatory item answered, the optional one not."""
    return case.add_files("i01", (make_file("f1"),)).add_files(
        "i02", (make_file("f2", "инвойс 1.pdf", 20), make_file("f3", "инвойс 2.pdf", 30))
    )
