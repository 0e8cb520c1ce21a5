"""A real training portal over HTTPS for the tests of the program, and workspaces that know it."""

import contextlib
import json
import sqlite3
import subprocess
import sys
from pathlib import Path

import pytest

from desktop.paths import Paths
from desktop.services.application import Application
from desktop.services.settings import ParticipantSettings
from desktop.services.training import TrainingPortal, portal_at
from desktop.submission.connection import Timeouts
from portal.pki import demo

PROJECT = Path(__file__).resolve().parents[2]
IMPORTER = ParticipantSettings("bin", demo.IMPORTER.bin, demo.IMPORTER.name)
OPTIONS = ("--bendable", "--with-parent")
IMPATIENT = Timeouts(connect=5.0, read=2.0, answer=10.0)


class BendablePortal:
    """The portal process; `bend` makes it misbehave until the block ends."""

    def __init__(self, home: Path, *arguments: str) -> None:
        self._process = subprocess.Popen(
            [sys.executable, "-m", "portal", "--home", home, *OPTIONS, *arguments],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            cwd=PROJECT,
            text=True,
        )
        self.training: TrainingPortal = portal_at(json.loads(self._process.stdout.readline()))

    @property
    def home(self) -> Path:
        return self.training.home

    def key(self, label: str):
        return next(key for key in self.training.keys if key.label == label)

    @contextlib.contextmanager
    def bend(self, **members):
        bent = self.home / "bend.json"
        bent.write_text(json.dumps(members))
        try:
            yield
        finally:
            bent.unlink()

    def ask(self, **members) -> str:
        """The operator makes a request; its id."""
        file = self.home / "wanted.json"
        file.write_text(json.dumps(members))
        done = subprocess.run(
            [sys.executable, "-m", "portal", "request", "--home", self.home, file],
            capture_output=True,
            check=True,
            cwd=PROJECT,
        )
        return json.loads(done.stdout)["id"]

    def receipts_of(self, nonce: str) -> list[str]:
        """The stages of all receipts that the portal ever sealed for a submission."""
        return self._query(
            "SELECT stage FROM receipt JOIN submission USING (statement_sha256)"
            " WHERE nonce = ? ORDER BY stage",
            nonce,
        )

    def submissions(self) -> list[str]:
        """The nonces of all submissions that the portal ever had."""
        return self._query("SELECT nonce FROM submission")

    def sealed_requests(self) -> list[bytes]:
        """The containers of all requests."""
        return self._query("SELECT container FROM request_version")

    def _query(self, query: str, *values: str) -> list:
        path = f"file:{self.home}/portal.sqlite3?mode=ro"
        with contextlib.closing(sqlite3.connect(path, uri=True)) as database:
            return [row[0] for row in database.execute(query, values)]

    def stop(self) -> None:
        self._process.stdin.close()
        self._process.wait(30)
        self._process.stdout.close()


@pytest.fixture(scope="session")
def portal(tmp_path_factory):
    portal = BendablePortal(tmp_path_factory.mktemp("portal"))
    yield portal
    portal.stop()


@pytest.fixture(scope="session")
def other_portal(tmp_path_factory):
    """Another authority, with its own roots and its own seal."""
    portal = BendablePortal(tmp_path_factory.mktemp("other-portal"))
    yield portal
    portal.stop()


@pytest.fixture
def application(tmp_path, portal):
    """A fresh workspace that knows the portal."""
    with Application(Paths(tmp_path / "workspace"), timeouts=IMPATIENT) as application:
        application.training.point_at(portal.training)
        yield application


@pytest.fixture
def credential(application, portal):
    key = portal.key("importer-head-ec")
    opened = application.signing.open(key.path, key.password)
    yield opened.credential
    opened.credential.close()


def request_members(participant, **changed) -> dict:
    """A small request for a participant (settings)."""
    texts = {"en": "Test", "kk": "Сынақ", "ru": "Проверка"}
    empty = {"en": "", "kk": "", "ru": ""}

    def item(number: int, *, mandatory: bool) -> dict:
        return {
            "code": "",
            "id": f"i{number}",
            "legal_basis": "",
            "mandatory": mandatory,
            "max_files": 0,
            "min_files": 1 if mandatory else 0,
            "note": empty,
            "number": str(number),
            "title": texts,
        }

    members = {
        "authority": {"name": texts, "office_code": "55302"},
        "due": "2099-01-01T00:00:00Z",
        "items": [item(1, mandatory=True), item(2, mandatory=False)],
        "kind": "document-request",
        "legal_basis": "",
        "participant": {
            "id": participant.id,
            "kind": participant.kind,
            "name": participant.name,
        },
        "subject": texts,
    }
    return members | changed


@pytest.fixture
def documents(tmp_path) -> list[Path]:
    folder = tmp_path / "құжаттар"
    folder.mkdir()
    for name, content in {
        "Келісімшарт № 1 «А».pdf": b"%PDF-1.7 contract",
        "scan 📄.png": b"\x89PNG" + bytes(100_000),
        "empty.txt": b"",
    }.items():
        (folder / name).write_bytes(content)
    return sorted(folder.iterdir())


@pytest.fixture(scope="session")
def request_id(portal) -> str:
    """One request for all tests that do not change it: every workspace has a case of its own."""
    return portal.ask(**request_members(IMPORTER))


@pytest.fixture
def case(application, credential, documents, request_id):
    """A request fetched from the portal and answered: ready to be submitted."""
    application.inbox.refresh(credential)
    case = application.cases.open(request_id)
    return application.cases.add_files(case.case_id, "i1", documents)
