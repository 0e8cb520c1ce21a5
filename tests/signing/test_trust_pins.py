"""Which certificates become anchors by themselves, and what for."""

import json

import pytest

from signing.credentials.certificate import summarize_certificate
from signing.errors import InternalError
from signing.trust import TrustPurpose, load_certificates
from signing.trust_pins import PinEnvironment, PinRole, load_pins
from tests.support.pki import test_pki

PINS = load_pins()
TRUSTED = frozenset({TrustPurpose.PARTICIPANT, TrustPurpose.TSA})


@pytest.fixture(scope="module")
def authorities(test_data):
    folder = test_data / "nca-test" / "ca"
    return {path.name: load_certificates(path)[0] for path in sorted(folder.iterdir())}


def test_every_sample_authority_is_pinned_with_its_own_validity_and_key(authorities):
    for name, der in authorities.items():
        pin, summary = PINS.pin_of(der), summarize_certificate(der)
        assert pin is not None, name
        assert pin.sha256 == summary.sha256
        assert (pin.not_before, pin.not_after) == (
            summary.not_before.date(),
            summary.not_after.date(),
        )
        assert pin.key == summary.key_algorithm
        assert (pin.environment is PinEnvironment.TEST) is ("test" in name)


def test_production_certificates_become_anchors_for_participants_and_tsas(authorities):
    for name in ("root_gost_2022.pem", "nca_gost_2022.pem"):
        anchor = PINS.anchor(authorities[name], training=False)
        assert anchor.purposes == TRUSTED
        assert anchor.source == f"pin:{name.removesuffix('.pem')}"
        assert anchor.certificate == authorities[name]


def test_a_pinned_tsa_is_trusted_for_timestamps_only(authorities):
    for name in ("tsa_gost_2025.cer", "tsa_rsa_2022_prod.cer"):
        assert PINS.anchor(authorities[name], training=False).purposes == {TrustPurpose.TSA}


def test_no_pin_is_trusted_to_seal_for_a_portal_or_for_tls():
    for pin in PINS.pins:
        assert pin.purposes <= TRUSTED


def test_test_authorities_are_anchors_in_training_mode_only(authorities):
    everything = tuple(authorities.values())
    real = {anchor.source for anchor in PINS.anchors(everything, training=False)}
    training = {anchor.source for anchor in PINS.anchors(everything, training=True)}
    assert real == {
        "pin:root_gost_2022",
        "pin:nca_gost_2022",
        "pin:tsa_gost_2025",
        "pin:tsa_rsa_2025",
    }
    assert training > real
    assert len(training) == len(everything)


def test_a_certificate_that_nobody_pinned_becomes_no_anchor(authorities):
    root = bytearray(authorities["root_gost_2022.pem"])
    root[-1] ^= 1
    for der in (bytes(root), test_pki().root.der, b""):
        assert PINS.pin_of(der) is None
        assert PINS.anchor(der, training=True) is None
    assert PINS.anchors((test_pki().root.der,), training=True) == ()


def test_a_certificate_given_twice_is_one_anchor(authorities):
    der = authorities["root_gost_2022.pem"]
    assert len(PINS.anchors((der, der), training=False)) == 1


def test_the_withdrawn_roots_are_known_by_name():
    old = {pin.name for pin in PINS.pins if pin.not_after.year < 2026}
    assert {"root_gost_2015", "root_rsa_2015", "nca_gost_2018", "nca_rsa_2018"} <= old
    assert {pin.role for pin in PINS.pins} == set(PinRole)


GOOD = {
    "name": "a",
    "sha256": "0" * 64,
    "role": "root",
    "environment": "test",
    "key": "rsa",
    "not_before": "2020-01-01",
    "not_after": "2021-01-01",
}


@pytest.mark.parametrize(
    "pins",
    [
        [GOOD | {"sha256": "0" * 63}],
        [GOOD | {"sha256": "A" * 64}],
        [GOOD | {"role": "king"}],
        [GOOD | {"environment": ""}],
        [GOOD | {"not_after": "soon"}],
        [GOOD, GOOD],
        [GOOD, GOOD | {"sha256": "1" * 64}],
        [{}],
        {},
    ],
)
def test_a_spoilt_file_is_a_fault_of_the_program(tmp_path, pins):
    path = tmp_path / "pins.json"
    path.write_text(json.dumps({"pins": pins or None}))
    with pytest.raises(InternalError):
        load_pins(path)
    path.write_text("")
    with pytest.raises(InternalError):
        load_pins(path)
    with pytest.raises(InternalError):
        load_pins(tmp_path / "missing.json")
