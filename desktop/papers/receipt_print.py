"""The printed receipt: what was submitted, by whom, when and by which clock, and how to check it.

In one language, chosen by the person. The paper proves nothing: it says where the proof lies.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from cases.texts import LanguageText
from desktop.papers.catalogue import indication_text, plural, reason_text, text
from desktop.papers.cover import identifier_text, training_banner
from desktop.papers.formatting import (
    language_of,
    moment_at_offset_text,
    moment_text,
    size_text,
)
from desktop.papers.page import GREY, RED, Column, Paper
from signing.evidence.receipt import Receipt, ReceiptStage
from signing.evidence.references import CountedInstant
from signing.validation.verdict import Indication, Verdict


@dataclass(frozen=True, slots=True)
class TokenTime:
    """What a timestamp token says: its time, and the service that issued it."""

    time: datetime
    authority: str


@dataclass(frozen=True, slots=True)
class ReceiptPrint:
    """All that the paper says. Times are aware; None is "there is none", and is said.

    `file_count` and `size_bytes` are the package's own files and their bytes; `subject` is the
    request's; `log_position` is the leaf's index from 0, `log_size` the number of leaves of the
    tree head that proves it. The recipe on the paper names the files as the person has them.
    """

    receipt: Receipt
    verdict: Verdict
    subject: LanguageText | None
    file_count: int
    size_bytes: int
    declared_time: datetime
    declared_offset: str
    statement_token: TokenTime | None
    seal_token: TokenTime | None
    log_position: int | None
    log_size: int | None
    printed: datetime
    receipt_file: str = "receipt.asice"
    container_files: tuple[str, ...] = ("package.asice",)


def render_receipt_print(content: ReceiptPrint, language: str) -> bytes:
    """The printed receipt as a PDF file; the same content gives the same bytes."""
    receipt = content.receipt
    spoken = language_of(language)
    title = text(f"receipt.title.{receipt.stage}", spoken)
    paper = Paper(
        title,
        content.printed,
        banner=training_banner(receipt.environment),
        footing=f"{receipt.evidence_id} · {text('receipt.footing', spoken)}",
    )
    paper.new_page()
    paper.heading(title)
    paper.paragraph(text(f"receipt.says.{receipt.stage}", spoken))
    paper.space(3)
    _verdict(paper, content.verdict, spoken)
    paper.rule()
    paper.facts(_parties(content, spoken))
    paper.rule()
    paper.heading(text("receipt.times", spoken), 11)
    paper.facts(_times(content, spoken), label_width=62)
    paper.paragraph(policy_sentence(receipt, spoken), bold=True)
    paper.space(3)
    if receipt.reasons:
        paper.rule()
        paper.heading(text("receipt.reasons", spoken), 11)
        for reason in receipt.reasons:
            paper.paragraph(f"{getattr(reason.text, spoken.value)} ({reason.code})")
        paper.space(3)
    paper.rule()
    paper.heading(text("receipt.digests", spoken), 11)
    paper.facts(_digests(receipt, spoken))
    _containers(paper, receipt, spoken)
    paper.space(4)
    paper.heading(text("receipt.check", spoken), 11)
    _check(paper, content, spoken)
    return paper.finish()


def policy_sentence(receipt: Receipt, language: str) -> str:
    """Which instant is the time of submission, and why (docs/formats.md, 7)."""
    counts_intake = receipt.policy.counts is CountedInstant.INTAKE
    complete_by = receipt.policy.complete_by
    limit = None if complete_by is None else moment_text(complete_by)
    if receipt.stage is ReceiptStage.INTAKE:
        name = "pending_intake" if counts_intake else "pending_final"
        return text(f"receipt.policy.{name}", language, complete_by=limit)
    time = receipt.submission_time
    if time is None:
        return text("receipt.policy.none", language)
    if counts_intake and time == receipt.started:
        name = "intake"
    else:
        name = "intake_late" if counts_intake else "final"
    return text(f"receipt.policy.{name}", language, time=moment_text(time), complete_by=limit)


def _verdict(paper: Paper, verdict: Verdict, language: str) -> None:
    checked = text("receipt.verdict", language)
    paper.paragraph(
        f"{checked}: {indication_text(verdict.indication, language)}",
        bold=True,
        colour=RED if verdict.indication is Indication.TOTAL_FAILED else (0, 0, 0),
    )
    for reason in verdict.reasons + verdict.remarks:
        paper.paragraph(f"– {reason_text(reason.code, reason.facts, language)}", indent=4)
    paper.space(3)


def _parties(content: ReceiptPrint, language: str) -> list[tuple[str, str]]:
    receipt = content.receipt
    participant, signer = receipt.participant, receipt.signer
    identifiers = [
        identifier_text(kind, number, language)
        for kind, number in (("iin", signer.iin), ("bin", signer.bin))
        if number is not None
    ]
    issuer = f"{receipt.issuer.name}\n{receipt.issuer.origin}"
    rows = [
        ("receipt.issuer", issuer),
        (
            "receipt.participant",
            f"{participant.name}\n{identifier_text(participant.kind, participant.id, language)}",
        ),
        ("receipt.signer", "\n".join([signer.name, *identifiers])),
        ("receipt.request", _request(content, language)),
        (
            "receipt.contents",
            " · ".join(
                (
                    plural("paper.files", content.file_count, language),
                    size_text(content.size_bytes, language),
                    plural("paper.parts", len(receipt.containers), language),
                )
            ),
        ),
        ("receipt.evidence_id", receipt.evidence_id),
    ]
    return [(text(label, language), value) for label, value in rows]


def _request(content: ReceiptPrint, language: str) -> str:
    request = content.receipt.request
    if request is None:
        return text("cover.no_request", language)
    version = text("cover.request_version", language, version=request.version)
    subject = "" if content.subject is None else f"\n{content.subject.in_language(language)}"
    return f"{request.id} · {version}{subject}"


def _times(content: ReceiptPrint, language: str) -> list[tuple[str, str]]:
    receipt = content.receipt

    def by(clock: str, shown: str, **facts: str | int | None) -> str:
        return f"{shown}\n{text(f'receipt.clock.{clock}', language, **facts)}"

    none = text("receipt.no_token", language)
    declared = moment_at_offset_text(content.declared_time, content.declared_offset)
    statement, seal = content.statement_token, content.seal_token
    rows = [
        ("receipt.time.declared", by("declared", declared)),
        (
            "receipt.time.statement_token",
            none
            if statement is None
            else by("token", moment_text(statement.time), authority=statement.authority),
        ),
        ("receipt.time.started", by("authority", moment_text(receipt.started))),
    ]
    if receipt.stage is not ReceiptStage.INTAKE:
        name = "received" if receipt.stage is ReceiptStage.FINAL else "decided"
        rows.append((f"receipt.time.{name}", by("authority", moment_text(receipt.received))))
    if receipt.verified is not None:
        rows.append(("receipt.time.verified", by("authority", moment_text(receipt.verified))))
    rows.append(
        (
            "receipt.time.seal_token",
            none if seal is None else by("token", moment_text(seal.time), authority=seal.authority),
        )
    )
    if content.log_position is not None and content.log_size is not None:
        place = text(
            "receipt.log_place", language, position=content.log_position + 1, size=content.log_size
        )
        rows.append(("receipt.log", place))
    return [(text(label, language), value) for label, value in rows]


def _digests(receipt: Receipt, language: str) -> list[tuple[str, str]]:
    rows = [
        ("receipt.digest.package", receipt.package_sha256),
        ("receipt.digest.statement", receipt.statement_sha256),
        ("receipt.digest.certificate", receipt.signer.certificate_sha256),
    ]
    if receipt.request is not None:
        rows.append(("receipt.digest.request", receipt.request.sha256))
    rows.append(("receipt.nonce", receipt.nonce))
    return [(text(label, language), value) for label, value in rows]


def _containers(paper: Paper, receipt: Receipt, language: str) -> None:
    columns = [
        Column(text("receipt.container", language), 22, right=True),
        Column(text("cover.file_size", language), 26, right=True),
        Column("SHA-256", 126),
    ]
    paper.table(
        columns,
        [
            [str(each.part), size_text(each.size_bytes, language), each.sha256]
            for each in receipt.containers
        ],
    )


def _check(paper: Paper, content: ReceiptPrint, language: str) -> None:
    """The recipe with standard tools, then the one with ours."""
    sealed = content.receipt.attested if content.seal_token is None else content.seal_token.time
    paper.paragraph(text("receipt.check.intro", language))
    commands = check_commands(sealed, content.receipt_file, content.container_files)
    for number, step in enumerate(commands, 1):
        paper.space(1.5)
        paper.paragraph(f"{number}. {text(f'receipt.check.{number}', language)}", indent=3)
        for command in step:
            paper.paragraph(command, 8, colour=GREY, indent=8)


def check_commands(
    sealed: datetime, receipt_file: str, container_files: Sequence[str]
) -> tuple[tuple[str, ...], ...]:
    """The commands of the recipe, step by step, as a person types them in a shell.

    Certificates are judged at the time when the seal was made: the recipe must work years later,
    when they have long expired.
    """
    at = int(sealed.timestamp())
    return (
        (f"sha256sum {' '.join(container_files)} statement.asice",),
        (
            f"unzip -p {receipt_file} META-INF/ASiCManifest001.xml > manifest.xml",
            f"unzip -p {receipt_file} META-INF/signature001.p7s > signature.p7s",
            (
                "openssl cms -verify -binary -inform DER -in signature.p7s -content manifest.xml"
                f" -CAfile roots.pem -purpose any -attime {at} -out /dev/null"
            ),
        ),
        (f"unzip -p {receipt_file} receipt.json | openssl dgst -sha256 -binary | openssl base64",),
        (f"qolhat verify {receipt_file} --trust roots.pem --crl revoked.crl.pem",),
    )
