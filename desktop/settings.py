"""What a person may choose: a frozen value, written as JSON, checked when read.

A password is never among it. Certificates lie as files in the folder ``trust``; the settings
name them with what they are trusted for.
"""

import json
import re
from dataclasses import asdict, dataclass, replace
from enum import StrEnum
from typing import Self
from urllib.parse import urlsplit

from desktop.errors import SettingsDamagedError, SettingsInvalidError
from signing.trust import IdentityError, PortalIdentity, TrustPurpose

VERSION = 1
_IDENTIFIER = re.compile(r"[0-9]{12}\Z")
_DIGEST = re.compile(r"[0-9a-f]{64}\Z")


class Language(StrEnum):
    """The language of window, command line and printed papers."""

    SYSTEM = "system"
    KK = "kk"
    RU = "ru"
    EN = "en"


@dataclass(frozen=True, slots=True)
class AnchorFile:
    """A certificate file in the folder ``trust`` and what it is trusted for."""

    file: str
    purposes: tuple[TrustPurpose, ...]


@dataclass(frozen=True, slots=True)
class PortalSettings:
    """One portal: where it is, who may seal for it, and whom to trust.

    `environment` is ``TRAINING`` or ``PRODUCTION``; requests of the other are refused.
    `tls_root` is a file in ``trust``, or None for the certificates this machine trusts.
    `crls` are files in ``trust``. `services_hosts` are the host:port of revocation services
    that may be asked although they are on this machine or network.
    """

    environment: str
    identity: PortalIdentity
    anchors: tuple[AnchorFile, ...] = ()
    crls: tuple[str, ...] = ()
    tls_root: str | None = None
    services_hosts: tuple[str, ...] = ()

    @property
    def origin(self) -> str:
        """Scheme, host and port (RFC 6454)."""
        return self.identity.origin


@dataclass(frozen=True, slots=True)
class ParticipantSettings:
    """For whom this installation answers: `kind` is ``bin`` or ``iin``."""

    kind: str
    id: str
    name: str


@dataclass(frozen=True, slots=True)
class Settings:
    """Everything chosen. `proxy`: empty for the system's, ``none``, or a URL."""

    language: Language = Language.SYSTEM
    portal: PortalSettings | None = None
    participant: ParticipantSettings | None = None
    timestamp_url: str | None = None
    proxy: str = ""
    key_path: str | None = None

    def with_(self, **changes: object) -> Self:
        """A copy with these members replaced."""
        return replace(self, **changes)  # type: ignore[arg-type]

    def to_json(self) -> bytes:
        """The content of the settings file."""
        value = {"version": VERSION, **asdict(self)}
        return (json.dumps(value, ensure_ascii=False, indent=2, sort_keys=True) + "\n").encode()

    @classmethod
    def from_json(cls, content: bytes) -> "Settings":
        """Read a settings file.

        Raises:
            SettingsDamagedError: not JSON, of a newer version, or a member is missing.
            SettingsInvalidError: a value cannot be right.
        """
        try:
            value = json.loads(content)
            if value["version"] != VERSION:
                raise SettingsDamagedError("settings of another version", what="version")
            settings = cls(
                language=Language(value["language"]),
                portal=None if value["portal"] is None else _portal(value["portal"]),
                participant=None
                if value["participant"] is None
                else ParticipantSettings(**value["participant"]),
                timestamp_url=value["timestamp_url"],
                proxy=value["proxy"],
                key_path=value["key_path"],
            )
        except (ValueError, KeyError, TypeError, IdentityError, RecursionError) as error:
            raise SettingsDamagedError(repr(error), what=str(error)) from error
        check_settings(settings)
        return settings


def _portal(value: dict[str, object]) -> PortalSettings:
    # A wrong shape raises KeyError or TypeError, which the caller names.
    anchors = value["anchors"]
    crls = value["crls"]
    hosts = value["services_hosts"]
    identity = value["identity"]
    if not (
        isinstance(anchors, list)
        and isinstance(crls, list)
        and isinstance(hosts, list)
        and isinstance(identity, dict)
    ):
        raise TypeError("portal")
    tls_root = value["tls_root"]
    return PortalSettings(
        environment=str(value["environment"]),
        identity=PortalIdentity.from_json(identity),
        anchors=tuple(
            AnchorFile(str(a["file"]), tuple(TrustPurpose(p) for p in a["purposes"]))
            for a in anchors
        ),
        crls=tuple(str(name) for name in crls),
        tls_root=None if tls_root is None else str(tls_root),
        services_hosts=tuple(str(host) for host in hosts),
    )


def check_settings(settings: Settings) -> None:
    """Refuse what cannot be right.

    Raises:
        SettingsInvalidError: with the member's name in `what`.
    """
    if settings.timestamp_url is not None and not _is_url(settings.timestamp_url):
        raise SettingsInvalidError("timestamp URL", what="timestamp_url")
    if settings.proxy not in {"", "none"} and not _is_url(settings.proxy):
        raise SettingsInvalidError("proxy", what="proxy")
    participant = settings.participant
    if participant is not None and (
        participant.kind not in {"bin", "iin"} or not _IDENTIFIER.match(participant.id)
    ):
        raise SettingsInvalidError("participant", what="participant")
    if settings.portal is not None:
        _check_portal(settings.portal)


def _check_portal(portal: PortalSettings) -> None:
    parts = urlsplit(portal.origin)
    if parts.scheme != "https" or not parts.hostname or parts.path or parts.query:
        raise SettingsInvalidError("portal origin", what="portal.origin")
    if portal.environment not in {"TRAINING", "PRODUCTION"}:
        raise SettingsInvalidError("environment", what="portal.environment")
    identity = portal.identity
    pinned = identity.seal_spki_sha256 is not None and _DIGEST.match(identity.seal_spki_sha256)
    if not pinned and not (identity.seal_bin and identity.seal_role):
        raise SettingsInvalidError("portal identity", what="portal.identity")
    names = [a.file for a in portal.anchors] + list(portal.crls)
    if portal.tls_root is not None:
        names.append(portal.tls_root)
    if any("/" in name or "\\" in name or name in {"", ".", ".."} for name in names):
        raise SettingsInvalidError("trust file name", what="portal.anchors")


def _is_url(text: str) -> bool:
    parts = urlsplit(text)
    return parts.scheme in {"http", "https"} and bool(parts.hostname)
