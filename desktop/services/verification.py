"""Verifying any container or receipt, ours or foreign, also on a machine that has nothing else."""

from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum
from pathlib import Path

from signing.trust import TrustStore
from signing.validation.verdict import Reason, Verdict


class DocumentKind(StrEnum):
    """What a file turned out to be."""

    PACKAGE = "package"
    STATEMENT = "statement"
    RECEIPT = "receipt"
    REQUEST = "request"
    DELIVERY = "delivery"
    ACKNOWLEDGEMENT = "acknowledgement"
    TREE_HEAD = "tree-head"
    SIGN_IN = "sign-in"
    FOREIGN = "foreign"


@dataclass(frozen=True, slots=True)
class VerifyOptions:
    """How to verify.

    `trust` is added to the anchors of the settings unless `only_given_trust`. `at` is the moment
    for which is asked, None for now. `offline`: no revocation data is fetched.
    """

    trust: TrustStore = field(default_factory=TrustStore)
    crls: tuple[bytes, ...] = ()
    at: datetime | None = None
    offline: bool = False
    only_given_trust: bool = False


@dataclass(frozen=True, slots=True)
class TimestampLine:
    """A timestamp token of a signature."""

    gen_time: datetime
    tsa_name: str
    verdict: Verdict


@dataclass(frozen=True, slots=True)
class SignatureLine:
    """One signature. `trusted_time` is the earliest proven one; None if none is proven."""

    name: str
    level: str
    verdict: Verdict
    signer_name: str | None
    signer_iin: str | None
    signer_organisation: str | None
    signer_bin: str | None
    signer_certificate_sha256: str | None
    claimed_time: datetime | None
    trusted_time: datetime | None
    timestamps: tuple[TimestampLine, ...]
    covered: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class ObjectLine:
    """One file in the container."""

    name: str
    media_type: str
    size_bytes: int
    sha256: str


@dataclass(frozen=True, slots=True)
class StatedFact:
    """Something the document itself says: `key` names its text in the catalogue (`fact.<key>`)."""

    key: str
    value: str


@dataclass(frozen=True, slots=True)
class VerificationReport:
    """The verdict on a file, and everything it rests on."""

    path: Path
    kind: DocumentKind
    profile: str
    verdict: Verdict
    signatures: tuple[SignatureLine, ...]
    objects: tuple[ObjectLine, ...]
    stated: tuple[StatedFact, ...]
    warnings: tuple[Reason, ...]
    checked_at: datetime


class Verification:
    """Verifies in a separate process with time and memory limits."""

    def verify(self, path: Path, options: VerifyOptions | None = None) -> VerificationReport:
        """Verify a file.

        A file that cannot be judged gives `NOT_CHECKED` with the reason, never an exception.

        Raises:
            FileUnreadableError: there is no such file, or it may not be read.
        """
        raise NotImplementedError
