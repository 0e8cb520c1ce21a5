"""GOST 34.10-2015: the standard's examples, libgcrypt's opinion, and what must be refused."""

import random

import pytest

from signing.gost import gost3410
from signing.gost.curves import CRYPTOPRO_A, INFINITY, TC26_256_A, TC26_512_A, Curve
from signing.gost.gost3410 import (
    SignatureFaultError,
    digest_number,
    public_point,
    sign_digest,
    signature_pair,
    verify_digest,
)
from tests.support.gost_judges import libgcrypt_accepts

CURVES = {
    "gost3410_2015_512": TC26_512_A,
    "gost3410_2015_256": TC26_256_A,
    "gost34310_2004": CRYPTOPRO_A,
}

# RFC 7091, 7: its own 256-bit curve.
EXAMPLE_256 = Curve(
    name="RFC 7091, 7.1",
    p=0x8000000000000000000000000000000000000000000000000000000000000431,
    a=7,
    b=0x5FBFF498AA938CE739B8E022FBAFEF40563F6E6A3472FC2A514C0CE9DAE23B7E,
    q=0x8000000000000000000000000000000150FE8A1892976154C59CFC193ACCF5B3,
    x=2,
    y=0x8E2A8A0E65147D4BD6316030E16D19C85C97F0A9CA267122B96ABBCEA7E8FC8,
)
# GOST R 34.10-2012, A.2: the 512-bit example that the RFC leaves out (curve also in RFC 9215).
EXAMPLE_512 = Curve(
    name="GOST R 34.10-2012, A.2",
    p=0x4531ACD1FE0023C7550D267B6B2FEE80922B14B2FFB90F04D4EB7C09B5D2D15DF1D852741AF4704A0458047E80E4546D35B8336FAC224DD81664BBF528BE6373,
    a=7,
    b=0x1CFF0806A31116DA29D8CFA54E57EB748BC5F377E49400FDD788B649ECA1AC4361834013B2AD7322480A89CA58E0CF74BC9E540C2ADD6897FAD0A3084F302ADC,
    q=0x4531ACD1FE0023C7550D267B6B2FEE80922B14B2FFB90F04D4EB7C09B5D2D15DA82F2D7ECB1DBAC719905C5EECC423F1D86E25EDBE23C595D644AAF187E6E6DF,
    x=0x24D19CC64572EE30F396BF6EBBFD7A6C5213B3B3D7057CC825F91093A68CD762FD60611262CD838DC6B60AA7EEE804E28BC849977FAC33B4B530F1B120248A9A,
    y=0x2BB312A43BD2CE6E0D020613C857ACDDCFBF061E91E5F2C3F32447C259F39B2C83AB156D77F1496BF7EB3351E1EE4E43DC1A18B91B24640B6DBB92CB1ADD371E,
)
EXAMPLES = [
    (
        EXAMPLE_256,
        0x7A929ADE789BB9BE10ED359DD39A72C11B60961F49397EEE1D19CE9891EC3B28,
        (
            0x7F2B49E270DB6D90D8595BEC458B50C58585BA1D4E9B788F6689DBD8E56FD80B,
            0x26F1B489D6701DD185C8413A977B3CBBAF64D1C593D26627DFFB101A87FF77DA,
        ),
        0x2DFBC1B372D89A1188C09C52E0EEC61FCE52032AB1022E8E67ECE6672B043EE5,
        0x77105C9B20BCD3122823C8CF6FCC7B956DE33814E95B7FE64FED924594DCEAB3,
        0x41AA28D2F1AB148280CD9ED56FEDA41974053554A42767B83AD043FD39DC0493,
        0x1456C64BA4642A1653C235A98A60249BCD6D3F746B631DF928014F6C5BF9C40,
    ),
    (
        EXAMPLE_512,
        0xBA6048AADAE241BA40936D47756D7C93091A0E8514669700EE7508E508B102072E8123B2200A0563322DAD2827E2714A2636B7BFD18AADFC62967821FA18DD4,
        (
            0x115DC5BC96760C7B48598D8AB9E740D4C4A85A65BE33C1815B5C320C854621DD5A515856D13314AF69BC5B924C8B4DDFF75C45415C1D9DD9DD33612CD530EFE1,
            0x37C7C90CD40B0F5621DC3AC1B751CFA0E2634FA0503B3D52639F5D7FB72AFD61EA199441D943FFE7F0C70A2759A3CDB84C114E1F9339FDF27F35ECA93677BEEC,
        ),
        0x3754F3CFACC9E0615C4F4A7C4D8DAB531B09B6F9C170C533A71D147035B0C5917184EE536593F4414339976C647C5D5A407ADEDB1D560C4FC6777D2972075B8C,
        0x359E7F4B1410FEACC570456C6801496946312120B39D019D455986E364F365886748ED7A44B3E794434006011842286212273A6D14CF70EA3AF71BB1AE679F1,
        0x2F86FA60A081091A23DD795E1E3C689EE512A3C82EE0DCC2643C78EEA8FCACD35492558486B20F1C9EC197C90699850260C93BCBCD9C5C3317E19344E173AE36,
        0x1081B394696FFE8E6585E7A9362D26B6325F56778AADBC081C0BFBE933D52FF5823CE288E8C4F362526080DF7F70CE406A6EEB1F56919CB92A9853BDE73E5B4A,
    ),
]


