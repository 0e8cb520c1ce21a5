"""Every code that the program can show has its texts, in three languages that agree."""

import ast
import importlib
import pkgutil
import re
import string

import pytest

from cases.errors import CaseError
from cases.texts import Language
from desktop.papers import catalogue
from desktop.papers.catalogue import (
    CatalogueMissingError,
    error_text,
    has_text,
    indication_text,
    plural,
    reason_text,
    text,
)
from signing.asic.names import NameProblem
from signing.errors import QolhatError
from signing.evidence.ledger_entry import LedgerEvent
from signing.validation.timestamp import _FAILURES
from signing.validation.verdict import Indication
from tests.desktop.papers.conftest import PROJECT

LANGUAGES = list(Language)
PACKAGES = ("cases", "signing", "desktop", "portal")
# Where the codes of reasons and findings are written down.
REASON_SOURCES = (
    "cases",
    "signing/validation",
    "signing/asic",
    "desktop/submission",
    "desktop/services",
)
REASON_CODE = re.compile(
    r"(case|certificate|container|document|identifier|log|nothing_to_check|package|part|receipt|"
    r"revocation|signature|statement|timestamp|validator)(\.[a-z_]+)?"
)
FILE_NAME = re.compile(r".*\.(asice|json|pdf)")
LEDGER_EVENTS = {str(event) for event in LedgerEvent}


def import_everything():
    for name in PACKAGES:
        package = importlib.import_module(name)
        for module in pkgutil.walk_packages(package.__path__, f"{name}."):
            parts = module.name.split(".")
            if "__main__" not in parts and parts[:2] != ["desktop", "ui"]:
                importlib.import_module(module.name)


def subclasses(cls):
    yield cls
    for sub in cls.__subclasses__():
        yield from subclasses(sub)


@pytest.fixture(scope="module")
def error_codes():
    import_everything()
    classes = [*subclasses(QolhatError), *subclasses(CaseError)]
    return sorted({
        cls.code for cls in classes if cls.__module__.split(".")[0] in PACKAGES
    })  # fmt: skip


def codes_written_in(path):
    """Constants of a source that are codes of reasons; those of error classes are not."""
    tree = ast.parse(path.read_text("utf-8"))
    of_errors = {
        id(node.value)
        for node in ast.walk(tree)
        if isinstance(node, ast.Assign | ast.AnnAssign)
        and "code" in ast.unparse(node.targets[0] if isinstance(node, ast.Assign) else node.target)
    }
    for node in ast.walk(tree):
        if isinstance(node, ast.Constant) and isinstance(node.value, str):
            code = node.value
            dotted = "." in code or code == "nothing_to_check"
            if (
                dotted
                and not FILE_NAME.fullmatch(code)
                and REASON_CODE.fullmatch(code)
                and id(node) not in of_errors
            ):
                yield code


def reason_codes():
    written = {
        code
        for source in REASON_SOURCES
        for path in sorted((PROJECT / source).rglob("*.py"))
        for code in codes_written_in(path)
    }
    built = {f"timestamp.{reason}" for reason in _FAILURES}
    built |= {
        f"container.{kind}_{state}"
        for kind in ("archive_timestamp", "time_assertion")
        for state in ("good", "broken", "not_trusted")
    }
    return sorted((written - LEDGER_EVENTS) | built)


def test_there_are_codes_to_look_for(error_codes):
    assert {"key.wrong_password", "document.key_file", "portal.unreachable"} <= set(error_codes)
    assert len(error_codes) > 80
    assert {"receipt.back_dated", "case.item_unanswered", "log.shrunk", "timestamp.imprint",
            "container.altered", "revocation.missing", "nothing_to_check"} <= set(reason_codes())  # fmt: skip
    assert len(reason_codes()) > 100


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_error_says_what_why_and_what_to_do(error_codes, language):
    ids = [f"error.{code}.{part}" for code in error_codes for part in ("what", "why", "do")]
    missing = [text_id for text_id in ids if not has_text(text_id, language)]
    assert not missing, " ".join(missing)


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_reason_has_a_sentence(language):
    missing = [code for code in reason_codes() if not has_text(f"reason.{code}", language)]
    assert not missing, " ".join(missing)


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_refused_container_is_also_told_as_a_reason(error_codes, language):
    codes = [code for code in error_codes if code.startswith("container.")]
    used = {"container.already_signed", "container.full", "container.not_signed"}  # never reasons
    wanted = [code for code in codes if code not in used]
    assert [code for code in wanted if not has_text(f"reason.{code}", language)] == []


@pytest.mark.parametrize("language", LANGUAGES)
def test_closed_sets_have_their_words(language):
    for indication in Indication:
        assert indication_text(indication, language)
    for problem in NameProblem:
        assert has_text(f"word.name_problem.{problem}", language)


@pytest.fixture(scope="module")
def texts():
    """By language and id every form of every text."""
    return {language: dict(forms(language)) for language in LANGUAGES}


def forms(language):
    catalog = catalogue._translations(language)._catalog
    for key, value in catalog.items():
        if key:
            text_id, form = key if isinstance(key, tuple) else (key, 0)
            yield (text_id, form), value


def fields(pattern):
    return {(name, spec) for _, name, spec, _ in string.Formatter().parse(pattern) if name}


def test_the_three_languages_have_the_same_texts(texts):
    ids = {language: {text_id for text_id, _ in texts[language]} for language in LANGUAGES}
    assert ids["en"] == ids["kk"] == ids["ru"]


def test_the_three_languages_name_the_same_facts(texts):
    named = {language: {} for language in LANGUAGES}
    for language in LANGUAGES:
        for (text_id, _), pattern in texts[language].items():
            named[language].setdefault(text_id, set()).update(fields(pattern))
    differing = [
        text_id
        for text_id in named["en"]
        if not named["en"][text_id] == named["kk"][text_id] == named["ru"][text_id]
    ]
    assert differing == []


