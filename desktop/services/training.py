"""Training mode: a private portal of one's own as a child process."""

import json
import logging
import os
import queue
import shutil
import subprocess
import threading
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from typing import IO
from urllib.parse import urlsplit

from desktop.clock import Clock
from desktop.errors import TrainingPortalError
from desktop.paths import Paths
from desktop.portal_command import portal_command
from desktop.services.settings import (
    AnchorFile,
    ParticipantSettings,
    PortalSettings,
    SettingsService,
)
from desktop.workspace.files import private_folder
from signing.credentials.certificate import CertificateSummary
from signing.credentials.pkcs12 import KeyFileError, open_pkcs12
from signing.trust import PortalIdentity, TrustPurpose

_log = logging.getLogger(__name__)
START_TIMEOUT_SECONDS = 300.0
STOP_TIMEOUT_SECONDS = 15.0
DEFAULT_KEY = "importer-head-rsa"
_LAST_LINES = 20


@dataclass(frozen=True, slots=True)
class TrainingKey:
    """A key file that the training portal made for a demo participant, with its password.

    The password of a training key is no secret: it is shown so that a person can type it.
    """

    path: Path
    password: str
    label: str


@dataclass(frozen=True, slots=True)
class TrainingPortal:
    """A running training portal. The key used if none is chosen comes first in `keys`."""

    origin: str
    services_origin: str
    home: Path
    keys: tuple[TrainingKey, ...]


class TrainingMode:
    """Starts and stops the private portal, and points the workspace at it.

    The portal ends when its standard input does, so it outlives this program in no case.
    """

    def __init__(self, paths: Paths, settings: SettingsService, clock: Clock) -> None:
        self._paths = paths
        self._settings = settings
        self._clock = clock
        self._lock = threading.Lock()
        self._process: subprocess.Popen[str] | None = None
        self._running: TrainingPortal | None = None

    @property
    def running(self) -> TrainingPortal | None:
        """The portal that runs now."""
        with self._lock:
            if self._process is None or self._process.poll() is not None:
                return None
            return self._running

    def start(self) -> TrainingPortal:
        """Start it (or give the running one), and configure portal, trust and participant.

        Raises:
            TrainingPortalError: it did not become ready.
        """
        found = self.running
        if found is not None:
            return found
        with self._lock:
            portal = portal_at(self._start_process())
            try:
                self.point_at(portal)
            except BaseException:
                self._stop_process()
                raise
            self._running = portal
        return portal

    def stop(self) -> None:
        """Stop it and wait for its end; nothing happens if none runs."""
        with self._lock:
            self._stop_process()

    def add_request(self, request: dict[str, object]) -> str:
        """Have the portal's operator make a request (docs/protocol.md, 9); gives its id.

        Raises:
            TrainingPortalError: the portal does not take it.
        """
        folder = private_folder(self._paths.home / "operator")
        file = folder / "request.json"
        file.write_text(json.dumps(request, ensure_ascii=False), encoding="utf-8")
        command = portal_command("request", "--home", str(self._paths.portal_home), str(file))
        done = subprocess.run(  # noqa: S603 - our own program, no shell
            command, capture_output=True, encoding="utf-8", timeout=60, check=False
        )
        file.unlink()
        if done.returncode:
            raise TrainingPortalError(done.stderr, detail=done.stderr.strip()[-200:])
        return str(json.loads(done.stdout)["id"])

    def _start_process(self) -> dict[str, str]:
        private_folder(self._paths.home)
        home = str(self._paths.portal_home)
        self._process = process = subprocess.Popen(  # noqa: S603 - our own program, no shell
            portal_command("--home", home, "--port", "0", "--with-parent"),
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            encoding="utf-8",
            creationflags=getattr(subprocess, "CREATE_NO_WINDOW", 0),
            # Ctrl-C in the terminal is for this program, which then ends the portal in order.
            start_new_session=os.name != "nt",
        )
        lines: queue.SimpleQueue[str] = queue.SimpleQueue()
        last: list[str] = []
        threading.Thread(target=_read_lines, args=(process.stdout, lines), daemon=True).start()
        threading.Thread(target=_keep_last, args=(process.stderr, last), daemon=True).start()
        try:
            line = lines.get(timeout=START_TIMEOUT_SECONDS)
            ready: dict[str, str] = json.loads(line)
            if ready["event"] != "ready":
                raise ValueError(line)  # noqa: TRY301 - one way out for all that is not ready
        except (queue.Empty, ValueError, KeyError, TypeError) as error:
            self._stop_process()
            detail = "".join(last).strip()[-300:]
            raise TrainingPortalError(detail or repr(error), detail=detail) from error
        return ready

    def point_at(self, portal: TrainingPortal) -> None:
        """Take what a portal publishes as an authority would: identity, anchors, services."""
        public = portal.home / "public"
        published = json.loads((public / "portal.json").read_bytes())
        trust = private_folder(self._paths.trust)
        anchors = tuple(
            AnchorFile(one["file"], tuple(TrustPurpose(name) for name in one["purposes"]))
            for one in published["anchors"]
        )
        crls = tuple(published["crls"])
        for name in {*(one.file for one in anchors), *crls, published["tls_root"]}:
            shutil.copyfile(public / name, trust / name)
        urls = published["timestamp_urls"]
        hosts = {urlsplit(url).hostname for url in [*urls, portal.services_origin]}
        current = self._settings.current
        key = Path(current.key_path) if current.key_path else portal.keys[0].path
        self._settings.save(
            current.with_(
                portal=PortalSettings(
                    environment=published["environment"],
                    identity=PortalIdentity.from_json(published["identity"]),
                    anchors=anchors,
                    crls=crls,
                    tls_root=published["tls_root"],
                    services_hosts=tuple(sorted(host for host in hosts if host)),
                ),
                participant=current.participant or self._participant(portal.keys[0]),
                timestamp_url=urls[0],
                key_path=str(key if key.is_file() else portal.keys[0].path),
            )
        )

    def _participant(self, key: TrainingKey) -> ParticipantSettings | None:
        """For whom one practises: the organisation of the key, else its holder."""
        try:
            credential = open_pkcs12(key.path.read_bytes(), key.password, now=self._clock())
        except (KeyFileError, OSError) as error:
            _log.warning("training key %s: %s", key.label, error)
            return None
        certificate = credential.certificate
        credential.close()
        return participant_of(certificate)

    def _stop_process(self) -> None:
        process, self._process, self._running = self._process, None, None
        if process is None:
            return
        with suppress(OSError):
            if process.stdin is not None:
                process.stdin.close()  # the portal ends with it
        try:
            process.wait(STOP_TIMEOUT_SECONDS)
        except subprocess.TimeoutExpired:
            process.kill()
            process.wait()
        for stream in (process.stdout, process.stderr):
            if stream is not None:
                with suppress(OSError):
                    stream.close()


