"""Receipts: list, search, detail with the three times, export, print."""

import base64
import shutil
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from cases.texts import LanguageText
from desktop.clock import Clock
from desktop.errors import FolderNotWritableError, ReceiptUnknownError
from desktop.services.network import Network
from desktop.services.settings import SettingsService
from desktop.services.verdict_text import read_verdict
from desktop.workspace.files import write_private
from desktop.workspace.receipt_store import ReceiptHeading, StoredReceipt
from desktop.workspace.workspace import Workspace
from signing.asic.errors import disk_error
from signing.cms.levels import signature_timestamps
from signing.cms.token import TimestampToken
from signing.credentials.certificate import summarize_certificate
from signing.evidence.log_proof import LogProof
from signing.evidence.receipt import Receipt
from signing.evidence.sealed import open_sealed
from signing.evidence.statement import Statement
from signing.trust import TrustPurpose
from signing.validation.verdict import Indication, Verdict


@dataclass(frozen=True, slots=True)
class ReceiptRow:
    """One line of the list of receipts, last received first.

    `stage` is ``intake``, ``final``, ``rejected`` or ``lapsed``. `receipt_id` is the evidence id.
    """

    receipt_id: str
    submission_id: str
    stage: str
    environment: str
    request_id: str | None
    subject: LanguageText
    portal_name: str
    participant_id: str
    participant_name: str
    received: datetime
    file_count: int
    size_bytes: int
    indication: Indication


@dataclass(frozen=True, slots=True)
class ReceiptReason:
    """Why the authority rejected, in its own words."""

    code: str
    text: LanguageText


@dataclass(frozen=True, slots=True)
class ReceiptFiles:
    """Where the evidence lies."""

    containers: tuple[Path, ...]
    statement: Path
    receipt: Path
    intake_receipt: Path | None
    log_proof: Path | None
    tree_head: Path | None
    request: Path | None = None


@dataclass(frozen=True, slots=True)
class ReceiptDetail:
    """One receipt with its three times and what the check of it said.

    Declared: by the participant's clock (`declared_time`, `declared_offset`): proves nothing.
    Timestamp: `statement_token_time`, by a timestamp service, None without one.
    Authority: `started`, `received`, `verified`, and `seal_token_time`, the token over its seal.
    `submission_time` is the instant that the policy counts; None if none counts.
    """

    row: ReceiptRow
    declared_time: datetime
    declared_offset: str
    statement_token_time: datetime | None
    started: datetime
    received: datetime
    verified: datetime | None
    seal_token_time: datetime | None
    policy_id: str
    counts: str
    complete_by: datetime | None
    submission_time: datetime | None
    signer_name: str
    signer_iin: str | None
    signer_bin: str | None
    package_sha256: str
    nonce: str
    log_position: int | None
    log_size: int | None
    verdict: Verdict
    reasons: tuple[ReceiptReason, ...]
    files: ReceiptFiles


