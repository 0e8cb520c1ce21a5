"""Key files, and what exactly will be signed with one."""

from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from desktop.services.cases import FindingView
from signing.credentials.certificate import CertificateSummary
from signing.credentials.credential import Credential


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
    not reached. `clock_is_off` at more than five minutes: warn before signing.
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


class Keys:
    """Opens key files; remembers the path of the last one, never its password."""

    def inspect(self, path: Path) -> KeyFile:
        """Look at a key file without its password.

        Raises:
            KeyFileDamagedError, KeyFileIterationsError, KeyFileUnreadableError.
        """
        raise NotImplementedError

    def open(self, path: Path, password: str) -> OpenedKey:
        """Open the key for signing.

        Raises:
            WrongPasswordError, KeyFileDamagedError, KeyFileIterationsError,
            CertificateExpiredError, CertificateNotYetValidError, KeyNotForSigningError,
            KeyUnsupportedError, KeyFileUnreadableError.
        """
        raise NotImplementedError

    def last_path(self) -> Path | None:
        """The key file used last, if it is still there."""
        raise NotImplementedError

    def what_will_be_signed(self, case_id: str, *, ask_portal: bool = True) -> SigningPreview:
        """Everything a person should see before signing.

        With *ask_portal* the portal is asked for its time (a few seconds at most); that it
        cannot be reached is no error: packing and signing need no network.
        """
        raise NotImplementedError