@pytest.mark.parametrize(("curve", "d", "point", "e", "k", "r", "s"), EXAMPLES, ids=["256", "512"])
def test_the_examples_of_the_standard(curve, d, point, e, k, r, s):
    size = curve.size_bytes
    assert public_point(curve, d) == point
    assert curve.has_point(*point)
    assert signature_pair(curve, d, e, k) == (r, s)
    signature = r.to_bytes(size, "little") + s.to_bytes(size, "little")
    assert verify_digest(curve, point, e.to_bytes(size, "little"), signature)
    assert not verify_digest(curve, point, (e + 1).to_bytes(size, "little"), signature)


@pytest.mark.parametrize("kind", CURVES)
def test_libgcrypt_accepts_our_signatures_and_agrees_on_changed_ones(kind):
    curve, chance = CURVES[kind], random.Random(kind)
    for _ in range(4):
        private = chance.randrange(1, curve.q)
        point = public_point(curve, private)
        digest = chance.randbytes(curve.size_bytes)
        signature = sign_digest(curve, private, point, digest)
        assert libgcrypt_accepts(kind, point, digest, signature)
        spoilt = bytearray(signature)
        spoilt[chance.randrange(len(spoilt))] ^= 1 << chance.randrange(8)
        assert not libgcrypt_accepts(kind, point, digest, bytes(spoilt))
        assert not verify_digest(curve, point, digest, bytes(spoilt))


