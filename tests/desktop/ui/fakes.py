"""An application in memory, with the faces of the real services: for pages alone.

The end-to-end test drives the window over the real one. Here a page can be shown states that take
long to reach for real (a hundred thousand receipts, an unknown outcome, a wrong clock).
"""

import uuid
from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta
from pathlib import Path

from cases.answer import ItemState
from cases.texts import LanguageText
from desktop.paths import Paths
from desktop.services.cases import (
    CaseRow,
    CaseState,
    FileCondition,
    FileView,
    FindingView,
    ItemView,
)
from desktop.services.inbox import RequestRow, RequestState
from desktop.services.keys import OpenedKey, SigningPreview
from desktop.services.progress import StepProgress
from desktop.services.receipts import ReceiptDetail, ReceiptFiles, ReceiptRow
from desktop.services.settings import ParticipantSettings, PortalSettings, Settings
from desktop.services.submissions import (
    SubmissionRow,
    SubmissionState,
    SubmissionStatus,
    SubmissionStep,
)
from desktop.services.verification import (
    DocumentKind,
    ObjectLine,
    SignatureLine,
    StatedFact,
    TimestampLine,
    VerificationReport,
)
from desktop.settings import Language
from signing.credentials.certificate import CertificateSummary
from signing.errors import Cancelled, QolhatError
from signing.trust import PortalIdentity
from signing.validation.verdict import Indication, Reason, SubIndication, Verdict

NOW = datetime(2026, 11, 23, 7, 30, tzinfo=UTC)
BIN = "470340001014"
NAME = "ТОО «Алтын Керуен Импорт»"
PASSED = Verdict(Indication.TOTAL_PASSED)


class WrongPasswordError(QolhatError):
    code = "key.wrong_password"


class UnreachableError(QolhatError):
    code = "portal.unreachable"


def text(en, kk, ru):
    return LanguageText(en, kk, ru)


SUBJECT = text(
    "Documents on customs declarations of March and April 2026",
    "2026 жылғы наурыз–сәуірдегі кедендік декларациялар бойынша құжаттар",
    "Документы по таможенным декларациям за март–апрель 2026 года",
)
AUTHORITY = text(
    "State Revenue Department of Ülgі region",
    "«Үлгі» облысы бойынша Мемлекеттік кірістер департаменті",
    "Департамент государственных доходов по области «Үлгі»",
)
TITLES = (
    text(
        "Foreign trade contract with all amendments",
        "Барлық қосымша келісімдері бар сыртқы сауда келісімшарты",
        "Внешнеторговый контракт со всеми дополнительными соглашениями",
    ),
    text("Invoices", "Инвойстар", "Инвойсы"),
    text("Packing lists", "Буып-түю парақтары", "Упаковочные листы"),
    text("Payment documents (SWIFT)", "Төлем құжаттары (SWIFT)", "Платёжные документы (SWIFT)"),
    text("Price list of the producer", "Өндірушінің баға парағы", "Прайс-лист изготовителя"),
)
NOTE = text(
    "For every declaration named in the request",
    "Сұрау салуда аталған әрбір декларация бойынша",
    "По каждой декларации, указанной в запросе",
)
EMPTY = text("", "", "")


def certificate(**changes):
    summary = CertificateSummary(
        subject="ҮЛГІБЕК СӘУЛЕ",
        iin="880417201010",
        organisation=NAME,
        bin=BIN,
        serial="0a1b2c",
        issuer="TRAINING CA",
        not_before=NOW - timedelta(days=100),
        not_after=NOW + timedelta(days=265),
        key_algorithm="rsa",
        key_bits=2048,
        roles=("1.2.398.3.3.4.1.2", "1.2.398.3.3.4.1.2.1"),
        extended_key_usage=("1.3.6.1.5.5.7.3.4",),
        may_sign=True,
        may_sign_in=True,
        sha256="ab" * 32,
    )
    return replace(summary, **changes)


class FakeCredential:
    def __init__(self):
        self.closed = False

    def close(self):
        self.closed = True


def request_row(number=1, **changes):
    row = RequestRow(
        request_id=f"KTP-2026-{number:06}",
        version=1,
        subject=SUBJECT,
        authority=AUTHORITY,
        due=NOW + timedelta(days=number * 2, hours=4),
        issued=NOW - timedelta(days=5),
        state=RequestState.OPEN,
        environment="TRAINING",
        kind="document-request",
        item_count=5,
        case_id=None,
        submission_id=None,
    )
    return replace(row, **changes)


