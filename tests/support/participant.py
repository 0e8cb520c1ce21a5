"""The participant's side of the protocol, as plainly as it can be said: for tests of the portal.

Everything is signed and packed by `signing` and `cases`; nothing is taken from `desktop` or
`portal`, so that both sides of the protocol are written twice.
"""

import base64
import hashlib
import json
import secrets
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime
from pathlib import Path

import requests

from cases.answer import ItemState
from cases.identifiers import IdentifierKind
from cases.package_document import PackageDocument, PackageFile, PackageItem, count_totals
from cases.part_document import build_parts
from cases.parties import Participant
from cases.parties import RequestReference as CaseRequestReference
from cases.profile import ProfileReference
from cases.texts import LanguageText
from signing.asic.writer import ContainerWriter
from signing.asic.written import WrittenContainer
from signing.credentials.credential import Credential
from signing.evidence.canonical import canonical_json
from signing.evidence.merkle import EMPTY_ROOT
from signing.evidence.receipt import Receipt
from signing.evidence.references import (
    ContainerReference,
    LedgerPosition,
    ParticipantKind,
    ParticipantReference,
    RequestReference,
)
from signing.evidence.sealed import open_sealed, seal
from signing.evidence.sign_in import SignIn
from signing.evidence.statement import Statement
from tests.support.portal import RunningPortal

IMPORTER = ParticipantReference(ParticipantKind.BIN, "470340001014", "ТОО «Алтын Керуен Импорт»")
INDIVIDUAL = ParticipantReference(ParticipantKind.IIN, "960808201063", "Үлгіева Айдана")
SEALED = "application/vnd.etsi.asic-e+zip"


def now() -> datetime:
    return datetime.now(UTC)


@dataclass(frozen=True, slots=True)
class Package:
    """A package on disk and what statements say of it."""

    containers: tuple[WrittenContainer, ...]
    package_sha256: str
    request: RequestReference | None

    @property
    def references(self) -> tuple[ContainerReference, ...]:
        return tuple(
            ContainerReference(part, one.sha256, one.size_bytes, one.manifest_sha256)
            for part, one in enumerate(self.containers, start=1)
        )


