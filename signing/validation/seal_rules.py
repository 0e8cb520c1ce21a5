"""The rules that hold for whatever an authority seals: receipts, deliveries, tree heads."""

from collections.abc import Iterator
from datetime import datetime, timedelta

from signing.evidence.references import Environment, SubmissionPolicy
from signing.evidence.values import whole_seconds
from signing.trust import PortalIdentity
from signing.validation.findings import Finding, SignatureFinding, doubt, failure
from signing.validation.verdict import Indication, SubIndication


def check_authority(
    document: str, issuer: PortalIdentity, seal: SignatureFinding, expected: PortalIdentity
) -> Iterator[Finding]:
    """`receipt.not_the_authority`: the document names, and its seal is, the identity we expect.

    That the seal's chain ends in an anchor of purpose `authority` is part of the seal's verdict.
    """
    certificate = seal.signer_certificate
    if issuer != expected or certificate is None or not expected.matches_seal(certificate):
        signer = seal.signer
        yield failure(
            "receipt.not_the_authority",
            SubIndication.SIG_CONSTRAINTS_FAILURE,
            document=document,
            expected=expected.name,
            found=signer.subject if signer else "",
        )


def check_seal(document: str, seal: SignatureFinding) -> Iterator[Finding]:
    """`receipt.seal_broken`, and `receipt.no_seal_token` where no trusted time stands for it."""
    if seal.verdict.indication is Indication.TOTAL_FAILED:
        yield failure(
            "receipt.seal_broken",
            seal.verdict.sub_indication or SubIndication.GENERIC,
            document=document,
        )
    elif seal.trusted_time is None:
        yield doubt("receipt.no_seal_token", document=document)


def check_environment(
    document: str, found: Environment, expected: Environment
) -> Iterator[Finding]:
    """`receipt.wrong_environment`: what the training portal seals proves nothing in production."""
    if found is not expected:
        yield failure(
            "receipt.wrong_environment",
            SubIndication.SIG_CONSTRAINTS_FAILURE,
            document=document,
            expected=expected.value,
            found=found.value,
        )


def check_sealed_in_time(
    document: str, stated: datetime, token_time: datetime | None, policy: SubmissionPolicy
) -> Iterator[Finding]:
    """`receipt.post_dated` and `receipt.late_seal`: the seal follows the stated instant, soon.

    With the token's genTime cut to whole seconds, as stated instants are: stated ≤ token + skew,
    and token − stated ≤ gap.
    """
    if token_time is None:
        return
    token_time = whole_seconds(token_time)
    if stated > token_time + timedelta(seconds=policy.max_skew_seconds):
        yield failure(
            "receipt.post_dated",
            SubIndication.TIMESTAMP_ORDER_FAILURE,
            document=document,
            seconds=seconds_between(token_time, stated),
            allowed=policy.max_skew_seconds,
        )
    if token_time - stated > timedelta(seconds=policy.max_seal_gap_seconds):
        yield failure(
            "receipt.late_seal",
            SubIndication.TIMESTAMP_ORDER_FAILURE,
            document=document,
            seconds=seconds_between(stated, token_time),
            allowed=policy.max_seal_gap_seconds,
        )


def seconds_between(earlier: datetime, later: datetime) -> int:
    """Whole seconds from one instant to another."""
    return int((later - earlier).total_seconds())