def items():
    return tuple(
        ItemView(
            item_id=f"i{number:02}",
            number=str(number),
            title=title,
            note=NOTE if number == 2 else EMPTY,
            code="04021" if number == 2 else "",
            legal_basis="ст. 417" if number == 2 else "",
            mandatory=number < 5,
            min_files=1,
            max_files=0,
            state=None,
            reason="",
            legal_ground="",
            until=None,
            receipt_id=None,
            files=(),
        )
        for number, title in enumerate(TITLES, 1)
    )


def case_state(**changes):
    state = CaseState(
        case_id="case-1",
        request_id="KTP-2026-000001",
        request_version=1,
        profile_id="document-request",
        subject=SUBJECT,
        authority=AUTHORITY,
        due=NOW + timedelta(days=2, hours=4),
        participant_id=BIN,
        participant_name=NAME,
        letter="",
        items=items(),
        findings=(),
        submission_id=None,
        editable=True,
    )
    return with_findings(replace(state, **changes))


def with_findings(case):
    findings = tuple(
        FindingView(
            "item.not_answered", {"number": item.number, "title": item.title.ru}, item.item_id, True
        )
        for item in case.items
        if item.mandatory and item.state is None
    )
    return replace(case, findings=findings)


def receipt_row(number=0, **changes):
    row = ReceiptRow(
        receipt_id=str(uuid.UUID(int=number)),
        submission_id="s1",
        stage="final",
        environment="TRAINING",
        request_id=f"KTP-2026-{number:06}",
        subject=SUBJECT,
        portal_name="TRAINING portal",
        participant_id=BIN,
        participant_name=NAME,
        received=NOW - timedelta(minutes=number),
        file_count=14,
        size_bytes=48_316_250,
        indication=Indication.TOTAL_PASSED,
    )
    return replace(row, **changes)


def receipt_detail(row=None, **changes):
    row = row or receipt_row(117)
    folder = Path("/tmp")
    detail = ReceiptDetail(
        row=row,
        declared_time=row.received - timedelta(seconds=40),
        declared_offset="+05:00",
        statement_token_time=row.received - timedelta(seconds=31),
        started=row.received - timedelta(seconds=30),
        received=row.received,
        verified=row.received + timedelta(seconds=2),
        seal_token_time=row.received + timedelta(seconds=3),
        policy_id="qolhat-training-1",
        counts="intake",
        complete_by=row.received + timedelta(hours=6),
        submission_time=row.received - timedelta(seconds=30),
        signer_name="ҮЛГІБЕК СӘУЛЕ",
        signer_iin="880417201010",
        signer_bin=BIN,
        package_sha256="3f" * 32,
        nonce="0" * 32,
        log_position=41,
        log_size=42,
        verdict=PASSED,
        reasons=(),
        files=ReceiptFiles(
            (folder / "package.asice",),
            folder / "statement.asice",
            folder / "receipt.asice",
            None,
            None,
            None,
        ),
    )
    return replace(detail, **changes)


def submission_state(status=SubmissionStatus.RECEIPTED, **changes):
    state = SubmissionState(
        submission_id="s1",
        case_id="case-1",
        status=status,
        nonce="0" * 32,
        containers=(),
        statement=None,
        receipt_id=None,
        size_bytes=48_316_250,
        sent_bytes=12_000_000,
        complete_by=None,
        changed=NOW,
        error_code=None,
        error_facts={},
        needs_key=False,
    )
    return replace(state, **changes)


def report(indication=Indication.TOTAL_PASSED, **changes):
    sub = None if indication is Indication.TOTAL_PASSED else SubIndication.TRY_LATER
    reasons = () if indication is Indication.TOTAL_PASSED else (Reason("revocation.not_checked"),)
    verdict = Verdict(indication, sub, reasons)
    line = SignatureLine(
        name="META-INF/signature001.p7s",
        level="B_T",
        verdict=verdict,
        signer_name="ҮЛГІБЕК СӘУЛЕ",
        signer_iin="880417201010",
        signer_organisation=NAME,
        signer_bin=BIN,
        signer_certificate_sha256="ab" * 32,
        claimed_time=NOW,
        trusted_time=NOW + timedelta(seconds=2),
        timestamps=(TimestampLine(NOW + timedelta(seconds=2), "TRAINING TSA A", PASSED),),
        covered=("invoice.pdf", "package.json"),
    )
    found = VerificationReport(
        path=Path("/home/user/KTP-2026-000117.asice"),
        kind=DocumentKind.PACKAGE,
        profile="ours",
        verdict=verdict,
        signatures=(line, replace(line, verdict=PASSED)),
        objects=tuple(
            ObjectLine(f"i02/Инвойс № {n}.pdf", "application/pdf", 31_337 * n, "cd" * 32)
            for n in range(1, 7)
        ),
        stated=(StatedFact("request", "KTP-2026-000117"), StatedFact("participant", NAME)),
        warnings=(),
        checked_at=NOW,
    )
    return replace(found, **changes)


