"""Verifying any container or receipt, ours or foreign, also on a machine that has nothing else."""

import os
from dataclasses import dataclass, field, replace
from datetime import datetime
from enum import StrEnum
from pathlib import Path

from desktop.clock import Clock
from desktop.errors import FileUnreadableError
from desktop.services.evidence_folder import Judges, judge_receipt
from desktop.services.network import Network
from desktop.services.progress import Cancelled, never_cancelled
from desktop.services.stated import (
    PASSED,
    Stated,
    StatedFact,
    malformed,
    stated_by_package,
    stated_by_sealed,
)
from signing.asic.errors import ContainerError
from signing.asic.zip_structure import ReadingProfile
from signing.cms.revocation import HttpRevocationFetcher
from signing.credentials.certificate import KeyPurpose
from signing.evidence.errors import DocumentError
from signing.evidence.sealed import DOCUMENT_TYPES
from signing.trust import TrustPurpose, TrustStore
from signing.validation.container_report import ContainerReport, ContainerSignatureReport
from signing.validation.isolated import validate_isolated
from signing.validation.settings import ValidationSettings
from signing.validation.verdict import Reason, Verdict, combine

_NO_CONTAINER = frozenset({"container.malformed", "container.unreadable"})


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

    @property
    def is_no_container(self) -> bool:
        """Whether it could not even be opened as a container: nothing in it was judged."""
        return self.kind is DocumentKind.FOREIGN and any(
            reason.code in _NO_CONTAINER for reason in self.verdict.reasons
        )


class Verification:
    """Verifies in a separate process with time and memory limits. Needs no workspace."""

    def __init__(self, network: Network, clock: Clock) -> None:
        self._network = network
        self._clock = clock

    def verify(
        self,
        path: Path,
        options: VerifyOptions | None = None,
        cancelled: Cancelled = never_cancelled,
    ) -> VerificationReport:
        """Verify a file.

        A file that cannot be judged gives `NOT_CHECKED` with the reason, never an exception.

        Raises:
            FileUnreadableError: there is no such file, or it may not be read.
            Cancelled
        """
        options = options or VerifyOptions()
        if not path.is_file() or not os.access(path, os.R_OK):
            raise FileUnreadableError("no such file", file=path.name)
        at = options.at or self._clock()
        report = validate_isolated(
            path, self._settings(options, TrustPurpose.PARTICIPANT, at), cancelled=cancelled
        )
        kind = _kind_of(report)
        if kind in _SEALED_BY_AUTHORITY:
            settings = self._settings(options, TrustPurpose.AUTHORITY, at)
            report = validate_isolated(path, settings, cancelled=cancelled)
        elif kind is DocumentKind.SIGN_IN:
            settings = self._settings(options, TrustPurpose.PARTICIPANT, at)
            settings = replace(settings, key_purpose=KeyPurpose.SIGN_IN)
            report = validate_isolated(path, settings, cancelled=cancelled)
        stated = self._stated(path, kind, report, options, at)
        return VerificationReport(
            path=path,
            kind=kind,
            profile=f"{report.kind} ({report.profile.name.lower()})",
            verdict=_together(report.verdict, stated.verdict),
            signatures=tuple(map(_signature_line, report.signatures)),
            objects=tuple(
                ObjectLine(one.name, one.media_type, one.size_bytes, one.sha256)
                for one in report.objects
            ),
            stated=stated.facts,
            warnings=report.warnings,
            checked_at=at,
        )

    def _settings(
        self, options: VerifyOptions, purpose: TrustPurpose, at: datetime
    ) -> ValidationSettings:
        own = not options.only_given_trust
        anchors = self._network.trust_store().anchors if own else ()
        crls = self._network.crls() if own else ()
        fetcher = None
        if not options.offline:
            hosts = self._network.services_hosts() | PUBLIC_REVOCATION_HOSTS
            fetcher = HttpRevocationFetcher(
                session=self._network.session(), allowed_hosts=frozenset(hosts)
            )
        return ValidationSettings(
            trust=options.trust.with_anchors(anchors),
            purpose=purpose,
            at=at,
            crls=(*options.crls, *crls),
            revocation_fetcher=fetcher,
        )

    def _stated(
        self,
        path: Path,
        kind: DocumentKind,
        report: ContainerReport,
        options: VerifyOptions,
        at: datetime,
    ) -> Stated:
        if kind is DocumentKind.FOREIGN:
            return Stated(())
        if kind is DocumentKind.PACKAGE:
            return stated_by_package(path, report.objects)
        stated = stated_by_sealed(path, f"{kind.value}.json")
        if kind is not DocumentKind.RECEIPT or stated.verdict is not PASSED:
            return stated
        judges = Judges(
            authority=self._settings(options, TrustPurpose.AUTHORITY, at),
            participant=self._settings(options, TrustPurpose.PARTICIPANT, at),
        )
        identity = None if options.only_given_trust else self._network.identity()
        try:
            return replace(stated, verdict=judge_receipt(path, judges, identity))
        except (DocumentError, ContainerError) as error:
            return malformed(error)


# The services that Kazakh certificates name. Others are not contacted: an address in a stranger's
# file must not make this program knock on doors of his choice.
PUBLIC_REVOCATION_HOSTS = frozenset({"ocsp.pki.gov.kz", "crl.pki.gov.kz", "crl1.pki.gov.kz"})

_SEALED_BY_AUTHORITY = frozenset(
    {
        DocumentKind.REQUEST,
        DocumentKind.RECEIPT,
        DocumentKind.DELIVERY,
        DocumentKind.TREE_HEAD,
    }
)


def _kind_of(report: ContainerReport) -> DocumentKind:
    """By the names in a container that was read as ours; anything else is foreign."""
    names = [one.name for one in report.objects]
    if report.profile is not ReadingProfile.OURS:
        return DocumentKind.FOREIGN
    if len(names) == 1 and names[0] in DOCUMENT_TYPES:
        return DocumentKind(names[0].removesuffix(".json"))
    if {"package.json", "part.json"} <= set(names):
        return DocumentKind.PACKAGE
    return DocumentKind.FOREIGN


def _together(container: Verdict, stated: Verdict) -> Verdict:
    """The worse of both; a verdict that repeats the other's reasons is not told twice."""
    return container if stated is PASSED else combine((container, stated))


def _signature_line(one: ContainerSignatureReport) -> SignatureLine:
    report, signer = one.report, one.report.signer
    return SignatureLine(
        name=one.name,
        level=one.level.value,
        verdict=one.verdict,
        signer_name=None if signer is None else signer.subject,
        signer_iin=None if signer is None else signer.iin,
        signer_organisation=None if signer is None else signer.organisation,
        signer_bin=None if signer is None else signer.bin,
        signer_certificate_sha256=None if signer is None else signer.sha256,
        claimed_time=report.signing_time_claimed,
        trusted_time=report.trusted_time,
        timestamps=tuple(
            TimestampLine(
                gen_time=stamp.gen_time,
                tsa_name="" if stamp.tsa is None else stamp.tsa.subject,
                verdict=stamp.verdict,
            )
            for stamp in report.timestamps
            if stamp.gen_time is not None
        ),
        covered=one.coverage.covered,
    )
