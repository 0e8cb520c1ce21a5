"""What is decided about a statement, in the order in which it is told."""

from dataclasses import replace

import pytest

from portal.core import Limits
from portal.rules.reasons import rejection_reasons
from portal.rules.statements import RequestStanding, StatementFacts, statement_rejection
from signing.evidence.receipt import RejectionCode
from tests.support.evidence_samples import CONTAINERS, STATEMENT

GOOD = StatementFacts(
    statement=STATEMENT,
    signature=None,
    signer_may_act=True,
    request=RequestStanding.KNOWN,
    limits=Limits(),
)


@pytest.mark.parametrize("standing", [RequestStanding.KNOWN, RequestStanding.NONE_NAMED])
def test_a_good_statement_is_taken_in(standing):
    assert statement_rejection(replace(GOOD, request=standing)) == ()


def test_who_did_not_sign_well_is_told_nothing_else():
    facts = replace(
        GOOD,
        signature=RejectionCode.SIGNATURE_BROKEN,
        signer_may_act=False,
        request=RequestStanding.UNKNOWN,
    )
    assert statement_rejection(facts) == (RejectionCode.SIGNATURE_BROKEN,)
    facts = replace(facts, signature=None)
    assert statement_rejection(facts) == (RejectionCode.SIGNER_MAY_NOT_ACT,)


@pytest.mark.parametrize(
    ("change", "code"),
    [
        ({"request": RequestStanding.UNKNOWN}, RejectionCode.REQUEST_UNKNOWN),
        ({"request": RequestStanding.WITHDRAWN}, RejectionCode.REQUEST_WITHDRAWN),
        ({"limits": Limits(max_container_bytes=1)}, RejectionCode.OVER_SIZE),
        ({"limits": Limits(max_parts=1)}, RejectionCode.OVER_SIZE),
    ],
)
def test_each_fault_has_its_reason(change, code):
    assert statement_rejection(replace(GOOD, **change)) == (code,)


def test_all_faults_of_a_good_signer_are_told_together():
    facts = replace(GOOD, request=RequestStanding.UNKNOWN, limits=Limits(max_parts=1))
    assert statement_rejection(facts) == (RejectionCode.REQUEST_UNKNOWN, RejectionCode.OVER_SIZE)


def test_a_container_of_exactly_the_largest_size_is_not_over_it():
    largest = max(one.size_bytes for one in CONTAINERS)
    facts = replace(GOOD, limits=Limits(max_container_bytes=largest))
    assert statement_rejection(facts) == ()


@pytest.mark.parametrize("code", list(RejectionCode))
def test_every_reason_is_said_in_three_languages(code):
    (reason,) = rejection_reasons((code, code))
    texts = {reason.text.en, reason.text.kk, reason.text.ru}
    assert len(texts) == 3
    assert all(texts)