class FakeSettings:
    def __init__(self, language=Language.EN):
        identity = PortalIdentity(
            "TRAINING portal", "https://127.0.0.1:8443", "ab" * 32, None, None
        )
        self.current = Settings(
            language=language,
            portal=PortalSettings("TRAINING", identity),
            participant=ParticipantSettings("bin", BIN, NAME),
            timestamp_url="http://127.0.0.1:8081/tsa/a",
        )

    def save(self, settings):
        self.current = settings
        return settings

    def language(self):
        return self.current.language.value


class FakeTraining:
    running = None


class FakeInbox:
    def __init__(self):
        self.requests = ()
        self.incoming = (request_row(1), request_row(2))
        self.failure = None

    def rows(self):
        return self.requests

    def refresh(self, credential, progress=None, cancelled=lambda: False):
        if self.failure is not None:
            raise self.failure
        self.requests = self.incoming
        return self.requests


class FakeCases:
    def __init__(self):
        self.case = case_state()
        self.edits = []

    def open(self, request_id):
        return self.case

    def state(self, case_id):
        return self.case

    def rows(self):
        return (
            CaseRow("case-1", "KTP-2026-000001", SUBJECT, NOW, 3, None),
            CaseRow("case-2", None, EMPTY, NOW, 2, None),
        )

    def new_free_submission(self, subject=""):
        self.case = case_state(
            request_id=None,
            request_version=None,
            authority=None,
            due=None,
            subject=LanguageText.same(subject),
        )
        return self.case

    def _change(self, item_id, change):
        changed = tuple(
            change(item) if item.item_id == item_id else item for item in self.case.items
        )
        self.case = with_findings(replace(self.case, items=changed))
        return self.case

    def add_files(self, case_id, item_id, paths):
        self.edits.append(("add", item_id, tuple(paths)))
        added = tuple(
            FileView(
                f"f-{item_id}-{path.name}",
                path,
                path.name,
                "application/pdf" if path.suffix == ".pdf" else "image/png",
                path.stat().st_size if path.exists() else 1000,
                FileCondition.PRESENT,
            )
            for path in paths
        )
        return self._change(
            item_id, lambda item: replace(item, files=item.files + added, state=ItemState.ATTACHED)
        )

    def remove_file(self, case_id, file_id):
        self.edits.append(("remove", file_id))
        item = self._item_of(file_id)
        files = tuple(file for file in item.files if file.file_id != file_id)
        return self._change(
            item.item_id, lambda old: replace(old, files=files, state=old.state if files else None)
        )

    def _item_of(self, file_id):
        return next(
            item for item in self.case.items if any(f.file_id == file_id for f in item.files)
        )

    def move_file(self, case_id, file_id, position, item_id=None):
        self.edits.append(("move", file_id, position, item_id))
        item = self._item_of(file_id)
        files = [file for file in item.files if file.file_id != file_id]
        files.insert(position, next(file for file in item.files if file.file_id == file_id))
        return self._change(item.item_id, lambda old: replace(old, files=tuple(files)))

    def set_absent(
        self, case_id, item_id, state, *, reason="", legal_ground="", until=None, receipt_id=None
    ):
        self.edits.append(("absent", item_id, state, reason, until, receipt_id))
        return self._change(
            item_id,
            lambda item: replace(
                item,
                state=state,
                reason=reason,
                legal_ground=legal_ground,
                until=until,
                receipt_id=receipt_id,
            ),
        )

    def set_letter(self, case_id, letter):
        self.edits.append(("letter", letter))
        self.case = replace(self.case, letter=letter)
        return self.case


class FakeKeys:
    def __init__(self):
        self.password = "correct horse"
        self.certificate = certificate()
        self.credentials = []
        self.clock_offset = 0

    def last_path(self):
        return Path("/home/user/keys/GOST512_sauле.p12")

    def open(self, path, password, *, for_sign_in=False):
        if password != self.password:
            raise WrongPasswordError
        self.credentials.append(FakeCredential())
        return OpenedKey(self.credentials[-1], self.certificate)

    def what_will_be_signed(self, case_id, *, ask_portal=True):
        return SigningPreview(
            case_id=case_id,
            participant_id=BIN,
            participant_name=NAME,
            recipient_name="TRAINING portal",
            recipient_origin="https://127.0.0.1:8443",
            request_id="KTP-2026-000001",
            request_version=1,
            file_count=3,
            size_bytes=4096,
            part_count=1,
            timestamp_url="http://127.0.0.1:8081/tsa/a",
            clock_offset_seconds=self.clock_offset,
            clock_is_off=abs(self.clock_offset) > 300,
            portal_now=NOW,
            findings=(),
        )