class Receipts:
    """Reads receipts from the workspace. No network."""

    def __init__(
        self, workspace: Workspace, settings: SettingsService, network: Network, clock: Clock
    ) -> None:
        self._workspace = workspace
        self._settings = settings
        self._network = network
        self._clock = clock

    def page(self, search: str = "", offset: int = 0, limit: int = 100) -> list[ReceiptRow]:
        """Rows *offset* to *offset* + *limit*, last received first.

        Every word of *search* is looked for, ignoring case, in request id, subject in three
        languages, participant id and name, and evidence id.
        """
        return [_row(heading) for heading in self._workspace.receipts.page(search, offset, limit)]

    def count(self, search: str = "") -> int:
        """How many receipts match."""
        return self._workspace.receipts.count(search)

    def detail(self, receipt_id: str) -> ReceiptDetail:
        """One receipt in full.

        Raises:
            ReceiptUnknownError: no such receipt here.
        """
        evidence = self._evidence(receipt_id)
        receipt, statement = evidence.receipt, evidence.statement
        return ReceiptDetail(
            row=_row(evidence.stored.heading),
            declared_time=statement.declared_time,
            declared_offset=statement.declared_offset,
            statement_token_time=_token_time(evidence.statement_token),
            started=receipt.started,
            received=receipt.received,
            verified=receipt.verified,
            seal_token_time=_token_time(evidence.seal_token),
            policy_id=receipt.policy.id,
            counts=receipt.policy.counts.value,
            complete_by=receipt.policy.complete_by,
            submission_time=receipt.submission_time,
            signer_name=receipt.signer.name,
            signer_iin=receipt.signer.iin,
            signer_bin=receipt.signer.bin,
            package_sha256=receipt.package_sha256,
            nonce=receipt.nonce,
            log_position=None if evidence.proof is None else evidence.proof.leaf_index,
            log_size=None if evidence.proof is None else evidence.proof.tree_size,
            verdict=read_verdict(evidence.stored.verdict),
            reasons=tuple(
                ReceiptReason(
                    reason.code.value,
                    LanguageText(reason.text.en, reason.text.kk, reason.text.ru),
                )
                for reason in receipt.reasons
            ),
            files=evidence.files,
        )

    def export(self, receipt_id: str, folder: Path) -> tuple[Path, ...]:
        """Copy the evidence: all sealed papers and containers, the log proof, a printed receipt.

        With it go the trusted roots (``roots.pem``) and the revocation lists (``revoked.crl.pem``)
        of the settings, if there are any: what the recipe on the printed receipt asks for.
        Returns the files written, in a new folder inside *folder*; nothing is overwritten.

        Raises:
            ReceiptUnknownError, DiskFullError, DiskWriteError, FolderNotWritableError,
            TrustFileError, FileUnreadableError.
        """
        files = self._evidence(receipt_id).files
        judges = {"roots.pem": self._roots(), "revoked.crl.pem": self._revocation_lists()}
        target = _new_folder(folder, f"qolhat-{receipt_id}")
        sources = [*files.containers, files.statement, files.receipt]
        sources += [
            path
            for path in (files.intake_receipt, files.log_proof, files.tree_head, files.request)
            if path is not None
        ]
        try:
            written = [
                Path(shutil.copyfile(source, target / source.name))
                for source in dict.fromkeys(sources)
            ]
        except OSError as error:
            raise disk_error(error, target) from error
        written += [write_private(target / name, pem) for name, pem in judges.items() if pem]
        written.append(self.print_pdf(receipt_id, target / "receipt.pdf"))
        return tuple(written)

    def print_pdf(self, receipt_id: str, path: Path, language: str | None = None) -> Path:
        """Write the printed form of a receipt, in the program's language if none is given.

        Raises:
            ReceiptUnknownError, DiskFullError, DiskWriteError.
        """
        # The PDF writer and its fonts take time to load: not before something is printed.
        from desktop.papers.receipt_print import (  # noqa: PLC0415 - see above
            ReceiptPrint,
            TokenTime,
            render_receipt_print,
        )

        def token_time(token: TimestampToken | None) -> TokenTime | None:
            return None if token is None else TokenTime(token.gen_time, _authority(token))

        evidence = self._evidence(receipt_id)
        heading = evidence.stored.heading
        content = ReceiptPrint(
            receipt=evidence.receipt,
            verdict=read_verdict(evidence.stored.verdict),
            subject=heading.subject if heading.request_id is not None else None,
            file_count=heading.file_count,
            size_bytes=heading.size_bytes,
            declared_time=evidence.statement.declared_time,
            declared_offset=evidence.statement.declared_offset,
            statement_token=token_time(evidence.statement_token),
            seal_token=token_time(evidence.seal_token),
            log_position=None if evidence.proof is None else evidence.proof.leaf_index,
            log_size=None if evidence.proof is None else evidence.proof.tree_size,
            printed=self._clock(),
            receipt_file=evidence.files.receipt.name,
            container_files=tuple(path.name for path in evidence.files.containers),
        )
        pdf = render_receipt_print(content, language or self._settings.language())
        return write_private(path, pdf)

    def _roots(self) -> bytes:
        """Whom the settings trust to sign, to seal and to stamp; not those of the connection."""
        purposes = (TrustPurpose.AUTHORITY, TrustPurpose.TSA, TrustPurpose.PARTICIPANT)
        store = self._network.trust_store()
        return _pem("CERTIFICATE", (der for each in purposes for der in store.certificates(each)))

    def _revocation_lists(self) -> bytes:
        return _pem("X509 CRL", self._network.crls())

    def _request_file(self, receipt: Receipt) -> Path | None:
        """The sealed request that was answered, as it came; None if it is not here any more."""
        if receipt.request is None:
            return None
        stored = self._workspace.requests.get(receipt.request.id, receipt.request.version)
        if stored is None:
            return None
        path = self._workspace.paths.requests / stored.container
        return path if path.is_file() else None

    def _evidence(self, receipt_id: str) -> "_Evidence":
        stored = self._workspace.receipts.get(receipt_id)
        if stored is None:
            raise ReceiptUnknownError("no such receipt", receipt=receipt_id)
        heading = stored.heading
        record = self._workspace.submissions.get(heading.submission_id)
        folder = self._workspace.paths.submissions / heading.submission_id
        if record is None or record.statement_file is None:
            raise ReceiptUnknownError("a receipt without its submission", receipt=receipt_id)
        intake_id = record.intake_receipt_id
        intake = None if intake_id is None else self._workspace.receipts.get(intake_id)
        files = ReceiptFiles(
            containers=tuple(folder / part.file for part in record.parts),
            statement=folder / record.statement_file,
            receipt=folder / heading.receipt_file,
            intake_receipt=None if intake is None else folder / intake.heading.receipt_file,
            log_proof=_within(folder, heading.log_proof_file),
            tree_head=_within(folder, heading.tree_head_file),
            request=self._request_file(Receipt.from_bytes(stored.document)),
        )
        statement = open_sealed(files.statement, "statement.json")
        seal = open_sealed(files.receipt, "receipt.json")
        return _Evidence(
            stored=stored,
            receipt=Receipt.from_bytes(stored.document),
            statement=Statement.from_bytes(statement.content),
            statement_token=_first_token(statement.cms),
            seal_token=_first_token(seal.cms),
            proof=None
            if files.log_proof is None
            else LogProof.from_bytes(files.log_proof.read_bytes()),
            files=files,
        )