def said(pattern):
    """What a pattern says itself, without its placeholders and the signs between them."""
    return re.sub(r"\{[^}]*\}", "", pattern).strip(" :()")


def test_no_text_was_left_in_another_language(texts):
    cyrillic, kazakh = re.compile("[а-яё]", re.IGNORECASE), re.compile("[әғқңөұүһі]", re.IGNORECASE)
    for key, value in texts["en"].items():
        assert not cyrillic.search(value), key
    for key, value in texts["ru"].items():
        assert cyrillic.search(value) or not said(value), key
        assert not kazakh.search(value), key
    for key, value in texts["kk"].items():
        assert cyrillic.search(value) or not said(value), key
        if len(value.split()) > 6:
            assert kazakh.search(value), key
            assert value != texts["ru"].get(key), key


def test_texts_have_no_stray_blanks(texts):
    for language in LANGUAGES:
        for key, value in texts[language].items():
            assert value == value.strip(), key
            assert "  " not in value, key
            assert not re.search(r" [.,;:!?](?:\s|$)", value), key


def test_a_short_reason_needs_no_facts(texts):
    for language in LANGUAGES:
        for (text_id, _), pattern in texts[language].items():
            if text_id.startswith("short."):
                assert fields(pattern) == set(), text_id


def test_every_reason_that_another_text_may_quote_has_a_form_without_facts(texts):
    quoted = (
        "certificate.",
        "revocation.",
        "signature.",
        "timestamp.",
        "receipt.",
        "log.",
        "part.",
    )
    remarks = re.compile("later|loose_policy|unreadable|statement_token|intermediate|older|since|"
                         "undecided|not_joined|complete_by|is_rejection|claimed|head_without|alone")  # fmt: skip
    missing = [
        text_id
        for (text_id, _), pattern in texts["en"].items()
        if text_id.startswith("reason.")
        and text_id.removeprefix("reason.").startswith(quoted)
        and fields(pattern)
        and not remarks.search(text_id)
        and not has_text(text_id.replace("reason.", "short.", 1), "en")
    ]
    assert missing == []


def test_facts_fill_the_placeholders():
    told = error_text(
        "key.other_participant", {"participant": "000740000728", "certificate": "x"}, "en"
    )
    assert told.what == "This key belongs to somebody else."
    assert "000740000728" in told.why
    assert told.do
    assert str(told).count("\n") == 2


def test_a_fact_that_is_not_known_is_a_dash_and_no_failure():
    assert "—" in error_text("portal.busy", {"retry_after_seconds": None}, "ru").why
    assert "{" not in str(error_text("document.changed", {}, "kk"))


def test_a_fact_is_never_taken_for_a_pattern():
    told = reason_text("document.empty", {"name": "{__class__} {0} {name.__init__}"}, "en")
    assert "{__class__} {0} {name.__init__}" in told


def test_moments_sizes_and_stable_words_are_told_in_the_language():
    facts = {"whose": "signer", "not_after": "2026-11-23T12:00:00+00:00"}
    assert reason_text("certificate.expired", facts, "ru") == (
        "Срок действия сертификата подписавшего истёк 23.11.2026 17:00:00 (UTC+05:00)."
    )
    assert "8,0\u00a0МБ" in error_text("document.too_large", {"limit_bytes": 2**23}, "ru").why
    told = error_text("container.unsafe_name", {"name": "../x", "problem": "traversal"}, "kk")
    assert "қалтадан тыс жерге апарады" in told.why
    assert "oddity" in reason_text("container.malformed", {"problem": "oddity"}, "en")


def test_a_word_that_begins_a_sentence_gets_its_capital():
    facts = {"whose": "tsa", "as_of": "2026-11-23T12:00:00+00:00"}
    assert reason_text("revocation.older_than_moment", facts, "kk").startswith("Уақыт белгісі")
    told = reason_text("receipt.no_seal_token", {"document": "receipt.json"}, "en")
    assert told.startswith("receipt.json:")


def test_a_quoted_reason_is_told_in_short():
    told = reason_text("timestamp.invalid", {"reason": "certificate.expired"}, "en")
    assert told == "A timestamp was left out of account: its certificate had expired."
    assert "{" not in told


def test_numbers_choose_their_form():
    forms = [plural("paper.files", count, "ru") for count in (1, 2, 5, 11, 21, 2000)]
    assert forms == [
        "1 файл", "2 файла", "5 файлов", "11 файлов", "21 файл", "2\u00a0000 файлов",
    ]  # fmt: skip
    assert plural("paper.files", 1, "en") == "1 file"
    assert plural("paper.files", 2000, "en") == "2,000 files"
    assert plural("paper.files", 7, "kk") == "7 файл"


def test_an_unknown_code_is_told_as_a_fault_of_ours_that_names_it():
    assert "no.such_code" in error_text("no.such_code", {}, "en").why
    assert "no.such_code" in reason_text("no.such_code", {}, "kk")


def test_an_unknown_language_is_english():
    assert text("paper.iin", "de") == "IIN"


def test_an_id_that_does_not_exist_is_a_fault_of_ours():
    with pytest.raises(KeyError):
        text("no.such_text", "en")
    with pytest.raises(KeyError):
        plural("no.such_text", 2, "en")


def test_without_compiled_texts_the_error_says_what_to_do(tmp_path, monkeypatch):
    monkeypatch.setattr(catalogue, "LOCALE_FOLDER", tmp_path)
    catalogue._translations.cache_clear()
    try:
        with pytest.raises(CatalogueMissingError, match="make setup"):
            text("paper.iin", "kk")
    finally:
        catalogue._translations.cache_clear()