class FakeSubmissions:
    """Runs through the steps; stops where `gate` (a threading.Event) tells it to wait."""

    def __init__(self):
        self.kept = submission_state(receipt_id=receipt_row(117).receipt_id)
        self.failure = None
        self.gate = None
        self.unfinished_rows = ()
        self.calls = []

    def submit(self, case_id, credential, on_step=None, cancelled=lambda: False):
        self.calls.append("submit")
        for step in SubmissionStep:
            total = 1000 if step in {SubmissionStep.PACK, SubmissionStep.UPLOAD} else 0
            on_step(StepProgress(step, total // 2, total))
            if self.gate is not None and step is SubmissionStep.UPLOAD:
                while not self.gate.wait(0.01):
                    if cancelled():
                        raise Cancelled
            if self.failure is not None:
                raise self.failure
            on_step(StepProgress(step, total, total, finished=True))
        return self.kept

    def resume(self, submission_id, credential=None, on_step=None, cancelled=lambda: False):
        self.calls.append("resume")
        return self.kept

    def ask(self, submission_id):
        self.calls.append("ask")
        self.kept = submission_state(receipt_id=receipt_row(117).receipt_id)
        return self.kept

    def give_up(self, submission_id):
        self.calls.append("give_up")
        self.kept = submission_state(SubmissionStatus.CANCELLED)
        return self.kept

    def state(self, submission_id):
        return self.kept

    def rows(self):
        return self.unfinished_rows

    def rows_of(self, submission_ids):
        return [row for row in self.unfinished_rows if row.submission_id in submission_ids]

    def unfinished(self):
        return self.unfinished_rows


def submission_row(status):
    return SubmissionRow("s1", "case-1", "KTP-2026-000001", SUBJECT, status, NOW, 1000, None)


class FakeReceipts:
    def __init__(self, number=3):
        self.number = number
        self.pages_read = []

    def page(self, search="", offset=0, limit=100):
        self.pages_read.append((search, offset, limit))
        found = [number for number in range(self.number) if search in f"KTP-2026-{number:06}"]
        return [receipt_row(number) for number in found[offset : offset + limit]]

    def count(self, search=""):
        return self.number if not search else len(self.page(search, 0, self.number))

    def detail(self, receipt_id):
        number = uuid.UUID(receipt_id).int
        return receipt_detail(receipt_row(number))

    def export(self, receipt_id, folder):
        made = folder / f"receipt-{receipt_id[:8]}"
        made.mkdir()
        file = made / "receipt.asice"
        file.write_bytes(b"")
        return (file,)

    def print_pdf(self, receipt_id, path):
        path.write_bytes(b"%PDF-")
        return path


class FakeVerification:
    def __init__(self):
        self.report = report()
        self.asked = []

    def verify(self, path, options=None):
        self.asked.append((path, options))
        return replace(self.report, path=path)


@dataclass
class FakeApplication:
    paths: Paths
    settings: FakeSettings
    training: FakeTraining
    inbox: FakeInbox
    cases: FakeCases
    signing: FakeKeys
    submissions: FakeSubmissions
    receipts: FakeReceipts
    verification: FakeVerification
    closed: bool = False

    def close(self):
        self.closed = True

    @classmethod
    def under(cls, home):
        return cls(
            Paths(home),
            FakeSettings(),
            FakeTraining(),
            FakeInbox(),
            FakeCases(),
            FakeKeys(),
            FakeSubmissions(),
            FakeReceipts(),
            FakeVerification(),
        )


class ChosenFiles:
    """A file picker that answers at once with what the test chose."""

    def __init__(self):
        self.files = ()
        self.asked = []

    def open_files(self, parent, title, filters, chosen):
        self.asked.append(title)
        chosen(tuple(self.files))

    def open_file(self, parent, title, filters, chosen):
        self.asked.append(title)
        chosen(self.files[0])

    def save_file(self, parent, title, suggested, chosen):
        self.asked.append(title)
        chosen(self.files[0])

    def folder(self, parent, title, chosen):
        self.asked.append(title)
        chosen(self.files[0])
