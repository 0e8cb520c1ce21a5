"""A real portal process for tests: started over HTTPS on a free port, bent, killed, restarted.

with RunningPortal.start(tmp_path / "portal") as portal:
    portal.session().get(f"{portal.origin}/portal")
    portal.bend(mode="busy")
"""

import json
import os
import queue
import subprocess
import sys
import threading
from dataclasses import dataclass, field
from pathlib import Path
from typing import IO, Self

import requests

from signing.credentials.credential import Credential
from signing.credentials.pkcs12 import KeyPurpose, open_pkcs12
from signing.trust import PortalIdentity, TrustAnchor, TrustPurpose, TrustStore, load_certificates

PROJECT = Path(__file__).resolve().parents[2]
START_TIMEOUT_SECONDS = 60
STOP_TIMEOUT_SECONDS = 15
PORTAL_KEY_CONDITIONS = ("sign-in-only", "expired", "revoked")


class PortalStartError(AssertionError):
    """The portal did not become ready; the message is what it said."""


@dataclass(slots=True)
class RunningPortal:
    """A portal process. A context manager: leaving it stops the process."""

    home: Path
    arguments: tuple[str, ...] = ()
    process: subprocess.Popen[str] | None = None
    origin: str = ""
    services_origin: str = ""
    stderr: list[str] = field(default_factory=list)

    @classmethod
    def start(cls, home: Path, *arguments: str, bendable: bool = True) -> Self:
        """Start a portal in this folder, on any free port unless `arguments` say another."""
        portal = cls(home, (*arguments, "--bendable") if bendable else arguments)
        portal.start_again()
        return portal

    def start_again(self) -> None:
        """Start the process (again), and wait for its ready line."""
        self.process = subprocess.Popen(
            [sys.executable, "-m", "portal", "--home", str(self.home), *self.arguments],
            cwd=PROJECT,
            env={**os.environ, "PYTHONWARNINGS": "default"},
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            text=True,
        )
        lines: queue.SimpleQueue[str] = queue.SimpleQueue()
        for stream, keep in ((self.process.stdout, lines.put), (self.process.stderr, self._keep)):
            threading.Thread(target=_read, args=(stream, keep), daemon=True).start()
        try:
            ready = json.loads(lines.get(timeout=START_TIMEOUT_SECONDS))
        except (queue.Empty, ValueError) as error:
            self.kill()
            raise PortalStartError("".join(self.stderr)) from error
        self.origin = ready["origin"]
        self.services_origin = ready["services_origin"]

    def stop(self) -> int:
        """Ask it to end, as an operator would; its exit code."""
        assert self.process is not None
        self.process.terminate()
        return self._wait()

    def kill(self) -> None:
        """End it as a power cut would."""
        assert self.process is not None
        self.process.kill()
        self._wait()

    def restart(self, *, killed: bool = False) -> None:
        """Stop (or kill) it and start it again in the same home."""
        if killed:
            self.kill()
        else:
            self.stop()
        self.start_again()

    def bend(self, **members: object) -> None:
        """Make it misbehave, or with no members behave again: portal/bend.py says how."""
        partial = self.home / "bend.json.partial"
        partial.write_text(json.dumps(members))
        partial.replace(self.home / "bend.json")

    @property
    def public(self) -> Path:
        """What an authority would publish."""
        return self.home / "public"

    @property
    def published(self) -> dict[str, object]:
        """public/portal.json."""
        return json.loads((self.public / "portal.json").read_bytes())

    @property
    def identity(self) -> PortalIdentity:
        """The portal's identity as published."""
        return PortalIdentity.from_json(self.published["identity"])

    @property
    def trust(self) -> TrustStore:
        """The published anchors."""
        return TrustStore(
            tuple(
                TrustAnchor(
                    load_certificates(self.public / one["file"])[0],
                    frozenset(TrustPurpose(purpose) for purpose in one["purposes"]),
                    one["file"],
                )
                for one in self.published["anchors"]
            )
        )

    @property
    def crls(self) -> list[Path]:
        """The published revocation lists, PEM."""
        return [self.public / name for name in self.published["crls"]]

    @property
    def key_password(self) -> str:
        """The password of all demo keys."""
        return (self.home / "keys" / "password.txt").read_text().strip()

    def key_file(self, name: str) -> Path:
        """A demo key, such as `importer-head-rsa`."""
        return self.home / "keys" / f"{name}.p12"

    def key(self, name: str, now: object, purpose: KeyPurpose = KeyPurpose.SIGNING) -> Credential:
        """A demo key, opened."""
        content = self.key_file(name).read_bytes()
        return open_pkcs12(content, self.key_password, now=now, purpose=purpose)

    def session(self) -> requests.Session:
        """A session that trusts this portal's TLS root, and no proxy of the machine."""
        session = requests.Session()
        session.verify = str(self.public / "tls-root.pem")
        session.trust_env = False
        return session

    def request(self, members: dict[str, object]) -> dict[str, object]:
        """Have the operator make a request; the reference that the command prints."""
        file = self.home / "operator.json"
        file.write_text(json.dumps(members))
        done = self.operator("request", "--home", str(self.home), str(file))
        assert done.returncode == 0, done.stderr
        return json.loads(done.stdout)

    @staticmethod
    def operator(*arguments: str) -> subprocess.CompletedProcess[str]:
        """Run a command of the portal's operator."""
        return subprocess.run(
            [sys.executable, "-m", "portal", *arguments],
            cwd=PROJECT,
            capture_output=True,
            text=True,
            timeout=60,
            check=False,
        )

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        if self.process is not None and self.process.poll() is None:
            self.stop()

    def _wait(self) -> int:
        assert self.process is not None
        try:
            code = self.process.wait(STOP_TIMEOUT_SECONDS)
        except subprocess.TimeoutExpired:
            self.process.kill()
            code = self.process.wait()
        return code

    def _keep(self, line: str) -> None:
        if line:
            self.stderr.append(line)


def _read(stream: IO[str], keep) -> None:
    with stream:
        for line in stream:
            keep(line)
    keep("")
