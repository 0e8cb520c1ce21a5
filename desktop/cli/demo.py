"""`qolhat demo`: the whole job against a private training portal, headless, through the services.

What a person would do in the window: sign in, take a request from the inbox, answer its items with
files, sign with a key, submit, hold a receipt, and verify everything offline.
"""

import shutil
import sys
from dataclasses import dataclass
from pathlib import Path

from cases.documents import is_key_file
from desktop.cli.console import Console, instant
from desktop.cli.context import Shared
from desktop.cli.demo_case import answer_request, demo_request
from desktop.cli.demo_documents import write_samples
from desktop.cli.progress import StepDisplay
from desktop.clock import Clock
from desktop.errors import NoDocumentsError, TrainingPortalError
from desktop.paths import Paths
from desktop.services.application import Application
from desktop.services.cases import CaseState, files_under
from desktop.services.receipts import ReceiptDetail
from desktop.services.submissions import SubmissionState, SubmissionStatus
from desktop.services.training import TrainingKey, TrainingPortal
from desktop.services.verification import VerificationReport, VerifyOptions
from signing.validation.verdict import Indication, combine


@dataclass(frozen=True, slots=True)
class DemoOrder:
    """Options of `qolhat demo`."""

    home: Path
    documents: Path | None
    key_kind: str
    as_json: bool


@dataclass(frozen=True, slots=True)
class DemoResult:
    """What was done, and where the files are."""

    state: SubmissionState
    receipt: ReceiptDetail
    case: CaseState
    verified: tuple[VerificationReport, ...]
    trust: tuple[Path, ...]
    crls: tuple[Path, ...]
    exported: Path

    @property
    def verdict(self) -> Indication:
        """The worst of the verdicts on receipt, package and statement."""
        verdicts = [self.receipt.verdict, *(report.verdict for report in self.verified)]
        return combine(verdicts).indication


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


def run_demo(
    application: Application,
    console: Console,
    clock: Clock,
    *,
    documents: Path | None,
    key_kind: str,
    quiet: bool,
) -> DemoResult:
    """Do the whole job; errors are those of the services."""
    steps = _Steps(console, quiet=quiet)
    steps.begin("portal")
    portal = application.training.start()
    folder = documents or write_samples(application.paths.home / "documents")
    files = [path for path in files_under([folder]) if not is_key_file(path.name)]
    if not files:
        raise NoDocumentsError("no files", folder=str(folder))
    steps.begin("request")
    request_id = application.training.add_request(demo_request(application, clock()))
    key = _key(portal, key_kind)
    opened = application.signing.open(key.path, key.password)
    try:
        steps.begin("inbox")
        application.inbox.refresh(opened.credential)
        steps.begin("answer", count=len(files))
        case = answer_request(application, request_id, files)
        steps.begin("submit")
        with StepDisplay(console, quiet=quiet) as display:
            state = application.submissions.submit(case.case_id, opened.credential, display.show)
        if state.status is SubmissionStatus.UNKNOWN:
            state = application.submissions.ask(state.submission_id)
            state = application.submissions.resume(state.submission_id, opened.credential)
    finally:
        opened.credential.close()
    if state.receipt_id is None:
        raise TrainingPortalError(f"no receipt: {state.status}", detail=state.status.value)
    steps.begin("verify")
    return _result(application, state, application.cases.state(case.case_id))


def _result(application: Application, state: SubmissionState, case: CaseState) -> DemoResult:
    receipt_id = state.receipt_id or ""
    detail = application.receipts.detail(receipt_id)
    to_verify = [detail.files.receipt, detail.files.statement, *detail.files.containers]
    verify = application.verification.verify
    reports = tuple(verify(path, VerifyOptions(offline=True)) for path in to_verify)
    exported = application.receipts.export(receipt_id, application.paths.home / "evidence")
    settings = application.settings.current.portal
    anchors = () if settings is None else settings.anchors
    crls = () if settings is None else settings.crls
    trust = application.paths.trust
    return DemoResult(
        state=state,
        receipt=detail,
        case=case,
        verified=reports,
        trust=tuple(trust / anchor.file for anchor in anchors),
        crls=tuple(trust / name for name in crls),
        exported=exported[0].parent,
    )


