"""What the tests of papers share: compiled texts, a package to print, pages read back."""

import hashlib
import importlib.util
from datetime import UTC, date, datetime
from pathlib import Path

import pypdfium2
import pytest

from cases.answer import ItemState
from cases.identifiers import IdentifierKind
from cases.package_document import PackageDocument, PackageFile, PackageItem, count_totals
from cases.parties import (
    BasisKind,
    Participant,
    RepresentationBasis,
    Representative,
    RequestReference,
)
from cases.profile import ProfileReference
from cases.texts import LanguageText

PROJECT = Path(__file__).resolve().parents[3]


@pytest.fixture(scope="session", autouse=True)
def _compiled_texts():
    """The catalogue as set-up makes it, if a .po file was edited since."""
    spec = importlib.util.spec_from_file_location(
        "translations", PROJECT / "tools" / "translations.py"
    )
    translations = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(translations)
    translations.CATALOGUES = PROJECT / "resources" / "locale"
    for po in translations.catalogue_files():
        mo = po.with_suffix(".mo")
        if translations.is_older(mo, po):
            with mo.open("wb") as file:
                translations.write_mo(file, translations.read_catalogue(po))


def make_package(names=("Келісімшарт № 7 «көшірме».pdf",), parts=1, letter="Құрметті әріптестер!"):
    """A package with every state, the given files in its first item."""
    states = (
        ("i01", "03011", ItemState.ATTACHED, {}),
        ("i02", "09015", ItemState.ABSENT, {"reason": "Сатушы бас тартты", "legal_ground": "ст. 340"}),
        ("i03", "04999", ItemState.RESTORED_BY, {"reason": "Архив", "until": date(2026, 6, 1)}),
        ("i04", "06011", ItemState.ALREADY_PROVIDED, {"receipt": "3f2504e0-4f89-41d3-9a0c-0305e82c3301"}),
        ("i05", "04031", ItemState.OBJECTION, {"reason": "Бұл біздің жүк емес"}),
        ("i06", "04131", ItemState.EXTENSION_ASKED, {"reason": "көп", "until": date(2026, 7, 1)}),
        ("i07", "KZ-EXPL", ItemState.NOT_GIVEN, {}),
    )  # fmt: skip
    titles = LanguageText("Contract", "Келісімшарт", "Контракт")
    items = tuple(
        PackageItem(
            item, str(number), code, titles, state is not ItemState.NOT_GIVEN, state, **more
        )
        for number, (item, code, state, more) in enumerate(states, 1)
    )
    files = tuple(
        PackageFile(
            "i01",
            f"i01/{index}",
            name,
            "application/pdf",
            1 + index * parts // len(names),
            hashlib.sha256(str(index).encode()).hexdigest(),
            1000 + index,
        )
        for index, name in enumerate(names)
    )
    return PackageDocument(
        package_id="0f" * 16,
        created=datetime(2026, 5, 20, 6, 7, 8, tzinfo=UTC),
        created_offset="+05:00",
        profile=ProfileReference("document-request", "ab" * 32, 1),
        request=RequestReference("KTP-2026-000117", "cd" * 32, 2),
        participant=Participant(IdentifierKind.BIN, "470340001014", "ТОО «Алтын Керуен Импорт»"),
        representative=Representative(
            "890219101079",
            "Примеров Руслан",
            RepresentationBasis(BasisKind.POWER_OF_ATTORNEY, "17/Ә", date(2026, 1, 9)),
        ),
        letter=letter,
        items=items,
        files=files,
        totals=count_totals(files),
    )


def pages(pdf: bytes) -> list[str]:
    """The text of every page, as a viewer's search finds it."""
    with pypdfium2.PdfDocument(pdf) as document:
        texts = [page.get_textpage().get_text_range() for page in document]
    return [text.replace("\r\n", "\n").replace("\u00a0", " ") for text in texts]


def boxes(pdf: bytes):
    """Left, bottom, right, top in points of every character on every page."""
    with pypdfium2.PdfDocument(pdf) as document:
        for page in document:
            text = page.get_textpage()
            for index in range(text.count_chars()):
                yield text.get_charbox(index)
