"""The people and organisations of the training portal: all fictional.

BIN years 45-59 were never issued and the IIN's century digit 2 with these birth years does not
occur, so that no number here is anybody's; the check digits are right.
"""

from dataclasses import dataclass
from enum import StrEnum

from portal.pki import profiles


@dataclass(frozen=True, slots=True)
class Organisation:
    """A legal person."""

    bin: str
    name: str


@dataclass(frozen=True, slots=True)
class Person:
    """A natural person."""

    iin: str
    name: str


class KeyCondition(StrEnum):
    """What is special about a demo key."""

    GOOD = "good"
    SIGN_IN_ONLY = "sign-in-only"
    EXPIRED = "expired"
    REVOKED = "revoked"


@dataclass(frozen=True, slots=True)
class DemoKey:
    """One key file to be made: who holds it, in which role, of which kind."""

    file: str
    label: str
    person: Person
    organisation: Organisation | None
    roles: tuple[str, ...]
    algorithm: str
    condition: KeyCondition = KeyCondition.GOOD


@dataclass(frozen=True, slots=True)
class PowerOfAttorney:
    """A power of attorney that the training portal knows; `date` as YYYY-MM-DD."""

    number: str
    date: str
    participant_kind: str
    participant_id: str
    representative_iin: str


IMPORTER = Organisation("470340001014", "ТОО «Алтын Керуен Импорт»")
BROKER = Organisation("481140002079", "ТОО «Шекара Декларант»")
HEAD = Person("880417201010", "Үлгібек Сәуле")
DECLARANT = Person("910223101028", "Мысалов Ерлан")
BROKER_HEAD = Person("790905101038", "Образцов Тимур")
RECIPIENT = Person("960808201063", "Үлгіева Айдана")
LAWYER = Person("890219101079", "Примеров Руслан")

_LEGAL = (profiles.EMAIL_PROTECTION, profiles.ROLE_LEGAL_PERSON)
_HEAD = (*_LEGAL, profiles.ROLE_HEAD)
_EMPLOYEE = (*_LEGAL, profiles.ROLE_EMPLOYEE)
_SIGNATORY = (*_LEGAL, profiles.ROLE_RIGHT_TO_SIGN)
_NATURAL = (profiles.EMAIL_PROTECTION, profiles.ROLE_NATURAL_PERSON)

KEYS = (
    DemoKey("importer-head-rsa", "Importer: head, RSA", HEAD, IMPORTER, _HEAD, "rsa"),
    DemoKey("importer-head-ec", "Importer: head, EC P-256", HEAD, IMPORTER, _HEAD, "ec"),
    DemoKey(
        "importer-head-auth",
        "Importer: head, sign-in only",
        HEAD,
        IMPORTER,
        (profiles.ROLE_LEGAL_PERSON, profiles.ROLE_HEAD),
        "rsa",
        KeyCondition.SIGN_IN_ONLY,
    ),
    DemoKey(
        "importer-declarant-rsa",
        "Importer: declarant with the right to sign, RSA",
        DECLARANT,
        IMPORTER,
        _SIGNATORY,
        "rsa",
    ),
    DemoKey(
        "importer-employee-ec",
        "Importer: employee without the right to sign, EC P-256",
        DECLARANT,
        IMPORTER,
        _EMPLOYEE,
        "ec",
    ),
    DemoKey(
        "importer-head-expired",
        "Importer: head, expired",
        HEAD,
        IMPORTER,
        _HEAD,
        "ec",
        KeyCondition.EXPIRED,
    ),
    DemoKey(
        "importer-head-revoked",
        "Importer: head, revoked",
        HEAD,
        IMPORTER,
        _HEAD,
        "ec",
        KeyCondition.REVOKED,
    ),
    DemoKey("broker-head-ec", "Broker: head, EC P-256", BROKER_HEAD, BROKER, _HEAD, "ec"),
    DemoKey("individual-ec", "Postal recipient, EC P-256", RECIPIENT, None, _NATURAL, "ec"),
    DemoKey("lawyer-ec", "Lawyer with a power of attorney, EC P-256", LAWYER, None, _NATURAL, "ec"),
)

POWERS_OF_ATTORNEY = (
    PowerOfAttorney("TRAINING-1", "2026-01-12", "bin", IMPORTER.bin, LAWYER.iin),
    PowerOfAttorney("TRAINING-2", "2026-01-12", "bin", IMPORTER.bin, BROKER_HEAD.iin),
)