@pytest.mark.parametrize("curve", CURVES.values(), ids=CURVES)
class TestCurve:
    def test_the_generator_has_the_order_q(self, curve):
        assert curve.has_point(curve.x, curve.y)
        assert curve.multiply_generator(curve.q - 1, 5)[2] % curve.p
        last = curve.affine(curve.multiply_generator(curve.q - 1))
        assert last == (curve.x, curve.p - curve.y)
        assert curve.affine(curve.multiply_public(curve.q, (curve.x, curve.y, 1))) is None

    def test_both_ways_to_multiply_give_the_same(self, curve):
        generator = (curve.x, curve.y, 1)
        chance = random.Random(3)
        scalars = [1, 2, 3, 15, 16, 17, curve.q >> 1, curve.q - 2]
        for scalar in [*scalars, *(chance.randrange(curve.q) for _ in range(5))]:
            one = curve.affine(curve.multiply_generator(scalar, chance.randrange(1, curve.p)))
            assert one == curve.affine(curve.multiply_public(scalar, generator)), scalar

    def test_addition_needs_no_special_cases(self, curve):
        one = (curve.x, curve.y, 1)
        minus = (curve.x, -curve.y, 1)
        assert curve.affine(curve.add(one, INFINITY)) == (curve.x, curve.y)
        assert curve.affine(curve.add(INFINITY, one)) == (curve.x, curve.y)
        assert curve.affine(curve.add(one, minus)) is None
        assert curve.affine(curve.add(INFINITY, INFINITY)) is None
        assert curve.affine(curve.add(one, one)) == curve.affine(curve.multiply_public(2, one))

    def test_zero_times_a_point_is_infinity(self, curve):
        assert curve.affine(curve.multiply_generator(0)) is None
        assert curve.affine(curve.multiply_public(0, (curve.x, curve.y, 1))) is None

    def test_points_off_the_curve_and_numbers_too_large_are_none(self, curve):
        assert not curve.has_point(curve.x, curve.y + 1)
        assert not curve.has_point(curve.x + curve.p, curve.y)
        assert not curve.has_point(-1, curve.y)

    def test_a_signature_outside_of_its_range_is_refused(self, curve):
        point, digest = public_point(curve, 7), b"\7" * curve.size_bytes
        signature = sign_digest(curve, 7, point, digest)
        size = curve.size_bytes
        r, s = signature[:size], signature[size:]
        zero, order = bytes(size), curve.q.to_bytes(size, "little")
        for wrong in (zero + s, r + zero, order + s, r + order, b"\xff" * size + s):
            assert not verify_digest(curve, point, digest, wrong)
        for wrong in (b"", r, signature + b"\0", s + r):
            assert not verify_digest(curve, point, digest, wrong)
        s_plus_q = int.from_bytes(s, "little") + curve.q
        if s_plus_q.bit_length() <= 8 * size:  # the same signature, written in another way
            assert not verify_digest(curve, point, digest, r + s_plus_q.to_bytes(size, "little"))

    def test_a_digest_of_zero_counts_as_one(self, curve):
        point, zero = public_point(curve, 9), bytes(curve.size_bytes)
        one = (1).to_bytes(curve.size_bytes, "little")
        assert digest_number(curve, zero) == 1
        assert verify_digest(curve, point, one, sign_digest(curve, 9, point, zero))

    @pytest.mark.parametrize("offset", [0, 1])
    def test_private_keys_out_of_range_are_refused(self, curve, offset):
        for private in (0 - offset, curve.q + offset):
            with pytest.raises(ValueError, match="out of range"):
                public_point(curve, private)


def test_points_of_small_order_are_refused():
    """256-A has a cofactor of 4: a point of order 2 lies on the curve and in no subgroup of ours."""
    curve = TC26_256_A
    x = 0x100FE73F595FF158E974B44D478D9588744FE5C192AC47EA63075DCE7A14AAA
    assert (x * x * x + curve.a * x + curve.b) % curve.p == 0
    assert not curve.has_point(x, 0)
    shifted = curve.affine(curve.add((curve.x, curve.y, 1), (x, 0, 1)))
    assert shifted is not None
    assert not curve.has_point(*shifted)


def test_no_two_signatures_share_their_secret_number():
    curve = TC26_512_A
    point = public_point(curve, 11)
    digest = bytes(range(64))
    assert len({sign_digest(curve, 11, point, digest)[:64] for _ in range(3)}) == 3


def test_a_fault_in_the_arithmetic_gives_no_signature(monkeypatch):
    """A wrong s over a good r would betray the key to whoever sees both."""
    curve, point = CRYPTOPRO_A, public_point(CRYPTOPRO_A, 5)
    good = gost3410.signature_pair

    def faulty(*arguments):
        r, s = good(*arguments)
        return r, s ^ 1

    monkeypatch.setattr(gost3410, "signature_pair", faulty)
    with pytest.raises(SignatureFaultError):
        sign_digest(curve, 5, point, b"\1" * 32)


def test_a_key_that_is_not_the_certificates_gives_no_signature():
    with pytest.raises(SignatureFaultError):
        sign_digest(TC26_512_A, 5, public_point(TC26_512_A, 6), b"\1" * 64)
