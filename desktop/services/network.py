"""The ways out of this machine, as the settings say: portal, timestamp service, revocation."""

import base64
import re
import threading
from pathlib import Path
from urllib.parse import urlsplit

import requests
from requests.utils import get_environ_proxies

from desktop.clock import Clock
from desktop.errors import FileUnreadableError, NotConfiguredError, TrustFileError
from desktop.paths import Paths
from desktop.services.settings import PortalSettings, SettingsService
from desktop.submission.connection import PortalConnection, Timeouts
from desktop.submission.portal_client import PortalClient
from desktop.submission.trust import PortalTrust
from signing.cms.timestamp import HttpTimestampSource, TimestampSource
from signing.evidence.references import Environment
from signing.trust import PortalIdentity, TrustAnchor, TrustPurpose, TrustStore, load_certificates

_PEM_CRL = re.compile(rb"-----BEGIN X509 CRL-----(.+?)-----END X509 CRL-----", re.DOTALL)
_MAX_CRL_FILE_BYTES = 50_000_000
TIMESTAMP_TIMEOUT_SECONDS = 20.0


class Network:
    """Builds clients for the settings in force."""

    def __init__(
        self, paths: Paths, settings: SettingsService, clock: Clock, timeouts: Timeouts
    ) -> None:
        self._paths = paths
        self._settings = settings
        self._clock = clock
        self._timeouts = timeouts
        self._sessions = threading.local()

    def portal_settings(self) -> PortalSettings:
        """The configured portal.

        Raises:
            NotConfiguredError
        """
        portal = self._settings.current.portal
        if portal is None:
            raise NotConfiguredError("no portal", what="portal")
        return portal

    def portal(self) -> PortalClient:
        """A client of the configured portal. Raises NotConfiguredError."""
        portal = self.portal_settings()
        return PortalClient(
            PortalConnection(
                portal.origin,
                ca_file=None if portal.tls_root is None else self._paths.trust / portal.tls_root,
                proxy=self._settings.current.proxy,
                clock=self._clock,
                timeouts=self._timeouts,
            )
        )

    def trust(self) -> PortalTrust:
        """Whom the settings trust. Raises NotConfiguredError, TrustFileError."""
        portal = self.portal_settings()
        return PortalTrust(
            identity=portal.identity,
            environment=Environment(portal.environment),
            store=self.trust_store(),
            crls=self.crls(),
            services_hosts=frozenset(portal.services_hosts),
        )

    def trust_store(self) -> TrustStore:
        """The anchors of the settings; none before a portal is configured."""
        portal = self._settings.current.portal
        anchors = []
        for anchor in portal.anchors if portal is not None else ():
            path = self._paths.trust / anchor.file
            try:
                certificates = load_certificates(path)
            except OSError as error:
                raise TrustFileError(str(error), file=anchor.file) from error
            purposes = frozenset(TrustPurpose(purpose) for purpose in anchor.purposes)
            anchors += [TrustAnchor(der, purposes, anchor.file) for der in certificates]
        return TrustStore(tuple(anchors))

    def identity(self) -> PortalIdentity | None:
        """Who may seal for the configured portal."""
        portal = self._settings.current.portal
        return None if portal is None else portal.identity

    def services_hosts(self) -> frozenset[str]:
        """Hosts that may be asked for revocation data."""
        portal = self._settings.current.portal
        return frozenset(portal.services_hosts if portal is not None else ())

    def crls(self) -> tuple[bytes, ...]:
        """The revocation lists of the settings, DER."""
        portal = self._settings.current.portal
        names = portal.crls if portal is not None else ()
        return tuple(der for name in names for der in load_crls(self._paths.trust / name))

    def timestamp_host(self) -> str:
        """Host and port of the participant's timestamp service; empty if none is configured."""
        return urlsplit(self._settings.current.timestamp_url or "").netloc

    def timestamps(
        self, timeout_seconds: float = TIMESTAMP_TIMEOUT_SECONDS
    ) -> TimestampSource | None:
        """The participant's timestamp service, None if none is configured."""
        url = self._settings.current.timestamp_url
        if not url:
            return None
        return HttpTimestampSource(
            url,
            trust=self.trust_store(),
            session=self.session(),
            timeout_seconds=timeout_seconds,
        )

    def session(self) -> requests.Session:
        """This thread's session for timestamp and revocation services."""
        session: requests.Session | None = getattr(self._sessions, "session", None)
        if session is None:
            session = requests.Session()
            session.trust_env = False
            self._sessions.session = session
        proxy = self._settings.current.proxy
        url = self._settings.current.timestamp_url or "http://timestamp.invalid"
        session.proxies.clear()
        if proxy == "":
            session.proxies.update(get_environ_proxies(url))
        elif proxy != "none":
            session.proxies.update({"http": proxy, "https": proxy})
        return session


def load_crls(path: Path) -> list[bytes]:
    """The revocation lists in a PEM (one or several) or DER file, as DER.

    Raises:
        FileUnreadableError: it cannot be read, or is too large.
    """
    try:
        with path.open("rb") as file:
            content = file.read(_MAX_CRL_FILE_BYTES + 1)
    except OSError as error:
        raise FileUnreadableError(str(error), file=path.name) from error
    if len(content) > _MAX_CRL_FILE_BYTES:
        raise FileUnreadableError("too large", file=path.name)
    found = [base64.b64decode(text) for text in _PEM_CRL.findall(content)]
    return found or [content]
