"""A participant's desk: the real services or the real `qolhat` process, pointed at a real portal."""

import json
import os
import subprocess
import sys
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from desktop.clock import Clock, system_clock
from desktop.paths import Paths
from desktop.services.application import Application
from desktop.services.cases import CaseState
from desktop.services.training import TrainingPortal, portal_at
from desktop.submission.connection import Timeouts
from signing.credentials.credential import Credential
from tests.support.portal import PROJECT, RunningPortal

QOLHAT = Path(sys.executable).with_name("qolhat")
IMPATIENT = Timeouts(connect=5.0, read=2.0, answer=10.0)
KEY = "importer-head-ec"
TEXTS = {"en": "Test", "kk": "Сынақ", "ru": "Проверка"}
EMPTY = {"en": "", "kk": "", "ru": ""}
IMPORTER = {"id": "470340001014", "kind": "bin", "name": "ТОО «Алтын Керуен Импорт»"}


def training_of(portal: RunningPortal) -> TrainingPortal:
    """The portal as the program's training mode knows it."""
    origins = {"origin": portal.origin, "services_origin": portal.services_origin}
    return portal_at({"home": str(portal.home), **origins})


def open_desk(home: Path, portal: RunningPortal, clock: Clock = system_clock) -> Application:
    """A workspace that knows the portal; the caller closes it."""
    application = Application(Paths(home), clock=clock, timeouts=IMPATIENT)
    application.training.point_at(training_of(portal))
    return application


def key_of(application: Application, portal: RunningPortal, name: str = KEY) -> Credential:
    """A demo key, opened by the program."""
    return application.signing.open(portal.key_file(name), portal.key_password).credential


def free_case(application: Application, folder: Path, *contents: bytes) -> CaseState:
    """A case that answers no request, with these files."""
    case = application.cases.new_free_submission("Еркін")
    folder.mkdir(parents=True, exist_ok=True)
    paths = []
    for number, content in enumerate(contents):
        path = folder / f"құжат № {number}.bin"
        path.write_bytes(content)
        paths.append(path)
    return application.cases.add_files(case.case_id, case.items[0].item_id, paths)


def request_members(**changed: object) -> dict[str, object]:
    """A request with one item, as an operator writes it down."""
    item = {
        "code": "",
        "id": "i1",
        "legal_basis": "",
        "mandatory": True,
        "max_files": 0,
        "min_files": 1,
        "note": EMPTY,
        "number": "1",
        "title": TEXTS,
    }
    members = {
        "authority": {"name": TEXTS, "office_code": "55302"},
        "due": "2099-01-01T00:00:00Z",
        "items": [item],
        "kind": "document-request",
        "legal_basis": "",
        "participant": IMPORTER,
        "subject": TEXTS,
    }
    return members | changed


@dataclass(frozen=True, slots=True)
class Ended:
    """How a command ended."""

    code: int
    out: str
    err: str

    @property
    def json(self) -> dict[str, object]:
        """The one object on its standard output."""
        return json.loads(self.out)


def run_qolhat(*words: object, environment: Mapping[str, str] | None = None) -> Ended:
    """Run the installed command to its end. No end of it may show a traceback."""
    done = subprocess.run(
        [QOLHAT, *map(str, words)],
        capture_output=True,
        encoding="utf-8",
        timeout=120,
        check=False,
        stdin=subprocess.DEVNULL,
        cwd=PROJECT,
        env=command_environment(environment),
    )
    assert "Traceback" not in done.stderr, done.stderr
    return Ended(done.returncode, done.stdout, done.stderr)


def command_environment(more: Mapping[str, str] | None = None) -> dict[str, str]:
    """The environment of a command; it speaks English."""
    return {**os.environ, "QOLHAT_LANGUAGE": "en", **(more or {})}


def password_file(folder: Path, password: str, mode: int = 0o600) -> Path:
    """A password file of the person's own."""
    path = folder / f"password-{mode:o}.txt"
    path.write_text(password + "\n", encoding="utf-8")
    path.chmod(mode)
    return path


def trust_words(portal: RunningPortal, purpose: str = "") -> list[str]:
    """`--trust` for every published root."""
    suffix = f":{purpose}" if purpose else ""
    files = sorted({str(one["file"]) for one in portal.published["anchors"]})
    return [word for file in files for word in ("--trust", f"{portal.public / file}{suffix}")]


def crl_words(portal: RunningPortal) -> list[str]:
    """`--crl` for every published revocation list."""
    return [word for path in portal.crls for word in ("--crl", str(path))]


def ledger_events(application: Application, submission_id: str) -> list[str]:
    """What the ledger of the participant says of a submission, in order."""
    workspace = application._workspace
    participant = workspace.submissions.get(submission_id).participant
    entries = [json.loads(entry) for entry in workspace.ledger.entries(participant)]
    return [entry["event"] for entry in entries if entry["subject"] == submission_id]


def receipts_at_portal(portal: RunningPortal, nonce: str) -> list[str]:
    """The stages of all receipts that the portal ever sealed for a submission."""
    import contextlib
    import sqlite3

    path = f"file:{portal.home}/portal.sqlite3?mode=ro"
    with contextlib.closing(sqlite3.connect(path, uri=True)) as database:
        rows = database.execute(
            "SELECT stage FROM receipt JOIN submission USING (statement_sha256)"
            " WHERE nonce = ? ORDER BY stage",
            (nonce,),
        )
        return [row[0] for row in rows]
