"""What a validation says about a container: plain values."""

from dataclasses import dataclass
from typing import Final

from signing.asic.written import HashedObject
from signing.asic.zip_structure import ReadingProfile
from signing.cms.levels import SignatureLevel
from signing.validation.signature import SignatureReport
from signing.validation.timestamp import TimestampReport
from signing.validation.verdict import Reason, SubIndication, Verdict

_BROKEN_TOKEN: Final = frozenset(
    {
        SubIndication.FORMAT_FAILURE,
        SubIndication.HASH_FAILURE,
        SubIndication.SIG_CRYPTO_FAILURE,
    }
)


@dataclass(frozen=True, slots=True)
class Coverage:
    """What a manifest names, entry by entry.

    Attributes:
        manifest_name: the manifest's entry; None if there is none to be found.
        covered: entries that are there and have the digest that was signed.
        missing: names of which there is no entry.
        altered: entries with other content than was signed, or with damaged content.
        unknown: entries whose digest is of an algorithm outside the closed list.
        verdict: on the manifest alone: TOTAL_PASSED if all it names is covered.
    """

    manifest_name: str | None
    covered: tuple[str, ...]
    missing: tuple[str, ...]
    altered: tuple[str, ...]
    unknown: tuple[str, ...]
    verdict: Verdict


@dataclass(frozen=True, slots=True)
class ContainerSignatureReport:
    """One signature in a container, judged by itself.

    Attributes:
        name: the signature's entry.
        coverage: what it covers, through its manifest.
        report: on the CMS over the manifest; NOT_CHECKED if it is not known which one that is.
        verdict: on both together.
    """

    name: str
    coverage: Coverage
    report: SignatureReport
    verdict: Verdict

    @property
    def intact(self) -> bool:
        """Whether signature and covered content are whole, whoever the signer is."""
        coverage = self.coverage
        broken = coverage.missing or coverage.altered or coverage.unknown
        whole = bool(coverage.covered) and not broken
        return whole and bool(self.report.intact)

    @property
    def level(self) -> SignatureLevel:
        """The level that the CMS itself holds; archive timestamps are reported beside it."""
        return self.report.level


@dataclass(frozen=True, slots=True)
class ContainerTimestampReport:
    """A timestamp over a manifest: a time assertion, or an archive timestamp (level LTA).

    Attributes:
        name: the token's entry.
        archive: whether its manifest is an archive manifest.
        coverage: what it covers, signatures and manifests included.
        report: on the token.
    """

    name: str
    archive: bool
    coverage: Coverage
    report: TimestampReport

    @property
    def intact(self) -> bool:
        """Whether all that it covers is as it was, and the token is the one over it."""
        coverage = self.coverage
        broken = coverage.missing or coverage.altered or coverage.unknown
        failed = self.report.verdict.sub_indication
        return bool(coverage.covered) and not broken and failed not in _BROKEN_TOKEN


@dataclass(frozen=True, slots=True)
class ContainerReport:
    """What was found about a container.

    Attributes:
        verdict: on the whole: the worst of its signatures, and of what concerns the container.
        profile: as what it was read.
        kind: `ASiC-E`, `ASiC-S`, or `unknown` if it could not be read.
        signatures: each by itself, in the order of the file.
        timestamps: time assertions and archive timestamps over manifests.
        objects: all files of the payload with their digests, in the order of the file.
        uncovered: files of the payload of which the signatures say nothing.
        warnings: oddities that change no indication.
    """

    verdict: Verdict
    profile: ReadingProfile
    kind: str = "unknown"
    signatures: tuple[ContainerSignatureReport, ...] = ()
    timestamps: tuple[ContainerTimestampReport, ...] = ()
    objects: tuple[HashedObject, ...] = ()
    uncovered: tuple[str, ...] = ()
    warnings: tuple[Reason, ...] = ()