def portal_at(ready: dict[str, str]) -> TrainingPortal:
    """The portal that said *ready* (docs/protocol.md, 9)."""
    home = Path(ready["home"])
    password = (home / "keys" / "password.txt").read_text(encoding="utf-8").strip()
    files = sorted((home / "keys").glob("*.p12"), key=lambda p: (p.stem != DEFAULT_KEY, p.stem))
    return TrainingPortal(
        origin=ready["origin"],
        services_origin=ready["services_origin"],
        home=home,
        keys=tuple(TrainingKey(path, password, path.stem) for path in files),
    )


def participant_of(certificate: CertificateSummary) -> ParticipantSettings | None:
    """The participant whom a certificate names: the organisation, else the person."""
    if certificate.bin is not None:
        name = certificate.organisation or certificate.subject
        return ParticipantSettings("bin", certificate.bin, name)
    if certificate.iin is not None:
        return ParticipantSettings("iin", certificate.iin, certificate.subject)
    return None


def _read_lines(stream: IO[str] | None, lines: "queue.SimpleQueue[str]") -> None:
    with suppress(ValueError, OSError):
        for line in stream or ():
            lines.put(line)
    lines.put("")


def _keep_last(stream: IO[str] | None, last: list[str]) -> None:
    with suppress(ValueError, OSError):
        for line in stream or ():
            _log.info("portal: %s", line.rstrip())
            last.append(line)
            del last[:-_LAST_LINES]
