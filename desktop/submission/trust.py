"""Whom this installation trusts, and how a validation asks the outside world."""

from dataclasses import dataclass
from datetime import datetime

import requests

from signing.cms.revocation import HttpRevocationFetcher, RevocationFetcher
from signing.evidence.references import Environment
from signing.trust import PortalIdentity, TrustPurpose, TrustStore
from signing.validation.settings import ValidationSettings


@dataclass(frozen=True, slots=True)
class PortalTrust:
    """The configured portal and the anchors to judge it and its timestamp services by.

    `services_hosts` may be asked for revocation data; no other host is contacted.
    """

    identity: PortalIdentity
    environment: Environment
    store: TrustStore
    crls: tuple[bytes, ...] = ()
    services_hosts: frozenset[str] = frozenset()

    def settings(
        self, purpose: TrustPurpose, at: datetime, session: requests.Session | None
    ) -> ValidationSettings:
        """The settings of a validation at a moment; *session* None is offline."""
        fetcher: RevocationFetcher | None = None
        if session is not None and self.services_hosts:
            fetcher = HttpRevocationFetcher(session=session, allowed_hosts=self.services_hosts)
        return ValidationSettings(
            trust=self.store, purpose=purpose, at=at, crls=self.crls, revocation_fetcher=fetcher
        )
