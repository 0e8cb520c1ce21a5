"""The folder `public/`: what an authority would publish of itself (docs/protocol.md, 9)."""

from datetime import datetime

from cryptography import x509
from cryptography.hazmat.primitives.serialization import Encoding

from portal.home import Home, write_file, write_json
from portal.pki.setup import (
    AUTHORITY_ROOT,
    ISSUING,
    ROOT,
    TLS_ROOT,
    TSA_ROOTS,
    Infrastructure,
)
from signing.trust import PortalIdentity, TrustPurpose, spki_sha256

PORTAL_NAME = "TRAINING portal of Qolhat"
ENVIRONMENT = "TRAINING"

ANCHOR_PURPOSES = {
    ROOT: (TrustPurpose.PARTICIPANT,),
    AUTHORITY_ROOT: (TrustPurpose.AUTHORITY,),
    TSA_ROOTS["a"]: (TrustPurpose.TSA,),
    TSA_ROOTS["b"]: (TrustPurpose.TSA,),
    TLS_ROOT: (TrustPurpose.TLS,),
}


def portal_identity(infrastructure: Infrastructure, origin: str) -> PortalIdentity:
    """The identity of the portal at this origin: its seal's key, pinned."""
    pin = spki_sha256(infrastructure.seal.certificate_der)
    return PortalIdentity(name=PORTAL_NAME, origin=origin, seal_spki_sha256=pin)


def timestamp_urls(services_origin: str) -> list[str]:
    """The portal's RFC 3161 services, under different roots."""
    return [f"{services_origin}/tsa/{letter}" for letter in TSA_ROOTS]


def publish(
    home: Home,
    infrastructure: Infrastructure,
    identity: PortalIdentity,
    services_origin: str,
    now: datetime,
) -> None:
    """Write the roots, fresh CRLs and `portal.json`."""
    roots = {name: infrastructure.authorities[name].certificate for name in _issuing_roots()}
    roots[TLS_ROOT] = infrastructure.tls_root.certificate
    roots[ISSUING] = infrastructure.authorities[ISSUING].certificate
    for name, certificate in roots.items():
        write_file(home.public / f"{name}.pem", certificate.public_bytes(Encoding.PEM))
    crls = publish_revocation_lists(home, infrastructure, now)
    write_json(
        home.public / "portal.json",
        {
            "environment": ENVIRONMENT,
            "identity": identity.to_json(),
            "origin": identity.origin,
            "timestamp_urls": timestamp_urls(services_origin),
            "anchors": [
                {"file": f"{name}.pem", "purposes": [purpose.value for purpose in purposes]}
                for name, purposes in ANCHOR_PURPOSES.items()
            ],
            "crls": crls,
            "tls_root": f"{TLS_ROOT}.pem",
        },
    )


def publish_revocation_lists(
    home: Home, infrastructure: Infrastructure, now: datetime
) -> list[str]:
    """Write a fresh CRL of every authority; their file names."""
    lists = infrastructure.revocation_lists(now)
    for name, revocation_list in lists.items():
        write_file(home.public / _crl_file(name), _crl_pem(revocation_list))
    return [_crl_file(name) for name in lists]


def _issuing_roots() -> list[str]:
    return [name for name in ANCHOR_PURPOSES if name != TLS_ROOT]


def _crl_file(name: str) -> str:
    return f"{name}.crl.pem"


def _crl_pem(revocation_list: x509.CertificateRevocationList) -> bytes:
    return revocation_list.public_bytes(Encoding.PEM)
