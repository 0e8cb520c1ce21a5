"""Puts loose certificates into the order of a chain, by names and key identifiers only.

No signature is checked and nothing is trusted here: it only decides which certificates travel
with a signature, and in which order they are shown.
"""

from asn1crypto import x509

from signing.certificates import load_certificate

MAX_CHAIN = 10


def order_chain(certificate_der: bytes, others: tuple[bytes, ...]) -> tuple[bytes, ...]:
    """The issuers of a certificate among `others`, nearest first; the rest is left out.

    Raises:
        CertificateUnreadableError: one of them is no certificate.
    """
    candidates = [(der, load_certificate(der)) for der in dict.fromkeys(others)]
    current = load_certificate(certificate_der)
    chain: list[bytes] = []
    while len(chain) < MAX_CHAIN and current.issuer != current.subject:
        issuer = next((c for c in candidates if _may_have_issued(c[1], current)), None)
        if issuer is None or issuer[0] in chain:
            break
        chain.append(issuer[0])
        current = issuer[1]
    return tuple(chain)


def _may_have_issued(issuer: x509.Certificate, subject: x509.Certificate) -> bool:
    if issuer.subject != subject.issuer:
        return False
    wanted, given = subject.authority_key_identifier, issuer.key_identifier
    return wanted is None or given is None or wanted == given
