"""Who may act for whom: every combination that the protocol names."""

from dataclasses import replace
from datetime import UTC, date, datetime

import pytest

from portal.pki import profiles
from portal.rules.signers import may_act, may_read, signer_reference
from signing.credentials.certificate import CertificateSummary
from signing.evidence.references import (
    CertificateRole,
    ParticipantKind,
    ParticipantReference,
    PowerOfAttorney,
    Representative,
)

COMPANY = ParticipantReference(ParticipantKind.BIN, "470340001014", "company")
PERSON = ParticipantReference(ParticipantKind.IIN, "880417201010", "person")
HEAD = CertificateSummary(
    subject="head",
    iin=PERSON.id,
    organisation="company",
    bin=COMPANY.id,
    serial="1",
    issuer="ca",
    not_before=datetime(2026, 1, 1, tzinfo=UTC),
    not_after=datetime(2027, 1, 1, tzinfo=UTC),
    key_algorithm="rsa",
    key_bits=2048,
    roles=(profiles.ROLE_LEGAL_PERSON, profiles.ROLE_HEAD),
    extended_key_usage=(),
    may_sign=True,
    may_sign_in=True,
    sha256="0" * 64,
)
STRANGER = replace(HEAD, iin="790905101038", bin="481140002079")
POWER = PowerOfAttorney("7", date(2026, 1, 12))


def nobody_knows(*_):
    return False


@pytest.mark.parametrize(
    ("role", "expected"),
    [
        (profiles.ROLE_HEAD, True),
        (profiles.ROLE_RIGHT_TO_SIGN, True),
        (profiles.ROLE_FINANCIAL, True),
        (profiles.ROLE_EMPLOYEE, False),
        (profiles.ROLE_INFORMATION_SYSTEM, False),
        ("1.2.398.3.3.4.1.2.99", False),
        (profiles.ROLE_LEGAL_PERSON, False),
    ],
)
def test_only_roles_that_sign_sign_for_an_organisation(role, expected):
    holder = replace(HEAD, roles=(profiles.ROLE_LEGAL_PERSON, role))
    assert may_act(COMPANY, None, holder, nobody_knows) is expected
    by_role = Representative(PERSON.id, "x", CertificateRole())
    assert may_act(COMPANY, by_role, holder, nobody_knows) is expected
    assert may_read(COMPANY, holder)


def test_a_person_signs_for_themselves_with_any_of_their_certificates():
    assert may_act(PERSON, None, HEAD, nobody_knows)
    assert may_act(PERSON, None, replace(HEAD, bin=None, roles=()), nobody_knows)


def test_a_stranger_signs_and_reads_for_nobody():
    for participant in (COMPANY, PERSON):
        assert not may_act(participant, None, STRANGER, nobody_knows)
        assert not may_read(participant, STRANGER)


def test_a_number_of_the_other_kind_is_another_participant():
    as_company = replace(COMPANY, id=PERSON.id)
    assert not may_act(as_company, None, HEAD, nobody_knows)
    assert not may_read(replace(PERSON, id=COMPANY.id), HEAD)


def test_a_certificate_without_numbers_acts_for_nobody():
    empty = replace(HEAD, iin=None, bin=None)
    assert not may_act(COMPANY, None, empty, nobody_knows)
    assert not may_act(COMPANY, Representative("0" * 12, "x", POWER), empty, lambda *_: True)


def test_a_power_of_attorney_is_looked_up_for_this_participant_and_this_signer():
    asked = []

    def knows(participant, iin, power):
        asked.append((participant, iin, power))
        return True

    lawyer = Representative(STRANGER.iin, "lawyer", POWER)
    assert may_act(COMPANY, lawyer, STRANGER, knows)
    assert asked == [(COMPANY, STRANGER.iin, POWER)]
    assert not may_act(COMPANY, lawyer, HEAD, knows)
    assert not may_act(COMPANY, lawyer, STRANGER, nobody_knows)


def test_a_role_of_another_organisation_is_no_basis():
    by_role = Representative(STRANGER.iin, "x", CertificateRole())
    assert not may_act(COMPANY, by_role, STRANGER, nobody_knows)
    assert not may_act(PERSON, by_role, STRANGER, nobody_knows)


def test_the_signer_in_a_receipt_is_the_certificates():
    reference = signer_reference(HEAD)
    assert (reference.iin, reference.bin, reference.name) == (PERSON.id, COMPANY.id, "head")
    assert reference.certificate_sha256 == HEAD.sha256