@dataclass(slots=True)
class ParticipantClient:
    """Speaks the protocol with one portal for one participant."""

    portal: RunningPortal
    folder: Path
    participant: ParticipantReference = IMPORTER
    key_name: str = "importer-head-rsa"
    session: requests.Session = field(init=False)
    token: str = ""

    def __post_init__(self) -> None:
        self.session = self.portal.session()
        self.folder.mkdir(parents=True, exist_ok=True)

    @property
    def key(self) -> Credential:
        return self.portal.key(self.key_name, now())

    # --- documents ---

    def sealed(self, document_name: str, content: bytes, key: Credential | None = None) -> bytes:
        path = self.folder / f"{secrets.token_hex(4)}.asice"
        seal(
            document_name,
            content,
            key or self.key,
            signing_time=now(),
            timestamp_source=None,
            path=path,
        )
        return path.read_bytes()

    def package(
        self,
        *contents: bytes,
        request: RequestReference | None = None,
        parts: int = 1,
        change=lambda document: document,
        key: Credential | None = None,
    ) -> Package:
        """A package with one item whose files are divided over so many parts."""
        files = [
            PackageFile(
                item="i01",
                name=f"i01/құжат {number}.txt",
                original_name=f"құжат {number}.txt",
                media_type="text/plain",
                part=1 + number * parts // len(contents),
                sha256=hashlib.sha256(content).hexdigest(),
                size_bytes=len(content),
            )
            for number, content in enumerate(contents)
        ]
        document = change(
            PackageDocument(
                package_id=secrets.token_hex(16),
                created=now(),
                created_offset="+05:00",
                profile=ProfileReference("free-submission", "0" * 64, 1),
                request=(
                    None
                    if request is None
                    else CaseRequestReference(request.id, request.sha256, request.version)
                ),
                participant=Participant(
                    IdentifierKind(self.participant.kind.value),
                    self.participant.id,
                    self.participant.name,
                ),
                representative=None,
                letter="",
                items=(
                    PackageItem(
                        "i01", "1", "", LanguageText("x", "x", "x"), True, ItemState.ATTACHED
                    ),
                ),
                files=tuple(files),
                totals=count_totals(tuple(files)),
            )
        )
        package_json = canonical_json(document.to_json())
        digest = hashlib.sha256(package_json).hexdigest()
        written = []
        for part in build_parts(document, digest):
            path = self.folder / f"{secrets.token_hex(4)}.asice"
            with ContainerWriter(path) as writer:
                for file, content in zip(files, contents, strict=True):
                    if file.part == part.part:
                        writer.add_bytes(file.name, content, file.media_type)
                writer.add_bytes("package.json", package_json, "application/json")
                writer.add_bytes("cover.pdf", b"%PDF-1.7 cover", "application/pdf")
                writer.add_bytes("part.json", canonical_json(part.to_json()), "application/json")
                signature = (key or self.key).sign_detached(writer.manifest(), now())
                written.append(writer.finish(signature))
        return Package(tuple(written), digest, request)

    def statement(self, package: Package, **changes: object) -> Statement:
        statement = Statement(
            recipient=self.portal.identity,
            request=package.request,
            package_sha256=package.package_sha256,
            containers=package.references,
            participant=self.participant,
            representative=None,
            nonce=secrets.token_hex(16),
            declared_time=now(),
            declared_offset="+05:00",
            previous_receipt_sha256=None,
            ledger=LedgerPosition(0, EMPTY_ROOT.hex()),
            tree_head=None,
        )
        return replace(statement, **changes)

    # --- calls ---

    def call(self, method: str, path: str, **arguments) -> requests.Response:
        arguments.setdefault("timeout", 20)
        return self.session.request(method, f"{self.portal.origin}{path}", **arguments)

    def sign_in(self, key: Credential | None = None, **changes: object) -> requests.Response:
        challenge = self.call("POST", "/sign-in/challenges").json()
        document = SignIn(
            participant=self.participant,
            portal_nonce=challenge["portal_nonce"],
            portal_origin=self.portal.origin,
            time=now(),
        )
        container = self.sealed("sign-in.json", replace(document, **changes).to_bytes(), key)
        answer = self.call("POST", "/sign-in", data=container, headers={"Content-Type": SEALED})
        if answer.status_code == 201:
            self.token = answer.json()["token"]
        return answer

    @property
    def bearer(self) -> dict[str, str]:
        return {"Authorization": f"Bearer {self.token}"}

    def submit(self, container: bytes) -> requests.Response:
        return self.call("POST", "/submissions", data=container, headers={"Content-Type": SEALED})

    def submit_statement(self, statement: Statement) -> requests.Response:
        return self.submit(self.sealed("statement.json", statement.to_bytes()))

    def create_upload(
        self, answer: dict[str, str], reference: ContainerReference
    ) -> requests.Response:
        metadata = {
            "nonce": answer["nonce"],
            "part": str(reference.part),
            "sha256": reference.sha256,
        }
        encoded = ",".join(
            f"{name} {base64.b64encode(value.encode()).decode()}"
            for name, value in metadata.items()
        )
        headers = {"Upload-Length": str(reference.size_bytes), "Upload-Metadata": encoded}
        return self.call("POST", "/uploads", headers={**headers, **self.tus(answer)})

    def tus(self, answer: dict[str, str]) -> dict[str, str]:
        return {
            "Tus-Resumable": "1.0.0",
            "Authorization": f"Capability {answer['capability']}",
        }

    def patch(
        self, answer: dict[str, str], location: str, offset: int, content: bytes
    ) -> requests.Response:
        headers = {
            "Upload-Offset": str(offset),
            "Content-Type": "application/offset+octet-stream",
            **self.tus(answer),
        }
        return self.call("PATCH", location, headers=headers, data=content)

    def offset(self, answer: dict[str, str], location: str) -> int:
        found = self.call("HEAD", location, headers=self.tus(answer))
        assert found.status_code == 200, found.status_code
        return int(found.headers["Upload-Offset"])

    def upload(self, answer: dict[str, str], package: Package) -> None:
        for reference, written in zip(package.references, package.containers, strict=True):
            location = self.create_upload(answer, reference).headers["Location"]
            done = self.patch(answer, location, 0, written.path.read_bytes())
            assert done.status_code == 204, done.text

    def capability(self, answer: dict[str, str]) -> dict[str, str]:
        return {"Authorization": f"Capability {answer['capability']}"}

    def status(self, answer: dict[str, str]) -> dict[str, object]:
        path = f"/submissions/{answer['nonce']}"
        return self.call("GET", path, headers=self.capability(answer)).json()

    def receipt(self, answer: dict[str, str], stage: str) -> bytes:
        path = f"/submissions/{answer['nonce']}/receipts/{stage}"
        found = self.call("GET", path, headers=self.capability(answer))
        assert found.status_code == 200, found.text
        return found.content

    def wait_for(self, answer: dict[str, str], *states: str, seconds: float = 30) -> str:
        """Ask until the submission is in one of these states."""
        until = now().timestamp() + seconds
        while now().timestamp() < until:
            state = str(self.status(answer)["state"])
            if state in states:
                return state
        raise AssertionError(f"still {state}")


def receipt_of(container: bytes) -> Receipt:
    return Receipt.from_bytes(open_sealed(container, "receipt.json").content)


def rejection_of(answer: requests.Response) -> Receipt:
    assert answer.status_code == 422, answer.text
    return receipt_of(base64.b64decode(answer.json()["receipt"]))


def problem(answer: requests.Response) -> tuple[int, str]:
    """Status and code, after a look at the form (RFC 9457)."""
    assert answer.headers["Content-Type"] == "application/problem+json", answer.text
    document = json.loads(answer.content)
    assert document["status"] == answer.status_code
    assert document["type"] == f"urn:qolhat:problem:{document['code']}"
    assert document["title"]
    return answer.status_code, document["code"]
