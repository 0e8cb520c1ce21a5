"""The request of a demo, and its answer: every file to the item of its kind."""

from collections.abc import Iterator, Mapping
from datetime import datetime, timedelta
from pathlib import Path

from cases.answer import ItemState
from cases.documents import media_type
from cases.texts import LanguageText
from desktop.cli.console import instant
from desktop.errors import TrainingPortalError
from desktop.services.application import Application
from desktop.services.cases import CaseState


def answer_request(application: Application, request_id: str, files: list[Path]) -> CaseState:
    """Every file to the item of its kind; what has none is said to be absent, with a reason."""
    case = application.cases.open(request_id)
    groups: dict[str, list[Path]] = {item.item_id: [] for item in case.items}
    for path in files:
        groups[_item_for(path)].append(path)
    for item_id, paths in groups.items():
        if paths:
            case = application.cases.add_files(case.case_id, item_id, paths)
        else:
            case = application.cases.set_absent(
                case.case_id, item_id, ItemState.ABSENT, reason=_ABSENT
            )
    return application.cases.set_letter(case.case_id, _LETTER)


def _item_for(path: Path) -> str:
    kind = media_type(path.name)
    if kind.startswith("image/"):
        return "pictures"
    return "documents" if kind in _PAPERS or "officedocument" in kind else "other"


_PAPERS = frozenset({"application/pdf", "application/msword", "application/vnd.ms-excel"})
_ABSENT = "Құжат түрі бұл жеткізілімде жоқ. Такого документа в этой поставке нет. (TRAINING)"
_LETTER = "TRAINING. Сұратылған құжаттар қоса беріледі. Запрошенные документы прилагаются."


def demo_request(application: Application, now: datetime) -> dict[str, object]:
    """What the operator of the training portal asks, of whom this workspace answers for."""
    participant = application.settings.current.participant
    if participant is None:
        raise TrainingPortalError("no participant", detail="participant")
    return {
        "authority": {
            "name": {
                "en": "TRAINING: State Revenue Department (fictional)",
                "kk": "ОҚУ: Мемлекеттік кірістер департаменті (ойдан шығарылған)",
                "ru": "УЧЕБНЫЙ: Департамент государственных доходов (вымышленный)",
            },
            "office_code": "55302",
        },
        "due": instant(now + timedelta(days=10)),
        "items": list(_items()),
        "kind": "document-request",
        "legal_basis": "Customs Code of the Republic of Kazakhstan, art. 417",
        "participant": {
            "id": participant.id,
            "kind": participant.kind,
            "name": participant.name,
        },
        "subject": {
            "en": "Documents for the goods declaration, full set",
            "kk": "Тауарлар декларациясының құжаттары, толық жинақ",
            "ru": "Документы к декларации на товары, полный комплект",
        },
    }


def _items() -> Iterator[Mapping[str, object]]:
    titles = (
        ("documents", LanguageText("Papers", "Қағаз құжаттар", "Документы")),
        ("pictures", LanguageText("Pictures and scans", "Суреттер", "Изображения и сканы")),
        ("other", LanguageText("Other files", "Басқа файлдар", "Прочие файлы")),
    )
    for number, (item_id, title) in enumerate(titles, 1):
        yield {
            "code": "",
            "id": item_id,
            "legal_basis": "",
            "mandatory": True,
            "max_files": 0,
            "min_files": 1,
            "note": {"en": "", "kk": "", "ru": ""},
            "number": str(number),
            "title": title.to_json(),
        }