class _Steps:
    """Says on standard error what is being done."""

    def __init__(self, console: Console, *, quiet: bool) -> None:
        self._console = console
        self._quiet = quiet

    def begin(self, step: str, **facts: int) -> None:
        if not self._quiet:
            self._console.note(f"demo.step.{step}", **facts)


def _key(portal: TrainingPortal, kind: str) -> TrainingKey:
    wanted = f"importer-head-{kind}"
    for key in portal.keys:
        if key.label == wanted:
            return key
    raise TrainingPortalError("no such training key", detail=wanted)


def demo_json(result: DemoResult) -> dict[str, object]:
    """The object that ``--json`` prints (docs/cli.md)."""
    files, row = result.receipt.files, result.receipt.row
    return {
        "package": str(files.containers[0]),
        "containers": [str(path) for path in files.containers],
        "statement": str(files.statement),
        "receipt": str(files.receipt),
        "intake_receipt": None if files.intake_receipt is None else str(files.intake_receipt),
        "log_proof": None if files.log_proof is None else str(files.log_proof),
        "tree_head": None if files.tree_head is None else str(files.tree_head),
        "evidence": str(result.exported),
        "trust": [str(path) for path in result.trust],
        "crls": [str(path) for path in result.crls],
        "received_at": instant(result.receipt.received),
        "submission_time": instant(result.receipt.submission_time),
        "statement_token_time": instant(result.receipt.statement_token_time),
        "seal_token_time": instant(result.receipt.seal_token_time),
        "verdict": result.verdict.value,
        "verdicts": {
            "receipt_with_log": result.receipt.verdict.indication.value,
            **{str(one.path): one.verdict.indication.value for one in result.verified},
        },
        "status": result.state.status.value,
        "request": row.request_id,
        "receipt_id": row.receipt_id,
        "files": row.file_count,
        "size_bytes": row.size_bytes,
    }


def tell_demo(result: DemoResult, console: Console) -> None:
    """What was done and where the files are, for a person."""
    detail = result.receipt
    console.line("")
    console.line(console.text("demo.done"), "bold")
    console.pairs(
        [
            (console.text("demo.request"), detail.row.request_id or "-"),
            (console.text("demo.files"), str(detail.row.file_count)),
            (console.text("demo.size"), console.size(detail.row.size_bytes)),
            (console.text("demo.declared"), console.moment(detail.declared_time)),
            (console.text("demo.stamped"), console.moment(detail.statement_token_time)),
            (console.text("demo.received"), console.moment(detail.received)),
            (console.text("demo.submission_time"), console.moment(detail.submission_time)),
        ]
    )
    console.line("")
    console.verdict(combine([detail.verdict, *(one.verdict for one in result.verified)]))
    console.line("")
    console.line(console.text("demo.where"), "bold")
    console.pairs(
        [
            *((console.text("demo.package"), str(path)) for path in detail.files.containers),
            (console.text("demo.statement"), str(detail.files.statement)),
            (console.text("demo.receipt"), str(detail.files.receipt)),
            (console.text("demo.evidence"), str(result.exported)),
            *((console.text("demo.trust"), str(path)) for path in result.trust),
            *((console.text("demo.crl"), str(path)) for path in result.crls),
        ]
    )
    console.line("")
    trust = " ".join(f'--trust "{path}"' for path in result.trust)
    crls = " ".join(f'--crl "{path}"' for path in result.crls)
    console.say("demo.check")
    console.line(f'  {_command()} verify "{detail.files.receipt}" {trust} {crls} --offline')


def _command() -> str:
    """How a person calls this program here: by its name only where the shell would find it."""
    if shutil.which("qolhat") is not None:
        return "qolhat"
    beside = Path(sys.executable).with_name("qolhat")
    if not beside.exists():
        return "qolhat"
    here = Path.cwd()
    return str(beside.relative_to(here) if beside.is_relative_to(here) else beside)
