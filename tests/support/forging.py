"""Seals of those who may not seal, and a seal in the wrong hands: what attackers would send."""

import json
import secrets
from collections.abc import Callable
from pathlib import Path

from portal.home import Home
from portal.pki import profiles, setup
from portal.pki.keys import new_ec_key
from signing.cms.timestamp import HttpTimestampSource
from signing.credentials.credential import Credential
from signing.credentials.pkcs12 import Pkcs12Credential
from signing.evidence.canonical import canonical_json
from signing.evidence.sealed import open_sealed, seal
from tests.support.participant import now
from tests.support.portal import RunningPortal

ChangeDocument = Callable[[dict[str, object]], None]


def authority_key(portal: RunningPortal) -> Credential:
    """The portal's own seal, in the wrong hands."""
    pair = setup.load(Home(portal.home)).seal
    return Pkcs12Credential(pair.key, pair.certificate_der, ())


def other_office_key(portal: RunningPortal) -> Credential:
    """A seal that the authority's own root issued to another office: only the pin tells them apart.

    It is entered in the register: whoever asks for its revocation is told that it is good.
    """
    root = setup.load(Home(portal.home)).authorities[setup.AUTHORITY_ROOT]
    key = new_ec_key()
    certificate = root.note(
        profiles.signing_certificate(
            profiles.service_name("TRAINING seal of another office"),
            key.public_key(),
            root.issuer,
            profiles.validity_of_years(now(), 1),
            (profiles.EMAIL_PROTECTION, profiles.ROLE_INFORMATION_SYSTEM),
        )
    )
    pair = setup.KeyPair(key, certificate)
    return Pkcs12Credential(pair.key, pair.certificate_der, ())


def resealed(
    container: bytes,
    document_name: str,
    key: Credential,
    portal: RunningPortal,
    folder: Path,
    change: ChangeDocument = lambda _document: None,
) -> bytes:
    """The same document, or a changed one, under another's seal with a good timestamp."""
    document = json.loads(open_sealed(container, document_name).content)
    change(document)
    path = folder / f"forged-{secrets.token_hex(4)}.asice"
    seal(
        document_name,
        canonical_json(document),
        key,
        signing_time=now(),
        timestamp_source=HttpTimestampSource(f"{portal.services_origin}/tsa/b"),
        path=path,
    )
    return path.read_bytes()
