"""Submitting a package that was packed elsewhere: its containers become a submission's own.

The very same containers are the very same submission: given twice, the second time goes on with
the first, and nothing is sent twice.
"""

import hashlib
import logging
import secrets
import shutil
from collections.abc import Sequence
from pathlib import Path

from cases.part_document import check_parts
from desktop.clock import Clock
from desktop.errors import PackageIncompleteError
from desktop.services.packages import PackageRead, Packages, check_package_signer, in_part_order
from desktop.submission.making import container_file
from desktop.submission_record import PartRecord, SubmissionRecord, SubmissionStatus
from desktop.workspace.workspace import Workspace
from signing.asic.errors import disk_error
from signing.asic.manifest import MANIFEST_NAME
from signing.asic.reader import ContainerReader
from signing.asic.zip_structure import ReadingProfile
from signing.cms.levels import SignatureLevel
from signing.cms.timestamp import BadTimestampTokenError, TsaError
from signing.credentials.credential import Credential
from signing.evidence.references import ParticipantReference

_log = logging.getLogger(__name__)
_MAX_MANIFEST_BYTES = 16 * 1024 * 1024
_BLOCK_BYTES = 1 << 20


class Adoption:
    """Takes containers in."""

    def __init__(self, workspace: Workspace, packages: Packages, clock: Clock) -> None:
        self._workspace = workspace
        self._packages = packages
        self._clock = clock

    def adopt(
        self,
        paths: Sequence[Path],
        credential: Credential,
        level: SignatureLevel,
        portal_origin: str,
    ) -> SubmissionRecord:
        """The submission of these containers, not recorded yet; or the one there already is.

        Containers without a signature are copied and signed.

        Raises:
            ContainerError, DocumentError, DomainRuleError: one is no container of ours.
            PackageIncompleteError: they are not one whole package.
            WrongParticipantError
            DiskFullError, DiskWriteError
        """
        parts = in_part_order(paths)
        findings = check_parts(
            [one.part for _, one in parts], parts[0][1].document, parts[0][1].package_sha256
        )
        if findings:
            raise PackageIncompleteError(findings[0].code, reason=findings[0].code)
        if all(one.signed for _, one in parts):
            check_package_signer(parts[0][1].document, credential)
            known = self._known({_sha256(path) for path, _ in parts})
            if known is not None:
                return known
        submission_id = secrets.token_hex(8)
        folder = self._workspace.submission_folder(submission_id)
        records = tuple(self._take(path, one, folder, credential, level) for path, one in parts)
        package = in_part_order([folder / record.file for record in records])[0][1]
        now = self._clock()
        return SubmissionRecord(
            submission_id=submission_id,
            case_id=None,
            participant=ParticipantReference.from_json(package.document.participant.to_json()),
            portal_origin=portal_origin,
            status=SubmissionStatus.SIGNED,
            nonce=secrets.token_hex(16),
            created=now,
            changed=now,
            parts=records,
            package_sha256=package.package_sha256,
        )

    def _known(self, digests: set[str]) -> SubmissionRecord | None:
        for record in self._workspace.submissions.with_container(min(digests)):
            cancelled = record.status is SubmissionStatus.CANCELLED
            if not cancelled and {part.sha256 for part in record.parts} == digests:
                return record
        return None

    def _take(
        self,
        source: Path,
        package: PackageRead,
        folder: Path,
        credential: Credential,
        level: SignatureLevel,
    ) -> PartRecord:
        path = folder / container_file(package.part.part, package.part.parts)
        try:
            shutil.copyfile(source, path)
            path.chmod(0o600)
        except OSError as error:
            raise disk_error(error, folder) from error
        if not package.signed:
            self._sign(path, credential, level)
        with ContainerReader(path, ReadingProfile.OURS) as reader:
            manifest = reader.read(MANIFEST_NAME, _MAX_MANIFEST_BYTES)
        return PartRecord(
            part=package.part.part,
            file=path.name,
            size_bytes=path.stat().st_size,
            sha256=_sha256(path),
            manifest_sha256=hashlib.sha256(manifest).hexdigest(),
        )

    def _sign(self, path: Path, credential: Credential, level: SignatureLevel) -> None:
        """Sign; without a timestamp if its service is out of reach, which keeps nobody waiting."""
        try:
            self._packages.sign(path, credential, level, None)
        except (TsaError, BadTimestampTokenError) as error:
            _log.warning("no timestamp for %s: %s", path.name, error)
            self._packages.sign(path, credential, SignatureLevel.B_B, None)


def _sha256(path: Path) -> str:
    digest = hashlib.sha256()
    with path.open("rb") as file:
        while block := file.read(_BLOCK_BYTES):
            digest.update(block)
    return digest.hexdigest()
