"""Streebog and GOST 34.311-95: the standards' vectors, and libgcrypt as the second opinion."""

import random

import pytest

from signing.gost import digests, libgcrypt
from signing.gost.gost34311 import Gost34311
from signing.gost.streebog import Streebog

NAMES = tuple(digests.DIGEST_BYTES)

# RFC 6986, 10: the printed numbers have the first octet of the message on the right.
M1 = bytes.fromhex(
    "3231303938373635343332313039383736353433323130393837363534333231"
    "30393837363534333231303938373635343332313039383736353433323130"
)[::-1]
M2 = bytes.fromhex(
    "fbe2e5f0eee3c820fbeafaebef20fffbf0e1e0f0f520e0ed20e8ece0ebe5f0f2"
    "f120fff0eeec20f120faf2fee5e2202ce8f6f3ede220e8e6eee1e8f0f2d1202c"
    "e8f0f2e5e220e5d1"
)[::-1]
RFC_6986 = [
    (
        "streebog512",
        M1,
        (
            "486f64c1917879417fef082b3381a4e211c324f074654c38823a7b76f830ad00"
            "fa1fbae42b1285c0352f227524bc9ab16254288dd6863dccd5b9f54a1ad0541b"
        ),
    ),
    ("streebog256", M1, "00557be5e584fd52a449b16b0251d05d27f94ab76cbaa6da890b59d8ef1e159d"),
    (
        "streebog512",
        M2,
        (
            "28fbc9bada033b1460642bdcddb90c3fb3e56c497ccd0f62b8a2ad4935e85f03"
            "7613966de4ee00531ae60f3b5a47f8dae06915d5f2f194996fcabf2622e6881e"
        ),
    ),
    ("streebog256", M2, "508f7e553c06501d749a66fc28c6cac0b005746d97537fa85d9e40904efed29d"),
]

# RFC 5831, 7.3, with the test parameters.
RFC_5831 = [
    (
        "gost34311",
        b"This is message, length=32 bytes",
        "faff37a615a816691cff3ef8b68ca247e09525f39f8119832eb81975d366c4b1",
    ),
    (
        "gost34311",
        b"Suppose the original message has length = 50 bytes",
        "0852f5623b89dd57aeb4781fe54df14eeafbc1350613763a0d770aa657ba1a47",
    ),
]


@pytest.mark.parametrize("make", [digests.new, digests.plain], ids=["best", "plain"])
@pytest.mark.parametrize(("name", "message", "printed"), [*RFC_6986, *RFC_5831])
def test_the_vectors_of_the_standards(make, name, message, printed):
    assert make(name, message).digest()[::-1].hex() == printed


def test_the_empty_message_as_other_libraries_print_it():
    assert digests.plain("streebog256").hexdigest() == (
        "3f539a213e97c802cc229d474c6aa32a825a360b2a933a949fd925208d9ce1bb"
    )


@pytest.mark.parametrize("name", NAMES)
def test_libgcrypt_gives_the_same_for_every_length_and_for_random_messages(name):
    if not digests.is_accelerated():
        pytest.skip("libgcrypt.so.20 is not here: no second opinion on the digests")
    chance = random.Random(34)
    lengths = [*range(301), *(chance.randrange(301, 3000) for _ in range(10))]
    for length in lengths:
        message = chance.randbytes(length)
        accelerated = libgcrypt.open_digest(name)
        accelerated.update(message)
        assert accelerated.digest() == digests.plain(name, message).digest(), length


@pytest.mark.parametrize("make", [digests.new, digests.plain], ids=["best", "plain"])
@pytest.mark.parametrize("name", NAMES)
def test_pieces_make_the_same_digest_as_the_whole_and_asking_does_not_end_it(make, name):
    message = random.Random(1).randbytes(500)
    whole = make(name, message).digest()
    assert len(whole) == digests.DIGEST_BYTES[name]
    digest, position = make(name), 0
    for size in (0, 1, 30, 1, 1, 31, 63, 2, 128, 200, 43):
        digest.update(message[position : position + size])
        position += size
        assert digest.digest() == digest.digest()
    assert position == 500
    assert digest.digest() == whole
    assert digest.hexdigest() == whole.hex()


@pytest.mark.parametrize(
    "start", [lambda: Streebog(b"a", digest_size=64), lambda: Gost34311(b"a")], ids=["new", "old"]
)
def test_a_copy_goes_its_own_way(start):
    first = start()
    other = first.copy()
    other.update(b"b")
    assert first.digest() == start().digest() != other.digest()


def test_a_carry_out_of_the_sum_of_blocks_is_dropped():
    """Σ is a sum modulo 2^512 (2^256): two blocks of ones overflow it."""
    for name in NAMES:
        message = b"\xff" * 192
        assert digests.new(name, message).digest() == digests.plain(name, message).digest()


def test_without_libgcrypt_plain_python_answers(monkeypatch):
    monkeypatch.setattr(libgcrypt, "_tested_library", lambda: None)
    assert not digests.is_accelerated()
    assert isinstance(digests.new("streebog512"), Streebog)
    assert isinstance(digests.new("gost34311"), Gost34311)


def test_a_libgcrypt_that_answers_wrongly_is_not_used(monkeypatch):
    monkeypatch.setattr(libgcrypt, "_ALGORITHMS", {**libgcrypt._ALGORITHMS, "gost34311": 311})
    assert libgcrypt._tested_library.__wrapped__() is None


def test_no_other_name_is_a_digest():
    for name in ("sha256", "streebog384", ""):
        with pytest.raises(ValueError, match="no GOST digest"):
            digests.new(name)
    with pytest.raises(ValueError, match="no Streebog"):
        Streebog(digest_size=48)
