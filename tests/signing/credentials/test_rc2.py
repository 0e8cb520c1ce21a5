"""RC2: the vectors of RFC 2268, 5, in the direction that key files need."""

import pytest

from signing.credentials import rc2


@pytest.mark.parametrize(
    ("key", "bits", "plain", "cipher"),
    [
        ("0000000000000000", 63, "0000000000000000", "ebb773f993278eff"),
        ("ffffffffffffffff", 64, "ffffffffffffffff", "278b27e42e2f0d49"),
        ("3000000000000000", 64, "1000000000000001", "30649edf9be7d2c2"),
        ("88", 64, "0000000000000000", "61a8a244adacccf0"),
        ("88bca90e90875a", 64, "0000000000000000", "6ccf4308974c267f"),
        ("88bca90e90875a7f0f79c384627bafb2", 64, "0000000000000000", "1a807d272bbe5db1"),
        ("88bca90e90875a7f0f79c384627bafb2", 128, "0000000000000000", "2269552ab0f85ca6"),
        (
            "88bca90e90875a7f0f79c384627bafb216f80a6f85920584c42fceb0be255daf1e",
            129,
            "0000000000000000",
            "5b78d3a43dfff1f1",
        ),
    ],
)
def test_the_vectors_of_the_standard(key, bits, plain, cipher):
    decrypted = rc2.decrypt_cbc(bytes.fromhex(key), bits, bytes(8), bytes.fromhex(cipher))
    assert decrypted.hex() == plain


def test_blocks_are_chained():
    key, block = (
        bytes.fromhex("88bca90e90875a7f0f79c384627bafb2"),
        bytes.fromhex("2269552ab0f85ca6"),
    )
    assert rc2.decrypt_cbc(key, 128, b"qolhat!!", block * 2) == b"qolhat!!" + block


@pytest.mark.parametrize(
    ("key", "bits", "iv", "text"),
    [
        (b"", 40, bytes(8), b""),
        (bytes(129), 40, bytes(8), b""),
        (bytes(5), 0, bytes(8), b""),
        (bytes(5), 1025, bytes(8), b""),
        (bytes(5), 40, bytes(7), b""),
        (bytes(5), 40, bytes(8), bytes(9)),
    ],
)
def test_impossible_lengths_are_refused(key, bits, iv, text):
    with pytest.raises(ValueError, match="RC2"):
        rc2.decrypt_cbc(key, bits, iv, text)
