"""`qolhat receipts …`: what was received, shown to people and to programs."""

from pathlib import Path

from desktop.cli.console import instant
from desktop.cli.context import Shared
from desktop.cli.exits import ExitCode
from desktop.services.receipts import ReceiptDetail
from desktop.services.verdict_text import verdict_json


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
        shared.console.json(detail_json(detail))
    else:
        tell_detail(shared, detail)
    return ExitCode.DONE


def export_receipt(shared: Shared, receipt_id: str, folder: Path) -> int:
    """Copy the evidence of a receipt into a new folder."""
    with shared.application() as application:
        written = application.receipts.export(receipt_id, folder)
    for path in written:
        shared.console.line(str(path))
    return ExitCode.DONE


def detail_json(detail: ReceiptDetail) -> dict[str, object]:
    """The object that ``--json`` prints of a receipt."""
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
        "request_file": None if files.request is None else str(files.request),
    }


def tell_detail(shared: Shared, detail: ReceiptDetail) -> None:
    """A receipt for people, with its three times."""
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
