"""cover.pdf: three languages, any name, two thousand files, the same bytes for the same package."""

import hashlib
import os
import subprocess
import sys
import time
from dataclasses import replace

import pytest

from cases.parties import BasisKind, Environment, RepresentationBasis
from desktop.papers.cover import render_cover
from tests.desktop.papers.conftest import PROJECT, boxes, make_package, pages

HOSTILE = (
    "скан 📄 合同 итог.pdf",
    "evil\u202efdp.exe",
    "فاتورة.pdf",
    "zero\u200bwidth.pdf",
    "a" * 251 + ".pdf",
    "👨‍👩‍👧‍👦" * 10 + ".png",
    "Ұ" * 100,
    "line\nbreak.pdf",
    "[U+1F4C4].pdf",
)


def training(document):
    return render_cover(document, environment=Environment.TRAINING)


def test_each_language_has_its_page():
    kazakh, russian, english, files = pages(training(make_package()))
    assert "Құжаттар топтамасының мұқаба парағы" in kazakh
    assert "Титульный лист пакета документов" in russian
    assert "Cover sheet of a document package" in english
    assert "Файлдар / Файлы / Files" in files


@pytest.mark.parametrize(("page", "expected"), [
    (0, ["БСН 470340001014", "ЖСН 890219101079", "09.01.2026 күнгі № 17/Ә сенімхат", "2-нұсқа",
         "01.06.2026 күніне дейін ұсынылады", "мерзімді 01.07.2026 күніне дейін", "қарсылық",
         "Құжаттарды сұратуға жауап"]),
    (1, ["БИН 470340001014", "ИИН 890219101079", "по доверенности № 17/Ә от 09.01.2026", "версия 2",
         "будет представлено до 01.06.2026", "продлить срок до 01.07.2026", "возражение",
         "Ответ на запрос документов"]),
    (2, ["BIN 470340001014", "IIN 890219101079", "power of attorney No. 17/Ә of 09.01.2026",
         "version 2", "will be provided by 01.06.2026", "extend the term to 01.07.2026",
         "objection", "Answer to a document request"]),
])  # fmt: skip
def test_every_fact_stands_in_every_language(page, expected):
    text = pages(training(make_package()))[page]
    common = [
        "ТОО «Алтын Керуен Импорт»", "KTP-2026-000117", "cd" * 32, "0f" * 16, "Құрметті әріптестер!",
        "20.05.2026 11:07:08 (UTC+05:00)", "Сатушы бас тартты", "ст. 340",
        "3f2504e0-4f89-41d3-9a0c-0305e82c3301", "03011",
    ]  # fmt: skip
    assert [fact for fact in common + expected if fact not in text] == []


def test_the_list_names_every_file_with_its_digest():
    document = make_package([f"Инвойс {n} ӘҒҚҢӨҰҮҺІ.pdf" for n in range(50)], parts=3)
    listed = "\n".join(pages(training(document))[3:])
    for file in document.files:
        assert file.original_name in listed
        assert file.sha256[:32] in listed
        assert file.sha256[32:] in listed


def test_training_is_said_on_every_page_and_production_is_not():
    document = make_package()
    assert all(page.startswith("TRAINING") for page in pages(training(document)))
    real = pages(render_cover(document, environment=Environment.PRODUCTION))
    assert not any("TRAINING" in page or "учебный" in page for page in real)


def test_signs_that_the_typeface_lacks_are_shown_by_number():
    listed = pages(training(make_package(HOSTILE)))[3]
    for shown in ("[U+1F4C4]", "[U+5408][U+540C]", "evil[U+202E]fdp.exe", "[U+0641]", "[U+200B]"):
        assert shown in listed
    assert "\u202e" not in listed
    assert "line\nbreak.pdf" in listed


def test_nothing_is_drawn_beyond_the_page():
    document = replace(
        make_package(HOSTILE * 5, parts=2), letter="Сөз" * 3000 + "\n" + "сөз " * 500
    )
    drawn = list(boxes(training(document)))
    assert len(drawn) > 10_000
    points = 72 / 25.4
    assert all(left >= 17 * points for left, *_ in drawn)
    assert all(right <= 194 * points for *_, right, _ in drawn)
    assert all(bottom > 0 and top < 297 * points for _, bottom, _, top in drawn)


def test_a_name_that_would_fill_pages_is_cut_and_says_so():
    listed = "\n".join(pages(training(make_package(["合" * 9_000, "next.pdf"])))[3:])
    assert "…" in listed
    assert "next.pdf" in listed


def test_two_thousand_files_take_less_than_two_seconds():
    document = make_package([f"Келісімшарт № {n} «көшірме».pdf" for n in range(2000)], parts=3)
    begun = time.process_time()
    pdf = training(document)
    assert time.process_time() - begun < 2
    assert len(pdf) < 2_000_000
    assert f"{len(pages(pdf))} / {len(pages(pdf))}" in pages(pdf)[-1]


def test_a_package_without_request_files_and_representative_is_printed():
    document = make_package([])
    document = replace(
        document,
        request=None,
        representative=None,
        letter="",
        profile=replace(document.profile, id="some-other"),
        items=document.items[1:],
    )
    kazakh, russian, english = pages(training(document))
    assert "өз бастамасымен" in kazakh
    assert "по собственной инициативе" in russian
    assert "some-other" in english


def test_a_right_from_the_certificate_is_named():
    document = make_package()
    agent = replace(document.representative, basis=RepresentationBasis(BasisKind.CERTIFICATE_ROLE))
    text = pages(training(replace(document, representative=agent)))[1]
    assert "по полномочию, указанному в сертификате" in text


def test_another_process_on_another_day_makes_the_same_bytes():
    program = (
        "import hashlib, time, datetime\n"
        "from tests.desktop.papers.conftest import make_package\n"
        "from tests.desktop.papers.test_cover import HOSTILE, training\n"
        "print(hashlib.sha256(training(make_package(HOSTILE, parts=2))).hexdigest())\n"
    )
    environment = os.environ | {"PYTHONHASHSEED": "7", "TZ": "Pacific/Kiritimati"}
    other = subprocess.run(
        [sys.executable, "-c", program], cwd=PROJECT, env=environment, text=True,
        capture_output=True, check=True,
    )  # fmt: skip
    own = hashlib.sha256(training(make_package(HOSTILE, parts=2))).hexdigest()
    assert other.stdout.strip() == own


def test_other_content_makes_other_bytes():
    assert training(make_package(["a.pdf"])) != training(make_package(["b.pdf"]))
