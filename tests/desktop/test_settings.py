"""Settings: what is written is read again, what cannot be right is refused, passwords are no part."""

import json

import pytest

from desktop.errors import SettingsDamagedError, SettingsInvalidError
from desktop.paths import Paths
from desktop.services.settings import SettingsService, system_language
from desktop.settings import (
    AnchorFile,
    Language,
    ParticipantSettings,
    PortalSettings,
    Settings,
    check_settings,
)
from signing.trust import PortalIdentity, TrustPurpose

PORTAL = PortalSettings(
    environment="TRAINING",
    identity=PortalIdentity("Портал", "https://portal.example:8443", seal_spki_sha256="ab" * 32),
    anchors=(AnchorFile("root.pem", (TrustPurpose.AUTHORITY, TrustPurpose.TSA)),),
    crls=("root.crl.pem",),
    tls_root="tls.pem",
    services_hosts=("127.0.0.1",),
)
FULL = Settings(
    language=Language.KK,
    portal=PORTAL,
    participant=ParticipantSettings("bin", "470340001014", "ТОО «Алтын Керуен»"),
    timestamp_url="http://tsa.example/",
    proxy="http://proxy.example:3128",
    key_path="/home/a/кілт.p12",
)


@pytest.mark.parametrize("settings", [Settings(), FULL])
def test_what_is_written_is_read_again(settings):
    assert Settings.from_json(settings.to_json()) == settings


def test_nothing_in_them_is_a_password():
    assert "password" not in FULL.to_json().decode()


@pytest.mark.parametrize(
    "content",
    [b"", b"{", b"[]", b"null", b'{"version": 2}', b'{"version": 1}', b"\xff", b"[" * 100_000],
)
def test_a_damaged_file_is_named(content):
    with pytest.raises(SettingsDamagedError):
        Settings.from_json(content)


@pytest.mark.parametrize(
    ("changed", "what"),
    [
        ({"timestamp_url": "ftp://x"}, "timestamp_url"),
        ({"proxy": "nonsense"}, "proxy"),
        ({"participant": ParticipantSettings("bin", "123", "A")}, "participant"),
        ({"participant": ParticipantSettings("vat", "470340001014", "A")}, "participant"),
        ({"proxy": "ftp://x"}, "proxy"),
    ],
)
def test_what_cannot_be_right_is_refused_by_name(changed, what):
    with pytest.raises(SettingsInvalidError) as caught:
        check_settings(FULL.with_(**changed))
    assert caught.value.facts["what"] == what


@pytest.mark.parametrize(
    ("member", "value", "what"),
    [
        ("environment", "TEST", "portal.environment"),
        ("tls_root", "../../etc/passwd", "portal.anchors"),
        ("crls", ("a/b.pem",), "portal.anchors"),
        ("identity", PortalIdentity("P", "http://portal.example", "ab" * 32), "portal.origin"),
        ("identity", PortalIdentity("P", "https://portal.example"), "portal.identity"),
    ],
)
def test_a_portal_that_cannot_be_right_is_refused(member, value, what):
    from dataclasses import replace

    with pytest.raises(SettingsInvalidError) as caught:
        check_settings(FULL.with_(portal=replace(PORTAL, **{member: value})))
    assert caught.value.facts["what"] == what


def test_saving_refuses_before_anything_is_written(tmp_path):
    service = SettingsService(Paths(tmp_path))
    service.save(FULL)
    with pytest.raises(SettingsInvalidError):
        service.save(FULL.with_(proxy="nonsense"))
    assert SettingsService(Paths(tmp_path)).current == FULL
    assert json.loads((tmp_path / "settings.json").read_text())["proxy"] == FULL.proxy


@pytest.mark.parametrize(
    ("environment", "language"),
    [
        ({"LANG": "kk_KZ.UTF-8"}, "kk"),
        ({"LANG": "ru_RU.UTF-8", "LC_ALL": ""}, "ru"),
        ({"LC_ALL": "C.UTF-8", "LANG": "ru_RU.UTF-8"}, "en"),
        ({"QOLHAT_LANGUAGE": "kk", "LANG": "ru_RU"}, "kk"),
        ({"LANG": "de_DE.UTF-8"}, "en"),
    ],
)
def test_the_language_of_the_system(monkeypatch, environment, language):
    for name in ("QOLHAT_LANGUAGE", "LC_ALL", "LC_MESSAGES", "LANG"):
        monkeypatch.delenv(name, raising=False)
    for name, value in environment.items():
        monkeypatch.setenv(name, value)
    assert system_language() == language
