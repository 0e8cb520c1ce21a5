"""docs/formats.md, 13 is the norm of the rules: every name stands in both, and nowhere else."""

import re
from pathlib import Path

import pytest

PROJECT = Path(__file__).parents[3]
RULE_MODULES = ("receipt", "receipt_rules", "log_rules", "seal_rules", "tree_heads")
CODE = re.compile(r"(?:receipt|log)\.[a-z_]+")


def section(number):
    norm = (PROJECT / "docs" / "formats.md").read_text()
    return norm.split(f"\n## {number}. ")[1].split("\n## ")[0]


def codes_of_the_rules():
    folder = PROJECT / "signing" / "validation"
    sources = "".join((folder / f"{name}.py").read_text() for name in RULE_MODULES)
    return set(re.findall(rf'"({CODE.pattern})"', sources))


def test_every_finding_of_the_rules_is_in_the_norm_and_the_other_way_round():
    named = set(re.findall(rf"`({CODE.pattern})`", section(13)))
    assert named - {"receipt.json", "log.proof"} == codes_of_the_rules()


@pytest.mark.parametrize("language", ["en", "kk", "ru"])
def test_every_finding_has_a_text(language):
    catalogue = PROJECT / "resources" / "locale" / language / "LC_MESSAGES" / "qolhat.po"
    texts = set(re.findall(r'^msgid "reason\.(.+)"$', catalogue.read_text(), re.MULTILINE))
    assert codes_of_the_rules() <= texts


def test_every_indication_is_in_the_table_with_its_exit_code():
    from signing.validation.verdict import Indication

    for indication in Indication:
        assert re.search(rf"\| {indication} \| {indication.exit_code} \|", section(14))
