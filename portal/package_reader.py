"""Looks at a container that was uploaded, and gathers the facts that `rules.packages` judges.

A container is somebody else's bytes: it is validated in a process of its own, with limits.
"""

import hashlib
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from cases.errors import CaseError
from cases.package_document import PackageDocument
from cases.packing import ObservedFile
from cases.part_document import PartDocument
from portal.core import PortalCore
from portal.judge import SignatureJudge
from portal.rules.packages import ContainerFacts
from portal.rules.signatures import signature_problem
from portal.rules.signers import may_act
from portal.store import submissions
from portal.store.submissions import StoredContainer
from signing.asic.errors import ContainerError
from signing.asic.manifest import MANIFEST_NAME
from signing.asic.reader import ContainerReader
from signing.asic.zip_structure import ReadingProfile
from signing.errors import Cancelled, InternalError
from signing.evidence.canonical import MAX_PACKAGE_DOCUMENT_BYTES, parse_canonical_json
from signing.evidence.errors import DocumentError
from signing.evidence.receipt import RejectionCode
from signing.evidence.references import ContainerReference
from signing.evidence.statement import Statement
from signing.validation.container import ContainerReport
from signing.validation.isolated import validate_isolated
from signing.validation.verdict import Indication

PACKAGE, PART, COVER = "package.json", "part.json", "cover.pdf"
OWN_NAMES = frozenset({"mimetype", PACKAGE, PART, COVER})
MAX_MANIFEST_BYTES = 4 * 1024 * 1024
NO_DIGEST = "0" * 64
HASH_BLOCK_BYTES = 1024 * 1024
BROKEN_OFF = "validator."
"""Reasons that say that the validator gave no answer, rather than what the container is."""


class ValidationUnfinishedError(InternalError):
    """The process that validates a container died, or took too long."""


@dataclass(frozen=True, slots=True)
class PackageReader:
    """Reads containers out of the folder of uploads."""

    core: PortalCore
    judge: SignatureJudge

    def read(
        self, statement: Statement, container: StoredContainer, cancelled: Callable[[], bool]
    ) -> ContainerFacts:
        """What there is to know of one container.

        Raises:
            ValidationUnfinishedError: the validation broke off; it may be tried again.
            Cancelled: `cancelled` said so.
        """
        path = self.core.home.uploads / (container.upload_id or "")
        found = ContainerReference(
            part=container.part,
            sha256=_digest_of_file(path, cancelled),
            size_bytes=path.stat().st_size,
            manifest_sha256=NO_DIGEST,
        )
        if found.sha256 != container.sha256:
            return ContainerFacts(found, well_formed=False)
        report = validate_isolated(
            path, self.judge.settings(), ReadingProfile.OURS, cancelled=cancelled
        )
        _require_report(report)
        try:
            with ContainerReader(path, ReadingProfile.OURS) as reader:
                manifest = reader.read(MANIFEST_NAME, MAX_MANIFEST_BYTES)
                package = reader.read(PACKAGE, MAX_PACKAGE_DOCUMENT_BYTES)
                part = reader.read(PART, MAX_PACKAGE_DOCUMENT_BYTES)
        except ContainerError:
            return ContainerFacts(found, well_formed=False)
        return self._facts(statement, found, report, manifest, package, part)

    def _facts(
        self,
        statement: Statement,
        found: ContainerReference,
        report: ContainerReport,
        manifest: bytes,
        package: bytes,
        part: bytes,
    ) -> ContainerFacts:
        found = ContainerReference(
            part=found.part,
            sha256=found.sha256,
            size_bytes=found.size_bytes,
            manifest_sha256=hashlib.sha256(manifest).hexdigest(),
        )
        problem, may_sign = self._signature(statement, report)
        files = tuple(
            ObservedFile(found.part, entry.name, entry.sha256, entry.size_bytes)
            for entry in report.objects
            if entry.name not in OWN_NAMES and not entry.name.startswith("META-INF/")
        )
        return ContainerFacts(
            found=found,
            well_formed=True,
            signature=problem,
            signer_may_act=may_sign,
            package_sha256=hashlib.sha256(package).hexdigest(),
            package=_read_package(package),
            part=_read_part(part),
            files=files,
        )

    def _signature(
        self, statement: Statement, report: ContainerReport
    ) -> tuple[RejectionCode | None, bool]:
        """What is wrong with the one signature of our form, and whether its signer may act."""
        reports = [one.report for one in report.signatures]
        signers = [one.signer for one in reports if one.signer is not None]
        if not signers or len(signers) != len(reports):
            return RejectionCode.SIGNATURE_BROKEN, False
        problems = list(filter(None, map(signature_problem, reports)))
        if not problems and report.verdict.indication is not Indication.TOTAL_PASSED:
            problems = [RejectionCode.SIGNATURE_BROKEN]  # an entry missing, altered, uncovered
        with self.core.database.reading() as connection:
            allowed = [
                may_act(
                    statement.participant,
                    statement.representative,
                    signer,
                    lambda who, iin, power: submissions.knows_power(connection, who, iin, power),
                )
                for signer in signers
            ]
        return next(iter(problems), None), any(allowed)


def _require_report(report: ContainerReport) -> None:
    codes = [reason.code for reason in report.verdict.reasons]
    if any(code.startswith(BROKEN_OFF) for code in codes):
        raise ValidationUnfinishedError(",".join(codes))


def _digest_of_file(path: Path, cancelled: Callable[[], bool]) -> str:
    digest = hashlib.sha256()
    with path.open("rb", buffering=0) as file:
        while block := file.read(HASH_BLOCK_BYTES):
            digest.update(block)
            if cancelled():
                raise Cancelled
    return digest.hexdigest()


def _read_package(content: bytes) -> PackageDocument | None:
    try:
        members = parse_canonical_json(
            content,
            type_="qolhat.package",
            versions=(1,),
            max_bytes=MAX_PACKAGE_DOCUMENT_BYTES,
        )
        return PackageDocument.from_json(members)
    except (DocumentError, CaseError):
        return None


def _read_part(content: bytes) -> PartDocument | None:
    try:
        members = parse_canonical_json(content, type_="qolhat.part", versions=(1,))
        return PartDocument.from_json(members)
    except (DocumentError, CaseError):
        return None
