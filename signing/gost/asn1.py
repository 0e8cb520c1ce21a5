"""Tells asn1crypto the names of the Kazakh algorithms: the only place that changes its maps.

asn1crypto offers no registration; its maps are class attributes. Importing this module extends
them; twice is the same as once. `signing.algorithms` imports it, so that whoever verifies or signs
has the names.
"""

from asn1crypto import algos, core, keys

from signing.gost.kinds import KINDS


def _register() -> None:
    for kind in KINDS:
        _name(algos.DigestAlgorithmId, kind.digest_oid, kind.digest)
        _name(algos.SignedDigestAlgorithmId, kind.signature_oid, kind.signature)
        _name(algos.SignedDigestAlgorithmId, kind.oid, kind.key_as_signature)
        _name(keys.PublicKeyAlgorithmId, kind.oid, kind.name)
        # the national authority writes NULL parameters with each of these
        algos._ForceNullParameters._null_algos.update(  # noqa: SLF001
            (kind.digest_oid, kind.signature_oid)
        )
    keys.PublicKeyInfo._spec_callbacks = {"public_key": _public_key_spec}  # noqa: SLF001


def _name(identifier: type[core.ObjectIdentifier], oid: str, name: str) -> None:
    identifier._map[oid] = name  # noqa: SLF001
    if identifier._reverse_map is not None:  # noqa: SLF001 - else it is made from the map later
        identifier._reverse_map[name] = oid  # noqa: SLF001


_asn1crypto_spec = keys.PublicKeyInfo._public_key_spec  # noqa: SLF001
_GOST_NAMES = frozenset(kind.name for kind in KINDS)


def _public_key_spec(info: keys.PublicKeyInfo) -> object:
    """What the BIT STRING holds: for our kinds opaque octets (`signing.gost.keys` reads them)."""
    if info["algorithm"]["algorithm"].native in _GOST_NAMES:
        return core.OctetBitString, None
    return _asn1crypto_spec(info)


_register()
