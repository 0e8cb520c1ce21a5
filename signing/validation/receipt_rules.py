"""What makes a receipt good, rule by rule (docs/formats.md, 13). Pure: no clock, no disk.

Each rule looks at one `ReceiptCase` and yields what it finds; `RULES` lists them in the order in
which their findings are told.
"""

import hashlib
from collections.abc import Callable, Iterable, Iterator
from datetime import timedelta
from typing import Final, Literal

from signing.evidence.receipt import Receipt, ReceiptStage
from signing.evidence.references import ContainerReference, CountedInstant, SubmissionPolicy
from signing.evidence.statement import Statement
from signing.evidence.values import whole_seconds
from signing.validation.clocks import same_operator
from signing.validation.findings import Finding, failure, remark
from signing.validation.receipt_evidence import PACKAGE, RECEIPT, STATEMENT, ReceiptCase
from signing.validation.seal_rules import (
    check_authority,
    check_environment,
    check_seal,
    check_sealed_in_time,
    seconds_between,
)
from signing.validation.verdict import Indication, SubIndication

Rule = Callable[[ReceiptCase], Iterator[Finding]]

USUAL_SKEW_SECONDS = 300
USUAL_SEAL_GAP_SECONDS = 3600

_HASH = SubIndication.HASH_FAILURE
_ORDER = SubIndication.TIMESTAMP_ORDER_FAILURE


def sealed_by_the_authority(case: ReceiptCase) -> Iterator[Finding]:
    """The issuer is who we expect and whom the statement addressed, and the seal is its."""
    expected = case.evidence.issuer
    yield from check_authority(RECEIPT, case.receipt.issuer, case.evidence.seal, expected)
    if case.statement.recipient != expected:
        yield failure(
            "receipt.not_the_authority",
            SubIndication.SIG_CONSTRAINTS_FAILURE,
            document=STATEMENT,
            expected=expected.name,
            found=case.statement.recipient.name,
        )


def seal_holds(case: ReceiptCase) -> Iterator[Finding]:
    """The seal is intact, and a token says when it was made."""
    yield from check_seal(RECEIPT, case.evidence.seal)


def of_this_environment(case: ReceiptCase) -> Iterator[Finding]:
    """Training receipts are good in training only."""
    yield from check_environment(RECEIPT, case.receipt.environment, case.evidence.environment)


def about_our_statement(case: ReceiptCase) -> Iterator[Finding]:
    """It names the container we sent, and repeats nonce and participant."""
    receipt, own = case.receipt, case.evidence.statement
    if (receipt.statement_sha256, receipt.nonce) != (own.container_sha256, case.statement.nonce):
        yield failure("receipt.wrong_statement", _HASH)
    if receipt.participant != case.statement.participant:
        yield failure(
            "receipt.wrong_participant",
            document=RECEIPT,
            expected=case.statement.participant.id,
            found=receipt.participant.id,
        )


def statement_holds(case: ReceiptCase) -> Iterator[Finding]:
    """Our own signature is not broken; that it cannot be told (revocation, …) is a remark here.

    A rejection may be *about* a broken signature (a revoked certificate): then it is as good as
    any. The verdict on the statement stands beside that on the receipt; see formats.md, 14.
    """
    verdict = case.evidence.statement.signature.verdict
    if verdict.indication is Indication.TOTAL_FAILED:
        if case.receipt.stage is ReceiptStage.REJECTED:
            yield remark("receipt.statement_broken")
            return
        yield failure(
            "receipt.statement_broken", verdict.sub_indication or SubIndication.SIG_CRYPTO_FAILURE
        )
    elif verdict.indication is not Indication.TOTAL_PASSED:
        yield remark("receipt.statement_undecided", indication=verdict.indication.value)


def answers_our_request(case: ReceiptCase) -> Iterator[Finding]:
    """Receipt, statement and `package.json` refer to one version of one request, or to none."""
    asked = case.statement.request
    held = case.evidence.package
    references = [(RECEIPT, case.receipt.request)]
    if held is not None:
        references.append((PACKAGE, held.request))
    for document, found in references:
        if found != asked:
            yield failure(
                "receipt.wrong_request",
                _HASH,
                document=document,
                expected=asked.id if asked else "",
                found=found.id if found else "",
            )


def about_our_package(case: ReceiptCase) -> Iterator[Finding]:
    """The same `package.json` and the same containers, all of them, in receipt and in hand."""
    receipt, statement, held = case.receipt, case.statement, case.evidence.package
    yield from _compare(statement, receipt.package_sha256, receipt.containers, "receipt")
    if held is None:
        yield remark("receipt.package_not_at_hand")
    else:
        yield from _compare(statement, held.package_sha256, held.containers, "files")


def _compare(
    statement: Statement,
    package_sha256: str,
    found: Iterable[ContainerReference],
    where: Literal["receipt", "files"],
) -> Iterator[Finding]:
    """The stated `package.json` ("part 0"), each stated part, unchanged, and no other."""
    if package_sha256 != statement.package_sha256:
        yield failure("receipt.wrong_package", _HASH, where=where, part=0)
    stated = statement.containers
    expected = {container.part: container for container in stated}
    present: dict[int, list[ContainerReference]] = {}
    for container in found:
        present.setdefault(container.part, []).append(container)
    for part in sorted(expected.keys() - present.keys()):
        yield failure("receipt.part_missing", _HASH, where=where, part=part, parts=len(expected))
    for part, containers in sorted(present.items()):
        if any(container != expected.get(part) for container in containers):
            yield failure("receipt.wrong_package", _HASH, where=where, part=part)


