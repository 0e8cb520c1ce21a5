"""The kinds of Kazakh GOST keys: which curve, digest and object identifiers belong together.

Numbers are of the national register of object identifiers; the names on the right are ours, used
wherever asn1crypto has a name for an algorithm (`signing.gost.asn1` registers them).
"""

from dataclasses import dataclass
from typing import Final

from signing.gost.curves import CRYPTOPRO_A, TC26_256_A, TC26_512_A, Curve
from signing.gost.digests import GOST_34311, STREEBOG_256, STREEBOG_512


@dataclass(frozen=True)
class GostKeyKind:
    """One kind of key.

    Attributes:
        name: of the key algorithm.
        oid: of the key algorithm; older programs write it where the signature's should stand.
        curve_oid, digest_parameter_oid: the two parameters of the key's AlgorithmIdentifier.
        digest, digest_oid: what messages are hashed with.
        signature, signature_oid: the signature algorithm.
        may_sign: False for a withdrawn one, which is only verified.
    """

    name: str
    oid: str
    curve: Curve
    curve_oid: str
    digest: str
    digest_oid: str
    digest_parameter_oid: str
    signature: str
    signature_oid: str
    may_sign: bool = True

    @property
    def bits(self) -> int:
        """The size of the key: 512 or 256."""
        return 8 * self.curve.size_bytes

    @property
    def key_as_signature(self) -> str:
        """The name of the signature algorithm where a program wrote the key's OID instead."""
        return f"{self.name}_key"


GOST_2015_512: Final = GostKeyKind(
    name="gost3410_2015_512",
    oid="1.2.398.3.10.1.1.2.2",
    curve=TC26_512_A,
    curve_oid="1.2.398.3.10.1.1.2.2.1",
    digest=STREEBOG_512,
    digest_oid="1.2.398.3.10.1.3.3",
    digest_parameter_oid="1.2.398.3.10.1.3.3",
    signature="streebog512_gost3410",
    signature_oid="1.2.398.3.10.1.1.2.3.2",
)
GOST_2015_256: Final = GostKeyKind(
    name="gost3410_2015_256",
    oid="1.2.398.3.10.1.1.2.1",
    curve=TC26_256_A,
    curve_oid="1.2.398.3.10.1.1.2.1.1",
    digest=STREEBOG_256,
    digest_oid="1.2.398.3.10.1.3.2",
    digest_parameter_oid="1.2.398.3.10.1.3.2",
    signature="streebog256_gost3410",
    signature_oid="1.2.398.3.10.1.1.2.3.1",
)
GOST_2004: Final = GostKeyKind(
    name="gost34310_2004",
    oid="1.2.398.3.10.1.1.1.1",
    curve=CRYPTOPRO_A,
    curve_oid="1.2.398.3.10.1.1.1.1.1",
    digest=GOST_34311,
    digest_oid="1.2.398.3.10.1.3.1",
    digest_parameter_oid="1.2.398.3.10.1.3.1.1.0",  # the test substitution boxes
    signature="gost34311_gost34310",
    signature_oid="1.2.398.3.10.1.1.1.2",
    may_sign=False,
)

KINDS: Final = (GOST_2015_512, GOST_2015_256, GOST_2004)
KINDS_BY_NAME: Final = {kind.name: kind for kind in KINDS}
KINDS_BY_OID: Final = {kind.oid: kind for kind in KINDS}
KINDS_BY_SIGNATURE: Final = {
    name: kind for kind in KINDS for name in (kind.signature, kind.key_as_signature)
}
