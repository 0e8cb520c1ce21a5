"""The portal's keys and certificates: all made at first start, read at every later one.

Five trees that do not trust one another: participants, the authority's seal, two timestamp
services, TLS. A root that names participants is thereby not trusted to seal for an authority.
"""

import json
import secrets
from dataclasses import dataclass
from datetime import datetime, timedelta
from pathlib import Path

from cryptography import x509
from cryptography.hazmat.primitives.serialization import Encoding

from portal.home import Home, write_file, write_json
from portal.pki import demo, profiles
from portal.pki.authority import CertificateAuthority
from portal.pki.keys import (
    PrivateKey,
    new_ec_key,
    new_rsa_key,
    pkcs12_file,
    read_key_pair,
    write_key_pair,
)
from portal.pki.register import Register

ROOT = "root"
ISSUING = "issuing"
AUTHORITY_ROOT = "authority-root"
TSA_ROOTS = {"a": "tsa-a-root", "b": "tsa-b-root"}
TLS_ROOT = "tls-root"
AUTHORITIES = (ROOT, ISSUING, AUTHORITY_ROOT, *TSA_ROOTS.values())

ROOT_YEARS = 20
ISSUED_YEARS = 3
TLS_DAYS = 397
CAPABILITY_SECRET_BYTES = 32
_COMPLETE = "complete.json"


@dataclass(frozen=True, slots=True)
class KeyPair:
    """A private key with its certificate and the certificate's issuers (nearest first)."""

    key: PrivateKey
    certificate: x509.Certificate
    issuers: tuple[x509.Certificate, ...] = ()

    @property
    def certificate_der(self) -> bytes:
        """The certificate, DER."""
        return self.certificate.public_bytes(Encoding.DER)


@dataclass(frozen=True, slots=True)
class Infrastructure:
    """All keys of a portal."""

    authorities: dict[str, CertificateAuthority]
    tls_root: KeyPair
    seal: KeyPair
    tsas: dict[str, KeyPair]
    capability_secret: bytes
    register: Register

    def revocation_lists(self, now: datetime) -> dict[str, x509.CertificateRevocationList]:
        """A fresh CRL of every authority, by its name."""
        return {name: ca.revocation_list(now) for name, ca in self.authorities.items()}


def services_port(home: Home) -> int | None:
    """The port of the plain HTTP services, which certificates name; None before first start."""
    try:
        return int(json.loads((home.private / _COMPLETE).read_bytes())["services_port"])
    except FileNotFoundError:
        return None


def create(home: Home, now: datetime, port: int) -> None:
    """Make everything. A start that was killed half-way is made again from the beginning."""
    register = Register(home.private / "register.json")
    origin = f"http://127.0.0.1:{port}"
    maker = _Maker(home, now, register, origin)
    root = maker.root(ROOT, "TRAINING root for participants", new_ec_key())
    authority_root = maker.root(AUTHORITY_ROOT, "TRAINING root of the authority", new_ec_key())
    issuing = maker.intermediate(root)
    maker.tls_root()
    maker.seal(authority_root)
    for letter, name in TSA_ROOTS.items():
        key = new_rsa_key() if letter == "a" else new_ec_key()
        maker.timestamping(letter, maker.root(name, f"TRAINING TSA root {letter.upper()}", key))
    maker.participants(issuing)
    write_file(home.private / "capability.secret", secrets.token_bytes(CAPABILITY_SECRET_BYTES))
    write_json(home.private / _COMPLETE, {"services_port": port})


def load(home: Home) -> Infrastructure:
    """Read what `create` made.

    Raises:
        PortalHomeError: something is missing or damaged.
    """
    port = services_port(home)
    origin = f"http://127.0.0.1:{port}"
    register = Register(home.private / "register.json")
    authorities = {
        name: CertificateAuthority(name, *read_key_pair(home.private, name), register, origin)
        for name in AUTHORITIES
    }
    seal_root = authorities[AUTHORITY_ROOT].certificate
    return Infrastructure(
        authorities=authorities,
        tls_root=KeyPair(*read_key_pair(home.private, TLS_ROOT)),
        seal=KeyPair(*read_key_pair(home.private, "seal"), (seal_root,)),
        tsas={
            letter: KeyPair(
                *read_key_pair(home.private, f"tsa-{letter}"), (authorities[root].certificate,)
            )
            for letter, root in TSA_ROOTS.items()
        },
        capability_secret=(home.private / "capability.secret").read_bytes(),
        register=register,
    )


def write_server_certificate(
    home: Home, infrastructure: Infrastructure, hosts: tuple[str, ...], now: datetime
) -> tuple[Path, Path]:
    """A new TLS key and certificate for these hosts; the paths of certificate and key."""
    key = new_ec_key()
    root = infrastructure.tls_root
    issuer = profiles.Issuer(root.certificate, root.key, "", "", "")
    start = now.replace(microsecond=0) - timedelta(days=1)
    validity = profiles.Validity(start, start + timedelta(days=TLS_DAYS))
    certificate = profiles.server_certificate(hosts, key.public_key(), issuer, validity)
    write_key_pair(home.private, "tls", key, certificate)
    return home.private / "tls.pem", home.private / "tls.key.pem"


