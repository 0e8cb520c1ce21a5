"""Key files, and what exactly will be signed with one."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from pathlib import Path

from desktop.clock import Clock
from desktop.errors import KeyFileUnreadableError
from desktop.services.cases import Cases, FindingView
from desktop.services.clock_check import ClockCheck, ClockDifference
from desktop.services.network import Network
from desktop.services.settings import SettingsService
from signing.asic.split import plan_parts
from signing.credentials.certificate import CertificateSummary, KeyPurpose
from signing.credentials.credential import Credential
from signing.credentials.pkcs12 import KeyFileDamagedError, KeyFileIterationsError, open_pkcs12
from signing.credentials.pkcs12_inspection import (
    MAX_FILE_BYTES,
    MAX_ITERATIONS,
    MalformedKeyFileError,
    TooManyIterationsError,
    inspect_key_file,
)


@dataclass(frozen=True, slots=True)
class KeyFile:
    """What can be said of a key file without its password."""

    path: Path
    size_bytes: int


@dataclass(frozen=True, slots=True)
class OpenedKey:
    """A key ready to sign. `close()` the credential as soon as the work is done."""

    credential: Credential
    certificate: CertificateSummary


@dataclass(frozen=True, slots=True)
class SigningPreview:
    """What a signature will bind, shown before it is made.

    `clock_offset_seconds`: this machine's clock minus the portal's; None if it was not asked or
    not reached. `timestamp_clock_offset_seconds`: the same against the timestamp service.
    `clock_is_off`, `timestamp_clock_is_off` at more than five minutes: warn before signing.
    """

    case_id: str
    participant_id: str
    participant_name: str
    recipient_name: str
    recipient_origin: str
    request_id: str | None
    request_version: int | None
    file_count: int
    size_bytes: int
    part_count: int
    timestamp_url: str | None
    clock_offset_seconds: int | None
    clock_is_off: bool
    portal_now: datetime | None
    findings: tuple[FindingView, ...]
    timestamp_clock_offset_seconds: int | None = None
    timestamp_clock_is_off: bool = False


class Keys:
    """Opens key files; remembers the path of the last one, never its password."""

    def __init__(
        self, settings: SettingsService, cases: Cases, network: Network, clock: Clock
    ) -> None:
        self._settings = settings
        self._cases = cases
        self._network = network
        self._clock = clock
        self._clocks = ClockCheck(network, clock)

    def inspect(self, path: Path) -> KeyFile:
        """Look at a key file without its password.

        Raises:
            KeyFileDamagedError, KeyFileIterationsError, KeyFileUnreadableError.
        """
        content = _read(path)
        try:
            inspect_key_file(content)
        except TooManyIterationsError as error:
            raise KeyFileIterationsError(
                str(error), iterations=error.iterations, limit=MAX_ITERATIONS
            ) from error
        except MalformedKeyFileError as error:
            raise KeyFileDamagedError(str(error), file=path.name) from error
        return KeyFile(path, len(content))

    def open(self, path: Path, password: str, *, for_sign_in: bool = False) -> OpenedKey:
        """Open the key, for signing documents or only for signing in; its path is remembered.

        Raises:
            WrongPasswordError, KeyFileDamagedError, KeyFileIterationsError,
            CertificateExpiredError, CertificateNotYetValidError, KeyNotForSigningError,
            KeyUnsupportedError, KeyFileUnreadableError.
        """
        purpose = KeyPurpose.SIGN_IN if for_sign_in else KeyPurpose.SIGNING
        credential = open_key_file(path, password, self._clock, purpose)
        remembered = str(path.absolute())
        if self._settings.current.key_path != remembered:
            self._settings.save(self._settings.current.with_(key_path=remembered))
        return OpenedKey(credential, credential.certificate)

    def last_path(self) -> Path | None:
        """The key file used last, if it is still there."""
        remembered = self._settings.current.key_path
        if remembered is None or not Path(remembered).is_file():
            return None
        return Path(remembered)

    def what_will_be_signed(self, case_id: str, *, ask_portal: bool = True) -> SigningPreview:
        """Everything a person should see before signing.

        With *ask_portal* the portal and the timestamp service are asked for their time (a few
        seconds at most); that they cannot be reached is no error: signing needs no network.

        Raises:
            NotConfiguredError, CaseUnknownError
        """
        case = self._cases.state(case_id)
        portal = self._network.portal_settings()
        there = self._clocks.portal() if ask_portal else None
        offset = None if there is None else there.seconds
        stamp = self._clocks.timestamp_service() if ask_portal else None
        return SigningPreview(
            case_id=case_id,
            participant_id=case.participant_id,
            participant_name=case.participant_name,
            recipient_name=portal.identity.name,
            recipient_origin=portal.origin,
            request_id=case.request_id,
            request_version=case.request_version,
            file_count=case.file_count,
            size_bytes=case.size_bytes,
            part_count=len(plan_parts(case.file_count)),
            timestamp_url=self._settings.current.timestamp_url,
            clock_offset_seconds=offset,
            clock_is_off=there is not None and there.is_off,
            portal_now=None if offset is None else self._clock() - timedelta(seconds=offset),
            findings=case.findings,
            timestamp_clock_offset_seconds=None if stamp is None else stamp.seconds,
            timestamp_clock_is_off=stamp is not None and stamp.is_off,
        )

    def clock_differences(self) -> tuple[ClockDifference, ...]:
        """How far this machine's clock is from portal and timestamp service, as far as reached.

        Raises:
            NotConfiguredError: no portal is set.
        """
        found = (self._clocks.portal(), self._clocks.timestamp_service())
        return tuple(one for one in found if one is not None)


def open_key_file(
    path: Path, password: str, clock: Clock, purpose: KeyPurpose = KeyPurpose.SIGNING
) -> Credential:
    """The key of a file; errors as `Keys.open`, nothing is remembered."""
    return open_pkcs12(_read(path), password, now=clock(), purpose=purpose)


def _read(path: Path) -> bytes:
    try:
        with path.open("rb") as file:
            content = file.read(MAX_FILE_BYTES + 1)
    except OSError as error:
        raise KeyFileUnreadableError(str(error), file=path.name) from error
    if len(content) > MAX_FILE_BYTES:
        raise KeyFileDamagedError("too large for a key file", file=path.name)
    return content
