"""The requests that a new training portal starts with, so that no inbox is empty."""

from datetime import datetime, timedelta

from portal.pki import demo
from signing.evidence.canonical import JsonValue
from signing.evidence.values import format_instant

_AUTHORITY: dict[str, JsonValue] = {
    "name": {
        "en": "TRAINING: Department of State Revenues of the “Ülgi” region (fictional)",
        "kk": "ОҚУ: «Үлгі» облысы бойынша Мемлекеттік кірістер департаменті (ойдан шығарылған)",
        "ru": "УЧЕБНЫЙ: Департамент государственных доходов по области «Улги» (вымышленный)",
    },
    "office_code": "55302",
}
_NO_NOTE: dict[str, JsonValue] = {"en": "", "kk": "", "ru": ""}


def demo_requests(now: datetime) -> list[dict[str, JsonValue]]:
    """What an operator would write into the files of `qolhat portal request`."""
    importer: JsonValue = {"id": demo.IMPORTER.bin, "kind": "bin", "name": demo.IMPORTER.name}
    recipient: JsonValue = {"id": demo.RECIPIENT.iin, "kind": "iin", "name": demo.RECIPIENT.name}
    return [
        {
            "authority": _AUTHORITY,
            "due": format_instant(now + timedelta(days=10)),
            "due_rule": {
                "days": 10,
                "source": "Customs Code of the Republic of Kazakhstan, art. 417",
                "unit": "calendar_days",
            },
            "items": _DESK_AUDIT_ITEMS,
            "kind": "document-request",
            "legal_basis": "Customs Code of the Republic of Kazakhstan, art. 417",
            "participant": importer,
            "subject": {
                "en": "Desk customs audit: documents for declaration 55302/140326/0012345",
                "kk": "Камералдық кедендік тексеру: 55302/140326/0012345 декларациясының құжаттары",
                "ru": "Камеральная таможенная проверка: документы к ДТ 55302/140326/0012345",
            },
        },
        {
            "authority": _AUTHORITY,
            "due": format_instant(now + timedelta(hours=20)),
            "items": _PAYMENT_ITEMS,
            "kind": "document-request",
            "legal_basis": "Tax Code of the Republic of Kazakhstan, art. 137",
            "participant": importer,
            "subject": {
                "en": "Urgent: proof of payment for the invoices of March",
                "kk": "Шұғыл: наурыз айының инвойстары бойынша төлемді растау",
                "ru": "Срочно: подтверждение оплаты инвойсов за март",
            },
        },
        {
            "authority": _AUTHORITY,
            "due": format_instant(now + timedelta(days=5)),
            "items": _PARCEL_ITEMS,
            "kind": "document-request",
            "legal_basis": "",
            "participant": recipient,
            "subject": {
                "en": "Postal parcel LP000001010CN: documents on its value",
                "kk": "LP000001010CN пошта жөнелтілімі: құнын растайтын құжаттар",
                "ru": "Почтовое отправление LP000001010CN: документы о стоимости",
            },
        },
    ]


def _item(
    number: int, code: str, en: str, kk: str, ru: str, *, mandatory: bool = True
) -> dict[str, JsonValue]:
    return {
        "code": code,
        "id": f"i{number:02d}",
        "legal_basis": "",
        "mandatory": mandatory,
        "max_files": 0,
        "min_files": 1 if mandatory else 0,
        "note": _NO_NOTE,
        "number": str(number),
        "title": {"en": en, "kk": kk, "ru": ru},
    }


_DESK_AUDIT_ITEMS: list[JsonValue] = [
    _item(
        1,
        "03011",
        "Contract with all amendments",
        "Барлық толықтыруларымен келісімшарт",
        "Контракт со всеми дополнениями",
    ),
    _item(
        2,
        "04021",
        "Invoices to the declaration",
        "Декларация бойынша инвойстар",
        "Инвойсы к декларации",
    ),
    _item(
        3,
        "04023",
        "Bank payment documents (SWIFT MT103)",
        "Банктік төлем құжаттары (SWIFT MT103)",
        "Банковские платёжные документы (SWIFT MT103)",
    ),
    _item(4, "02015", "Transport documents", "Көлік құжаттары", "Транспортные документы"),
    _item(
        5,
        "04999",
        "Manufacturer's price list",
        "Өндірушінің баға парағы",
        "Прайс-лист производителя",
        mandatory=False,
    ),
]

_PAYMENT_ITEMS: list[JsonValue] = [
    _item(
        1,
        "04023",
        "Bank payment documents",
        "Банктік төлем құжаттары",
        "Банковские платёжные документы",
    ),
    _item(2, "KZ-EXPL", "Explanation", "Түсініктеме", "Пояснение", mandatory=False),
]

_PARCEL_ITEMS: list[JsonValue] = [
    _item(
        1,
        "04021",
        "Receipt or invoice of the shop",
        "Дүкеннің чегі немесе инвойсы",
        "Чек или инвойс магазина",
    ),
    _item(
        2,
        "04023",
        "Proof of payment",
        "Төлемді растайтын құжат",
        "Подтверждение оплаты",
        mandatory=False,
    ),
]