def names_our_signer(case: ReceiptCase) -> Iterator[Finding]:
    """The signer in the receipt is the holder of the certificate that signed the statement."""
    signature, named = case.evidence.statement.signature, case.receipt.signer
    certificate, signer = signature.signer_certificate, signature.signer
    same = (
        certificate is not None
        and signer is not None
        and hashlib.sha256(certificate).hexdigest() == named.certificate_sha256
        and (signer.iin, signer.bin) == (named.iin, named.bin)
    )
    if not same:
        yield failure("receipt.wrong_signer", _HASH, document=RECEIPT, found=named.name)


def policy_was_announced(case: ReceiptCase) -> Iterator[Finding]:
    """The policy is the request's; its numbers are not so wide that the time rules say nothing."""
    policy, announced = case.receipt.policy, case.evidence.policy
    if announced is not None and _numbers(policy) != _numbers(announced):
        yield failure("receipt.wrong_policy", found=policy.id, expected=announced.id)
    if (
        policy.max_skew_seconds > USUAL_SKEW_SECONDS
        or policy.max_seal_gap_seconds > USUAL_SEAL_GAP_SECONDS
    ):
        yield remark(
            "receipt.loose_policy",
            skew_seconds=policy.max_skew_seconds,
            gap_seconds=policy.max_seal_gap_seconds,
        )


def _numbers(policy: SubmissionPolicy) -> tuple[str, CountedInstant, int, int]:
    """All but `complete_by`, which is decided at the intake."""
    return policy.id, policy.counts, policy.max_skew_seconds, policy.max_seal_gap_seconds


def not_back_dated(case: ReceiptCase) -> Iterator[Finding]:
    """Nothing arrives before it exists: statement token ≤ started + skew."""
    token_time, receipt = case.evidence.statement.signature.trusted_time, case.receipt
    if token_time is None:
        yield remark("receipt.no_statement_token")
        return
    token_time = whole_seconds(token_time)
    skew = timedelta(seconds=receipt.policy.max_skew_seconds)
    if token_time > receipt.started + skew:
        yield failure(
            "receipt.back_dated",
            _ORDER,
            document=RECEIPT,
            seconds=seconds_between(receipt.started, token_time),
            allowed=receipt.policy.max_skew_seconds,
        )
    elif token_time < receipt.started - skew:
        early = seconds_between(token_time, receipt.started)
        yield remark("receipt.early_statement_token", seconds=early)


def in_order(case: ReceiptCase) -> Iterator[Finding]:
    """The instants agree with each other and with the stage."""
    yield from check_order(case.receipt)


def check_order(receipt: Receipt) -> Iterator[Finding]:
    """The instants: started ≤ received ≤ verified; a lapse comes after `complete_by`."""
    if not receipt.started <= receipt.received <= receipt.attested:
        yield failure("receipt.times_disagree", _ORDER)
    complete_by = receipt.policy.complete_by
    if complete_by is None:  # only a rejection may leave it out
        return
    if receipt.stage is ReceiptStage.LAPSED and receipt.received < complete_by:
        yield failure("receipt.lapsed_too_early", _ORDER)
    counts_intake = receipt.policy.counts is CountedInstant.INTAKE
    if receipt.stage is ReceiptStage.FINAL and counts_intake and receipt.received > complete_by:
        yield remark(
            "receipt.after_complete_by", seconds=seconds_between(complete_by, receipt.received)
        )


def sealed_in_time(case: ReceiptCase) -> Iterator[Finding]:
    """The seal's token follows: attested ≤ token + skew, and token − attested ≤ gap."""
    receipt = case.receipt
    yield from check_sealed_in_time(
        RECEIPT, receipt.attested, case.evidence.seal.trusted_time, receipt.policy
    )


def two_clocks(case: ReceiptCase) -> Iterator[Finding]:
    """`receipt.one_clock`: two tokens of one operator are one witness, not two."""
    statement, seal = case.evidence.statement.signature, case.evidence.seal
    if statement.trusted_time is None or seal.trusted_time is None:
        return
    if same_operator(statement, seal):
        yield remark("receipt.one_clock")


def continues_the_intake(case: ReceiptCase) -> Iterator[Finding]:
    """What follows an intake receipt refers to it and repeats what it said."""
    receipt, intake = case.receipt, case.intake
    if receipt.intake_sha256 is None:
        return
    if intake is None or case.evidence.intake is None:
        yield remark("receipt.intake_not_at_hand")
        return
    digest = hashlib.sha256(case.evidence.intake).hexdigest()
    same = (
        digest == receipt.intake_sha256
        and intake.stage is ReceiptStage.INTAKE
        and intake.statement_sha256 == receipt.statement_sha256
        and intake.started == receipt.started
        and intake.policy == receipt.policy
    )
    if not same:
        yield failure("receipt.wrong_intake", _HASH)


def says_what_it_is(case: ReceiptCase) -> Iterator[Finding]:
    """A genuine receipt may be a rejection: it proves that, and must not read as an acceptance."""
    yield from tell_stage(case.receipt)


def tell_stage(receipt: Receipt) -> Iterator[Finding]:
    """A remark on every stage but `final`."""
    if receipt.stage is ReceiptStage.INTAKE:
        yield remark("receipt.is_intake_only")
    elif receipt.stage is ReceiptStage.REJECTED:
        codes = ", ".join(reason.code.value for reason in receipt.reasons)
        yield remark("receipt.is_rejection", reasons=codes)
    elif receipt.stage is ReceiptStage.LAPSED:
        yield remark("receipt.is_lapse")


RULES: Final[tuple[Rule, ...]] = (
    sealed_by_the_authority,
    seal_holds,
    of_this_environment,
    about_our_statement,
    statement_holds,
    answers_our_request,
    about_our_package,
    names_our_signer,
    policy_was_announced,
    not_back_dated,
    in_order,
    sealed_in_time,
    two_clocks,
    continues_the_intake,
    says_what_it_is,
)
