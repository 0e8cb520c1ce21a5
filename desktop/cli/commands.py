"""What the commands do, once their options are read: services asked, results told."""

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from desktop.cli.console import instant
from desktop.cli.context import Shared
from desktop.cli.demo import demo_json, run_demo, tell_demo
from desktop.cli.exits import ExitCode
from desktop.cli.progress import StepDisplay
from desktop.errors import KeyNeededError, SubmissionUnknownError
from desktop.paths import Paths
from desktop.services.application import Application
from desktop.services.network import Network
from desktop.services.packages import Packages, PackOrder
from desktop.services.receipts import ReceiptDetail
from desktop.services.submissions import SubmissionState, SubmissionStatus
from desktop.services.verdict_text import verdict_json
from desktop.submission.connection import Timeouts
from signing.asic.written import WrittenContainer
from signing.cms.levels import SignatureLevel

_EXIT_OF_STATUS = {
    SubmissionStatus.RECEIPTED: ExitCode.DONE,
    SubmissionStatus.REJECTED: ExitCode.REFUSED,
}


@dataclass(frozen=True, slots=True)
class DemoOrder:
    """Options of `qolhat demo`."""

    home: Path
    documents: Path | None
    key_kind: str
    as_json: bool


@dataclass(frozen=True, slots=True)
class SubmitOrder:
    """Options of `qolhat submit`."""

    packages: tuple[Path, ...]
    resume: str | None
    key: Path | None
    password_file: Path | None
    as_json: bool


def demo(shared: Shared, order: DemoOrder) -> int:
    """The whole job; ends well only if everything was verified."""
    with Application(Paths(order.home.absolute()), clock=shared.clock) as application:
        result = run_demo(
            application,
            shared.console,
            shared.clock,
            documents=order.documents,
            key_kind=order.key_kind,
            quiet=order.as_json,
        )
    if order.as_json:
        shared.console.json(demo_json(result))
    else:
        tell_demo(result, shared.console)
    return result.verdict.exit_code


def pack_files(shared: Shared, order: PackOrder, *, as_json: bool) -> int:
    """Write unsigned containers."""
    containers = _packages(shared).pack(order, lambda _: None, lambda: False)
    return _tell_containers(shared, containers, "pack.done", as_json=as_json)


def sign_files(
    shared: Shared,
    paths: Sequence[Path],
    *,
    key: Path,
    password_file: Path | None,
    level: SignatureLevel,
    tsa: str | None,
    as_json: bool,
) -> int:
    """Sign containers in their place."""
    credential = shared.open_key(key, password_file)
    try:
        packages = _packages(shared)
        containers = [packages.sign(path, credential, level, tsa) for path in paths]
    finally:
        credential.close()
    return _tell_containers(shared, containers, "sign.done", as_json=as_json)


def submit(shared: Shared, order: SubmitOrder) -> int:
    """Submit packages, or go on with a submission."""
    with shared.application() as application:
        with StepDisplay(shared.console, quiet=order.as_json) as display:
            if order.packages:
                with shared.key(application, order.key, order.password_file) as opened:
                    state = application.submissions.submit_package(
                        order.packages, opened.credential, display.show
                    )
                    state = _settle(application, state)
            else:
                state = _resume(shared, application, order, display)
        _tell_submission(shared, application, state, as_json=order.as_json)
    return _EXIT_OF_STATUS.get(state.status, ExitCode.TRY_LATER)


def _resume(
    shared: Shared, application: Application, order: SubmitOrder, display: StepDisplay
) -> SubmissionState:
    """Go on with the named submission, or with the only one there is."""
    unfinished = [row.submission_id for row in application.submissions.unfinished()]
    wanted = order.resume or (unfinished[0] if len(unfinished) == 1 else None)
    if wanted is None:
        raise SubmissionUnknownError("name one", submission=", ".join(unfinished))
    try:
        state = application.submissions.resume(wanted, None, display.show)
    except KeyNeededError:
        with shared.key(application, order.key, order.password_file) as opened:
            state = application.submissions.resume(wanted, opened.credential, display.show)
    return _settle(application, state)


def _settle(application: Application, state: SubmissionState) -> SubmissionState:
    """Ask once what became of it, if that is unknown, and go on if the portal has it."""
    if state.status is not SubmissionStatus.UNKNOWN:
        return state
    asked = application.submissions.ask(state.submission_id)
    if asked.status is SubmissionStatus.UNKNOWN:
        return asked
    return application.submissions.resume(asked.submission_id)


def list_receipts(shared: Shared, *, search: str, limit: int, as_json: bool) -> int:
    """The list of receipts, last received first."""
    console = shared.console
    with shared.application() as application:
        rows = application.receipts.page(search, 0, limit)
        count = application.receipts.count(search)
    if as_json:
        console.json(
            {
                "count": count,
                "receipts": [
                    {
                        "receipt_id": row.receipt_id,
                        "stage": row.stage,
                        "environment": row.environment,
                        "request": row.request_id,
                        "portal": row.portal_name,
                        "participant": row.participant_id,
                        "received_at": instant(row.received),
                        "files": row.file_count,
                        "size_bytes": row.size_bytes,
                        "verdict": row.indication.value,
                    }
                    for row in rows
                ],
            }
        )
        return ExitCode.DONE
    if not rows:
        console.say("receipts.none")
        return ExitCode.DONE
    headings = ("received", "stage", "request", "subject", "files", "verdict", "id")
    console.table(
        [console.text(f"receipts.heading.{heading}") for heading in headings],
        (
            (
                console.moment(row.received),
                console.text(f"stage.{row.stage}"),
                row.request_id or "-",
                row.subject.in_language(console.language),
                str(row.file_count),
                row.indication.value,
                row.receipt_id,
            )
            for row in rows
        ),
    )
    if count > len(rows):
        console.say("receipts.more", shown=len(rows), count=count)
    return ExitCode.DONE


