"""Settings that a person saves: what cannot be right is refused and named, nothing is written."""

import pytest

from desktop.errors import SettingsInvalidError
from desktop.paths import Paths
from desktop.services.settings import ParticipantSettings, Settings, SettingsService


@pytest.fixture
def service(tmp_path):
    return SettingsService(Paths(tmp_path))


def test_a_right_number_is_saved(service):
    participant = ParticipantSettings("bin", "470340001014", "ТОО «Алтын Керуен Импорт»")
    service.save(Settings(participant=participant))
    assert service.load().participant == participant


@pytest.mark.parametrize(
    ("kind", "number"),
    [("bin", "470340001015"), ("bin", "880417201010"), ("iin", "880417201011")],
    ids=["a mistyped digit", "an IIN as a BIN", "a mistyped digit of an IIN"],
)
def test_a_mistyped_number_is_refused(service, kind, number):
    with pytest.raises(SettingsInvalidError) as caught:
        service.save(Settings(participant=ParticipantSettings(kind, number, "Somebody")))
    assert caught.value.facts["what"] == "participant.number"
    assert service.current.participant is None
    assert service.load().participant is None