@dataclass(frozen=True, slots=True)
class _Maker:
    """Makes the parts of the infrastructure and writes them."""

    home: Home
    now: datetime
    register: Register
    origin: str

    def root(self, name: str, common_name: str, key: PrivateKey) -> CertificateAuthority:
        validity = profiles.validity_of_years(self.now, ROOT_YEARS)
        return self._authority(name, key, profiles.root_certificate(common_name, key, validity))

    def intermediate(self, root: CertificateAuthority) -> CertificateAuthority:
        key = new_rsa_key()
        certificate = profiles.intermediate_certificate(
            "TRAINING issuing authority",
            key.public_key(),
            root.issuer,
            profiles.validity_of_years(self.now, ROOT_YEARS // 2),
        )
        return self._authority(ISSUING, key, root.note(certificate))

    def tls_root(self) -> None:
        key = new_ec_key()
        validity = profiles.validity_of_years(self.now, ROOT_YEARS)
        certificate = profiles.root_certificate("TRAINING TLS root", key, validity)
        write_key_pair(self.home.private, TLS_ROOT, key, certificate)

    def seal(self, authority: CertificateAuthority) -> None:
        key = new_ec_key()
        certificate = profiles.signing_certificate(
            profiles.service_name("TRAINING seal of the authority"),
            key.public_key(),
            authority.issuer,
            profiles.validity_of_years(self.now, ISSUED_YEARS),
            (profiles.EMAIL_PROTECTION, profiles.ROLE_INFORMATION_SYSTEM),
        )
        write_key_pair(self.home.private, "seal", key, authority.note(certificate))

    def timestamping(self, letter: str, authority: CertificateAuthority) -> None:
        key = new_rsa_key() if letter == "a" else new_ec_key()
        certificate = profiles.timestamping_certificate(
            f"TRAINING TSA {letter.upper()}",
            key.public_key(),
            authority.issuer,
            profiles.validity_of_years(self.now, ISSUED_YEARS),
        )
        write_key_pair(self.home.private, f"tsa-{letter}", key, authority.note(certificate))

    def participants(self, issuing: CertificateAuthority) -> None:
        password = f"training-{secrets.randbelow(10**6):06d}"
        write_file(self.home.keys / "password.txt", f"{password}\n".encode())
        index = []
        for wanted in demo.KEYS:
            key = new_rsa_key() if wanted.algorithm == "rsa" else new_ec_key()
            certificate = issuing.note(self._participant_certificate(wanted, key, issuing))
            if wanted.condition is demo.KeyCondition.REVOKED:
                moment = self.now - timedelta(hours=1)
                self.register.revoke(issuing.name, certificate.serial_number, moment)
            write_file(
                self.home.keys / f"{wanted.file}.p12",
                pkcs12_file(wanted.label, key, certificate, [issuing.certificate], password),
            )
            index.append(_index_entry(wanted))
        write_json(self.home.keys / "keys.json", index)

    def _participant_certificate(
        self, wanted: demo.DemoKey, key: PrivateKey, issuing: CertificateAuthority
    ) -> x509.Certificate:
        organisation = wanted.organisation
        subject = profiles.holder_name(
            wanted.person.name,
            wanted.person.iin,
            organisation.name if organisation else None,
            organisation.bin if organisation else None,
        )
        validity = profiles.validity_of_years(self.now, ISSUED_YEARS)
        if wanted.condition is demo.KeyCondition.EXPIRED:
            end = validity.not_before - timedelta(days=30)
            validity = profiles.Validity(end - timedelta(days=365), end)
        build = (
            profiles.sign_in_certificate
            if wanted.condition is demo.KeyCondition.SIGN_IN_ONLY
            else profiles.signing_certificate
        )
        return build(subject, key.public_key(), issuing.issuer, validity, wanted.roles)

    def _authority(
        self, name: str, key: PrivateKey, certificate: x509.Certificate
    ) -> CertificateAuthority:
        write_key_pair(self.home.private, name, key, certificate)
        return CertificateAuthority(name, key, certificate, self.register, self.origin)


def _index_entry(wanted: demo.DemoKey) -> dict[str, object]:
    """What `keys/keys.json` says of one key."""
    organisation = wanted.organisation
    participant = (
        {"kind": "bin", "id": organisation.bin, "name": organisation.name}
        if organisation
        else {"kind": "iin", "id": wanted.person.iin, "name": wanted.person.name}
    )
    return {
        "file": f"{wanted.file}.p12",
        "label": wanted.label,
        "holder": {"iin": wanted.person.iin, "name": wanted.person.name},
        "participant": participant,
        "algorithm": wanted.algorithm,
        "condition": wanted.condition.value,
    }