@dataclass(frozen=True, slots=True)
class _Evidence:
    stored: StoredReceipt
    receipt: Receipt
    statement: Statement
    statement_token: TimestampToken | None
    seal_token: TimestampToken | None
    proof: LogProof | None
    files: ReceiptFiles


def _row(heading: ReceiptHeading) -> ReceiptRow:
    return ReceiptRow(
        receipt_id=heading.receipt_id,
        submission_id=heading.submission_id,
        stage=heading.stage,
        environment=heading.environment,
        request_id=heading.request_id,
        subject=heading.subject,
        portal_name=heading.portal_name,
        participant_id=heading.participant_id,
        participant_name=heading.participant_name,
        received=heading.received,
        file_count=heading.file_count,
        size_bytes=heading.size_bytes,
        indication=Indication(heading.indication),
    )


def _within(folder: Path, name: str | None) -> Path | None:
    return None if name is None else folder / name


def _pem(label: str, contents: Iterable[bytes]) -> bytes:
    """Each content once, in the textual encoding of RFC 7468, 2."""
    blocks = [
        f"-----BEGIN {label}-----\n".encode()
        + b"".join(
            base64.b64encode(der[start : start + 48]) + b"\n" for start in range(0, len(der), 48)
        )
        + f"-----END {label}-----\n".encode()
        for der in dict.fromkeys(contents)
    ]
    return b"".join(blocks)


def _first_token(cms: bytes) -> TimestampToken | None:
    tokens = signature_timestamps(cms)
    return tokens[0] if tokens else None


def _token_time(token: TimestampToken | None) -> datetime | None:
    return None if token is None else token.gen_time


def _authority(token: TimestampToken) -> str:
    """Who issued a token, by name."""
    if token.tsa_certificate is None:
        return ""
    return summarize_certificate(token.tsa_certificate).subject


def _new_folder(parent: Path, name: str) -> Path:
    """A folder that was not there before: with a number behind its name if need be."""
    for number in range(1, 1000):
        folder = parent / (name if number == 1 else f"{name} ({number})")
        try:
            folder.mkdir(parents=True)
        except FileExistsError:
            continue
        except OSError as error:
            raise FolderNotWritableError(str(error), folder=str(parent)) from error
        return folder
    raise FolderNotWritableError("too many exports of one receipt", folder=str(parent))
