"""The steps that need the key: pack, sign, state. None of them needs the portal."""

import logging
from dataclasses import replace
from pathlib import Path

from desktop.clock import local_offset
from desktop.errors import CaseUnknownError, WrongParticipantError
from desktop.ledger_note import LedgerEvent, LedgerNote
from desktop.submission.context import Matter, Tools
from desktop.submission.packing import PackageDeclaration, pack
from desktop.submission.statement import STATEMENT_DOCUMENT, Declaration, build_statement
from desktop.submission.watch import Watch
from desktop.submission_record import (
    PartRecord,
    SubmissionRecord,
    SubmissionStatus,
    SubmissionStep,
)
from signing.asic.partial import remove_partials
from signing.asic.written import WrittenContainer
from signing.cms.levels import add_signature_timestamp
from signing.cms.timestamp import BadTimestampTokenError, TimestampSource, TsaError
from signing.credentials.certificate import CertificateSummary
from signing.credentials.credential import Credential
from signing.evidence.references import ParticipantKind, ParticipantReference, Representative
from signing.evidence.sealed import seal

_log = logging.getLogger(__name__)
STATEMENT_FILE = "statement.asice"


def container_file(part: int, parts: int) -> str:
    """The file name of a part of a package."""
    return "package.asice" if parts == 1 else f"package-{part}-of-{parts}.asice"


def check_signer(
    certificate: CertificateSummary,
    participant: ParticipantReference,
    representative: Representative | None,
) -> None:
    """That this certificate may sign for the participant, as far as can be told here.

    Whether a role or a power of attorney suffices is for the authority to say.

    Raises:
        WrongParticipantError
    """
    if representative is not None:
        fits = certificate.iin == representative.iin
    elif participant.kind is ParticipantKind.IIN:
        fits = certificate.iin == participant.id
    else:
        fits = certificate.bin == participant.id
    if not fits:
        raise WrongParticipantError(
            "the certificate is somebody else's",
            participant=participant.id,
            certificate=certificate.bin or certificate.iin or certificate.subject,
        )


class StampIfPossible:
    """A timestamp service that may be out of reach: then the signature stays without one.

    A statement without a token may be sent and is said to have no trusted time of its own; an
    unreachable service must not keep anybody from a deadline.
    """

    def __init__(self, source: TimestampSource | None) -> None:
        self._source = source
        self.failure: str | None = None if source else "not_configured"

    def stamp(self, signature: bytes) -> bytes:
        """The signature with a timestamp, or as it is; `failure` says why."""
        if self._source is None:
            return signature
        try:
            return add_signature_timestamp(signature, self._source)
        except (TsaError, BadTimestampTokenError) as error:
            _log.warning("no timestamp: %s", error)
            self.failure = error.code
            return signature


class Maker:
    """Takes the steps with an open key."""

    def __init__(self, matter: Matter, tools: Tools, watch: Watch, credential: Credential) -> None:
        self._matter = matter
        self._tools = tools
        self._watch = watch
        self._credential = credential
        self._stamps = StampIfPossible(tools.timestamps)

    def pack(self, record: SubmissionRecord) -> SubmissionRecord:
        """Write and sign all containers in one pass over the files."""
        case = self._matter.case
        if case is None:
            raise CaseUnknownError("no case to pack", case=record.case_id or "")
        check_signer(self._credential.certificate, record.participant, self._matter.representative)
        remove_leftovers(self._matter.folder)
        total = case.size_bytes
        self._watch.begin(SubmissionStep.PACK, total)
        now = self._tools.journal.now()
        packed = pack(
            case,
            PackageDeclaration(record.nonce, now, local_offset(now)),
            lambda part, parts: self._matter.folder / container_file(part, parts),
            render_cover=self._tools.render_cover,
            sign=self._sign,
            progress=lambda done: self._watch.advance(SubmissionStep.PACK, done, total),
            cancelled=self._watch.cancelled,
        )
        self._watch.finish(SubmissionStep.PACK, total)
        signed = self._sealed(record, packed.package_sha256, packed.containers)
        self._watch.finish(SubmissionStep.SIGN)
        return signed

    def state(self, record: SubmissionRecord) -> SubmissionRecord:
        """Sign "I submit these containers for that request"; from here on they are frozen."""
        self._watch.begin(SubmissionStep.STATEMENT)
        check_signer(self._credential.certificate, record.participant, self._matter.representative)
        journal = self._tools.journal
        now = journal.now()
        head = journal.largest_head(record.portal_origin)
        statement = build_statement(
            record,
            self._tools.trust.identity,
            self._matter.request,
            self._matter.representative,
            Declaration(
                time=now,
                offset=local_offset(now),
                ledger=journal.ledger_position(record.participant),
                tree_head=None if head is None else head.position,
                previous_receipt_sha256=journal.previous_receipt_sha256(
                    record.portal_origin, record.participant
                ),
            ),
        )
        sealed = self._seal(statement.to_bytes(), self._matter.folder / STATEMENT_FILE)
        stated = journal.save(
            replace(
                record,
                status=SubmissionStatus.STATED,
                statement_file=STATEMENT_FILE,
                statement_sha256=sealed.sha256,
                stopped_by=None,
            ),
            LedgerNote(
                LedgerEvent.STATEMENT_SIGNED,
                record.submission_id,
                {"statement": sealed.sha256},
                self._timestamp_facts(),
            ),
        )
        self._watch.finish(SubmissionStep.STATEMENT)
        return stated

    def _seal(self, content: bytes, path: Path) -> WrittenContainer:
        def write(source: TimestampSource | None) -> WrittenContainer:
            return seal(
                STATEMENT_DOCUMENT,
                content,
                self._credential,
                signing_time=self._tools.journal.now(),
                timestamp_source=source,
                path=path,
            )

        try:
            return write(self._tools.timestamps)
        except (TsaError, BadTimestampTokenError) as error:
            _log.warning("no timestamp for the statement: %s", error)
            self._stamps.failure = error.code
            return write(None)

    def _sign(self, manifest: bytes) -> bytes:
        signature = self._credential.sign_detached(manifest, self._tools.journal.now())
        return self._stamps.stamp(signature)

    def _sealed(
        self,
        record: SubmissionRecord,
        package_sha256: str,
        containers: tuple[WrittenContainer, ...],
    ) -> SubmissionRecord:
        parts = tuple(
            PartRecord(
                part=number,
                file=one.path.name,
                size_bytes=one.size_bytes,
                sha256=one.sha256,
                manifest_sha256=one.manifest_sha256 or "",
            )
            for number, one in enumerate(containers, 1)
        )
        digests = {f"container.{part.part}": part.sha256 for part in parts}
        return self._tools.journal.save(
            replace(
                record,
                status=SubmissionStatus.SIGNED,
                parts=parts,
                package_sha256=package_sha256,
                stopped_by=None,
            ),
            LedgerNote(
                LedgerEvent.PACKAGE_SEALED,
                record.submission_id,
                {"package": package_sha256, **digests},
                self._timestamp_facts(),
            ),
        )

    def _timestamp_facts(self) -> dict[str, str]:
        return {"timestamp": self._stamps.failure or "yes"}


def remove_leftovers(folder: Path) -> None:
    """Remove containers that a run left which did not live to record them."""
    remove_partials(folder)
    for path in folder.glob("package*.asice"):
        path.unlink(missing_ok=True)
