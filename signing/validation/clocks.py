"""Whose clock stands behind a timestamp: two tokens of one operator are one witness."""

from asn1crypto import x509

from signing.cms.timestamp import certificates_inside
from signing.validation.findings import SignatureFinding
from signing.validation.verdict import Indication


def same_operator(one: SignatureFinding, other: SignatureFinding) -> bool:
    """Whether a good timestamp of each comes from the same operator.

    Told by the TSA's certificate or by an issuer that both chains lead to, as far as the tokens
    show them. Issuers are compared by name: taking two operators for one only makes us modest.
    """
    return bool(_operators(one) & _operators(other))


def _operators(signature: SignatureFinding) -> frozenset[bytes]:
    """TSA certificates, and the names of their issuers up to the root."""
    found: set[bytes] = set()
    for timestamp in signature.timestamps:
        token = timestamp.token
        good = timestamp.verdict.indication is Indication.TOTAL_PASSED
        if good and token is not None and token.tsa_certificate is not None:
            found.add(token.tsa_certificate)
            found |= _issuer_names(token.tsa_certificate, certificates_inside(token.der))
    return frozenset(found)


def _issuer_names(certificate: bytes, inside: tuple[bytes, ...]) -> set[bytes]:
    """The names met on the way from a certificate up, through the certificates of its token."""
    issuer_of = {}
    for der in (*inside, certificate):
        parsed = x509.Certificate.load(der)
        issuer_of[parsed.subject.dump()] = parsed.issuer.dump()
    name = x509.Certificate.load(certificate).issuer.dump()
    names: set[bytes] = set()
    while name not in names:
        names.add(name)
        name = issuer_of.get(name, name)
    return names