def show_receipt(shared: Shared, receipt_id: str, *, as_json: bool) -> int:
    """One receipt with its three times."""
    with shared.application() as application:
        detail = application.receipts.detail(receipt_id)
    if as_json:
        shared.console.json(_detail_json(detail))
    else:
        _tell_detail(shared, detail)
    return ExitCode.DONE


def export_receipt(shared: Shared, receipt_id: str, folder: Path) -> int:
    """Copy the evidence of a receipt into a new folder."""
    with shared.application() as application:
        written = application.receipts.export(receipt_id, folder)
    for path in written:
        shared.console.line(str(path))
    return ExitCode.DONE


def _packages(shared: Shared) -> Packages:
    settings = shared.settings()
    network = Network(shared.paths, settings, shared.clock, Timeouts())
    return Packages(settings, network, shared.clock)


def _tell_containers(
    shared: Shared, containers: Sequence[WrittenContainer], text_id: str, *, as_json: bool
) -> int:
    if as_json:
        shared.console.json(
            {
                "containers": [
                    {
                        "path": str(one.path),
                        "size_bytes": one.size_bytes,
                        "sha256": one.sha256,
                        "manifest_sha256": one.manifest_sha256,
                        "entries": len(one.objects),
                    }
                    for one in containers
                ]
            }
        )
        return ExitCode.DONE
    for one in containers:
        size = shared.console.size(one.size_bytes)
        shared.console.say(text_id, path=str(one.path), size=size, entries=len(one.objects))
    return ExitCode.DONE


def _tell_submission(
    shared: Shared, application: Application, state: SubmissionState, *, as_json: bool
) -> None:
    detail = None
    if state.receipt_id is not None:
        detail = application.receipts.detail(state.receipt_id)
    if as_json:
        shared.console.json(
            {
                "submission": state.submission_id,
                "status": state.status.value,
                "nonce": state.nonce,
                "containers": [str(path) for path in state.containers],
                "statement": None if state.statement is None else str(state.statement),
                "error": None
                if state.error_code is None
                else {"code": state.error_code, "facts": state.error_facts},
                "receipt": None if detail is None else _detail_json(detail),
            }
        )
        return
    shared.console.say(
        "submit.state",
        submission=state.submission_id,
        status=shared.console.text(f"status.{state.status}"),
    )
    if detail is not None:
        _tell_detail(shared, detail)


def _detail_json(detail: ReceiptDetail) -> dict[str, object]:
    row, files = detail.row, detail.files
    verdict = verdict_json(detail.verdict)
    return {
        "receipt_id": row.receipt_id,
        "stage": row.stage,
        "environment": row.environment,
        "request": row.request_id,
        "portal": row.portal_name,
        "participant": {"id": row.participant_id, "name": row.participant_name},
        "declared_time": instant(detail.declared_time),
        "statement_token_time": instant(detail.statement_token_time),
        "started": instant(detail.started),
        "received_at": instant(detail.received),
        "verified": instant(detail.verified),
        "seal_token_time": instant(detail.seal_token_time),
        "submission_time": instant(detail.submission_time),
        "package_sha256": detail.package_sha256,
        "nonce": detail.nonce,
        "log": {"position": detail.log_position, "size": detail.log_size},
        "verdict": verdict.pop("indication"),
        **verdict,
        "rejection": [{"code": one.code, "text": one.text.to_json()} for one in detail.reasons],
        "containers": [str(path) for path in files.containers],
        "statement": str(files.statement),
        "receipt": str(files.receipt),
        "intake_receipt": None if files.intake_receipt is None else str(files.intake_receipt),
        "log_proof": None if files.log_proof is None else str(files.log_proof),
        "tree_head": None if files.tree_head is None else str(files.tree_head),
    }


def _tell_detail(shared: Shared, detail: ReceiptDetail) -> None:
    console, row, files = shared.console, detail.row, detail.files
    console.line("")
    console.line(row.subject.in_language(console.language), "bold")
    console.verdict(detail.verdict)
    facts = {
        "id": row.receipt_id,
        "stage": console.text(f"stage.{row.stage}"),
        "environment": row.environment,
        "request": row.request_id or "-",
        "portal": row.portal_name,
        "participant": f"{row.participant_name} ({row.participant_id})",
        "signer": detail.signer_name,
        "declared": f"{console.moment(detail.declared_time)} ({detail.declared_offset})",
        "stamped": console.moment(detail.statement_token_time),
        "received": console.moment(detail.received),
        "seal_stamped": console.moment(detail.seal_token_time),
        "submission_time": console.moment(detail.submission_time),
        "log": "-"
        if detail.log_position is None
        else f"{detail.log_position + 1} / {detail.log_size}",
    }
    console.pairs((console.text(f"receipt.{name}"), value) for name, value in facts.items())
    for reason in detail.reasons:
        console.line(f"  - {reason.text.in_language(console.language)}")
    for path in (*files.containers, files.statement, files.receipt):
        console.line(f"  {path}", "dim")
