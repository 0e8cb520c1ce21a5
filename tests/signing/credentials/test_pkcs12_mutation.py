"""Hostile key files: an error from our hierarchy or the right key, and nothing else."""

import hmac
import random

import pytest
from asn1crypto import core, pkcs12

from signing.credentials.pkcs12 import KeyFileError, open_pkcs12
from signing.credentials.pkcs12_derivation import MAC_KEY, derive
from signing.gost.keys import GostKeyError, GostPrivateKey, GostPublicKey
from signing.gost.kinds import GOST_2015_512
from tests.support.gost_pki import NOW, make_authority
from tests.support.pki import PASSWORD

ROUNDS = 200
ROOT = make_authority("TEST GOST ROOT")
SIGNER = ROOT.signer()
DATA = SIGNER.p12(ROOT.der)


def mutated(data: bytes, chance: random.Random) -> bytes:
    changed = bytearray(data)
    for _ in range(chance.randrange(1, 4)):
        place = chance.randrange(len(changed))
        match chance.randrange(4):
            case 0:
                changed[place] ^= 1 << chance.randrange(8)
            case 1:
                changed[place] = chance.randrange(256)
            case 2:
                del changed[place : place + chance.randrange(1, 9)]
            case 3:
                changed[place:place] = chance.randbytes(chance.randrange(1, 9))
    return bytes(changed)


def with_a_good_mac(safe: bytes) -> bytes:
    """The file with other contents, sealed by somebody who knows the password."""
    pfx = pkcs12.Pfx.load(DATA)
    mac = pfx["mac_data"]
    key = derive("sha256", MAC_KEY, PASSWORD, mac["mac_salt"].native, 1000, 32)
    mac["mac"]["digest"] = hmac.digest(key, safe, "sha256")
    pfx["auth_safe"] = {"content_type": "data", "content": core.OctetString(safe)}
    return pfx.dump(force=True)


def outcome(data: bytes) -> str:
    try:
        credential = open_pkcs12(data, PASSWORD, now=NOW)
    except KeyFileError as error:
        return error.code
    assert credential.certificate_der == SIGNER.der
    return "opened"


def test_unchanged_it_opens():
    assert outcome(DATA) == "opened"
    safe = pkcs12.Pfx.load(DATA)["auth_safe"]["content"].native
    assert outcome(with_a_good_mac(safe)) == "opened"


def test_a_changed_file_is_an_error_with_a_name():
    chance = random.Random(12)
    codes = {outcome(mutated(DATA, chance)) for _ in range(ROUNDS)}
    assert {"key.damaged", "key.wrong_password"} <= codes


def test_contents_made_by_somebody_who_knows_the_password_are_no_worse():
    chance = random.Random(13)
    safe = pkcs12.Pfx.load(DATA)["auth_safe"]["content"].native
    codes = {outcome(with_a_good_mac(mutated(safe, chance))) for _ in range(ROUNDS)}
    assert "key.damaged" in codes


@pytest.mark.parametrize("load", [GostPrivateKey.from_der, GostPublicKey.from_der])
def test_changed_keys_are_keys_or_an_error(load):
    key = GostPrivateKey(GOST_2015_512, 0xABCDEF)
    der = key.to_der() if load == GostPrivateKey.from_der else key.public_key.to_der()
    chance = random.Random(14)
    refused = 0
    for _ in range(ROUNDS):
        try:
            load(mutated(der, chance))
        except GostKeyError:
            refused += 1
    assert refused > ROUNDS / 4


def test_attributes_behind_a_private_key_are_passed_over():
    key = GostPrivateKey(GOST_2015_512, 0xABCDEF)
    content = core.Sequence.load(key.to_der()).contents + bytes.fromhex("a000")
    der = b"\x30\x81" + bytes([len(content)]) + content
    assert GostPrivateKey.from_der(der).public_key == key.public_key
