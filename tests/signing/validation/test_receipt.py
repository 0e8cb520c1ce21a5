"""What makes a receipt good: an honest one passes, every attack is found and has its name."""

import hashlib
from dataclasses import replace
from datetime import timedelta

import pytest

from signing.evidence.merkle import leaf_hash
from signing.evidence.receipt import ReceiptEvent, ReceiptStage
from signing.evidence.references import Environment, LedgerPosition
from signing.evidence.tree_head import TreeHead
from signing.trust import PortalIdentity, spki_sha256
from signing.validation import receipt as receipt_module
from signing.validation.log_rules import LOG_RULES
from signing.validation.receipt import check_receipt, check_receipt_alone
from signing.validation.receipt_evidence import HeldPackage
from signing.validation.receipt_rules import RULES
from signing.validation.verdict import Indication, Reason, SubIndication, Verdict
from tests.support.evidence_samples import (
    CONTAINERS,
    LAPSE_REASON,
    PARTICIPANT,
    POLICY,
    RECEIPT,
    REJECTION_REASON,
    REQUEST,
    STATEMENT,
    digest,
)
from tests.support.pki import NOW, test_pki
from tests.support.receipt_world import (
    PASSED,
    PORTAL,
    SEAL,
    SECOND,
    World,
    consistency,
    head_of,
    report,
    seal_identity,
    signer_of,
    tree_of,
)

MINUTE = 60 * SECOND
BROKEN = Verdict(
    Indication.TOTAL_FAILED, SubIndication.SIG_CRYPTO_FAILURE, (Reason("signature.value_wrong"),)
)
UNDECIDED = Verdict(
    Indication.INDETERMINATE, SubIndication.TRY_LATER, (Reason("revocation.missing"),)
)
OTHER_SEAL = seal_identity("another portal")
OTHER_PORTAL = PortalIdentity(
    "Басқа портал", "https://127.0.0.1:9999", seal_spki_sha256=spki_sha256(OTHER_SEAL.der)
)


def codes(verdict):
    return [reason.code for reason in verdict.reasons]


def remarks(verdict):
    return [reason.code for reason in verdict.remarks]


def facts(verdict, code):
    return next(found.facts for found in (*verdict.reasons, *verdict.remarks) if found.code == code)


def intake_only(**changes):
    """The world at its first stage: the statement is receipted, the bytes are not in."""
    return World(
        changes={
            "stage": ReceiptStage.INTAKE,
            "intake_sha256": None,
            "received": RECEIPT.started,
            "verified": None,
            **changes,
        },
        seal_token=RECEIPT.started + SECOND,
    )


def refused(stage, reason, **changes):
    return World(
        changes={
            "event": ReceiptEvent.REJECTION,
            "stage": stage,
            "verified": None,
            "reasons": (reason,),
            **changes,
        }
    )


def lapsed(received):
    world = refused(ReceiptStage.LAPSED, LAPSE_REASON, received=received)
    return replace(world, seal_token=received + SECOND, head_delay=received - NOW + MINUTE)


# What is honest


def test_an_honest_final_receipt_passes_without_a_remark():
    verdict = World().judge()
    assert verdict == Verdict(Indication.TOTAL_PASSED)


def test_an_honest_intake_receipt_passes_and_says_what_it_is():
    verdict = intake_only().judge()
    assert verdict.indication is Indication.TOTAL_PASSED
    assert remarks(verdict) == ["receipt.is_intake_only"]


def test_a_genuine_rejection_passes_and_never_reads_as_an_acceptance():
    verdict = refused(ReceiptStage.REJECTED, REJECTION_REASON).judge()
    assert verdict.indication is Indication.TOTAL_PASSED
    assert facts(verdict, "receipt.is_rejection") == {"reasons": "digest_differs"}
    at_once = refused(ReceiptStage.REJECTED, REJECTION_REASON, intake_sha256=None)
    assert remarks(replace(at_once, has_intake=False).judge()) == ["receipt.is_rejection"]
    without_term = at_once.bent(policy=replace(POLICY, complete_by=None))
    assert remarks(replace(without_term, has_intake=False).judge()) == ["receipt.is_rejection"]


def test_a_rejection_of_a_broken_signature_is_genuine():
    rejection = refused(ReceiptStage.REJECTED, REJECTION_REASON)
    verdict = replace(rejection, statement_verdict=BROKEN).judge()
    assert verdict.indication is Indication.TOTAL_PASSED
    assert remarks(verdict) == ["receipt.statement_broken", "receipt.is_rejection"]


def test_a_genuine_lapse_passes_and_never_reads_as_an_acceptance():
    verdict = lapsed(POLICY.complete_by + MINUTE).judge()
    assert verdict.indication is Indication.TOTAL_PASSED
    assert remarks(verdict) == ["receipt.is_lapse"]


def test_the_edges_of_the_time_rules_are_inside():
    assert lapsed(POLICY.complete_by).judge().indication is Indication.TOTAL_PASSED
    in_time = replace(POLICY, complete_by=RECEIPT.received)
    assert World(changes={"policy": in_time}, intake_changes={"policy": in_time}).judge() == PASSED
    skew, gap = POLICY.max_skew_seconds * SECOND, POLICY.max_seal_gap_seconds * SECOND
    for token in (RECEIPT.started - skew, RECEIPT.started + skew):
        assert World(statement_token=token).judge() == PASSED
    for token in (RECEIPT.verified - skew, RECEIPT.verified + gap):
        assert World(seal_token=token).judge() == PASSED
    assert World(head_delay=RECEIPT.verified - skew - NOW).judge() == PASSED


def test_fractions_of_seconds_of_a_token_hurt_nobody():
    almost = timedelta(microseconds=999_999)
    policy = replace(POLICY, max_skew_seconds=0, max_seal_gap_seconds=0)
    world = World(
        changes={"policy": policy},
        intake_changes={"policy": policy},
        policy_announced=policy,
        statement_token=RECEIPT.started + almost,
        seal_token=RECEIPT.verified + almost,
    )
    assert world.judge() == PASSED


def test_a_receipt_of_a_free_submission_refers_to_no_request():
    world = World(
        changes={"request": None},
        held=HeldPackage(STATEMENT.package_sha256, None, CONTAINERS),
        policy_announced=None,
    )
    world.statement = replace(world.statement, request=None)
    assert world.judge() == PASSED


# Attacks: what is bent, the rule that finds it, the name it has


def held(**changes):
    return replace(HeldPackage(STATEMENT.package_sha256, REQUEST, CONTAINERS), **changes)


def statement_for(recipient):
    world = World()
    world.statement = replace(world.statement, recipient=recipient)
    return world


def statement_that_saw(position):
    world = World()
    world.statement = replace(world.statement, tree_head=position)
    return world


def with_proof(**changes):
    """The log proof falsified after it was made."""
    from signing.evidence.log_proof import LogProof

    proof = LogProof.from_bytes(World().evidence().log.proof)
    return World(log_changes={"proof": replace(proof, **changes).to_bytes()})


def with_head(**changes):
    """Another tree head under the proof, which still names its container."""
    log = World().evidence().log
    head = TreeHead.from_bytes(log.head)
    return World(log_changes={"head": replace(head, **changes).to_bytes()})


FORKED = tree_of(b"one", b"two", b"another", b"four", b"five", b"six")
OTHER_REQUEST = replace(REQUEST, id="KGD-2026-18", sha256=digest("another request"))
LATE = POLICY.max_skew_seconds * SECOND + SECOND
OTHER_POLICY = replace(POLICY, max_seal_gap_seconds=10**9)

ATTACKS = {
    "sealed by another certificate holder": (
        World(sealer=test_pki().participant),
        "sealed_by_the_authority",
        "receipt.not_the_authority",
    ),
    "sealed by another portal in its own name": (
        World(sealer=OTHER_SEAL).bent(issuer=OTHER_PORTAL),
        "sealed_by_the_authority",
        "receipt.not_the_authority",
    ),
    "our portal's name, another's seal": (
        World(sealer=OTHER_SEAL),
        "sealed_by_the_authority",
        "receipt.not_the_authority",
    ),
    "another portal's name, our portal's seal": (
        World().bent(issuer=OTHER_PORTAL),
        "sealed_by_the_authority",
        "receipt.not_the_authority",
    ),
    "the statement was for another portal": (
        statement_for(OTHER_PORTAL),
        "sealed_by_the_authority",
        "receipt.not_the_authority",
    ),
    "the seal is broken": (World(seal_verdict=BROKEN), "seal_holds", "receipt.seal_broken"),
    "a receipt of the other environment": (
        World().bent(environment=Environment.PRODUCTION),
        "of_this_environment",
        "receipt.wrong_environment",
    ),
    "about another statement": (
        World().bent(statement_sha256=digest("another statement")),
        "about_our_statement",
        "receipt.wrong_statement",
    ),
    "about a statement with another nonce": (
        World().bent(nonce="f" * 32),
        "about_our_statement",
        "receipt.wrong_statement",
    ),
    "about another participant": (
        World().bent(participant=replace(PARTICIPANT, id="123456789021")),
        "about_our_statement",
        "receipt.wrong_participant",
    ),
    "our own signature is broken": (
        World(statement_verdict=BROKEN),
        "statement_holds",
        "receipt.statement_broken",
    ),
    "receipted as the answer to another request": (
        World().bent(request=OTHER_REQUEST),
        "answers_our_request",
        "receipt.wrong_request",
    ),
    "receipted as the answer to another version of the request": (
        World().bent(request=replace(REQUEST, version=2)),
        "answers_our_request",
        "receipt.wrong_request",
    ),
    "the package answers another request than the statement": (
        World(held=held(request=OTHER_REQUEST)),
        "answers_our_request",
        "receipt.wrong_request",
    ),
    "another package receipted": (
        World().bent(package_sha256=digest("another package")),
        "about_our_package",
        "receipt.wrong_package",
    ),
    "a container replaced in the receipt": (
        World().bent(containers=(CONTAINERS[0], replace(CONTAINERS[1], sha256=digest("x")))),
        "about_our_package",
        "receipt.wrong_package",
    ),
    "a container's size changed in the receipt": (
        World().bent(containers=(CONTAINERS[0], replace(CONTAINERS[1], size_bytes=1))),
        "about_our_package",
        "receipt.wrong_package",
    ),
    "a container too many in the receipt": (
        World().bent(containers=(*CONTAINERS, replace(CONTAINERS[1], part=3))),
        "about_our_package",
        "receipt.wrong_package",
    ),
    "one container of several dropped from the receipt": (
        World().bent(containers=CONTAINERS[:1]),
        "about_our_package",
        "receipt.part_missing",
    ),
    "one container of several missing in hand": (
        World(held=held(containers=CONTAINERS[1:])),
        "about_our_package",
        "receipt.part_missing",
    ),
    "a container in hand is not the one stated": (
        World(held=held(containers=(replace(CONTAINERS[0], sha256=digest("x")), CONTAINERS[1]))),
        "about_our_package",
        "receipt.wrong_package",
    ),
    "a part in hand twice, once changed": (
        World(held=held(containers=(*CONTAINERS, replace(CONTAINERS[0], sha256=digest("x"))))),
        "about_our_package",
        "receipt.wrong_package",
    ),
    "another package in hand": (
        World(held=held(package_sha256=digest("another package"))),
        "about_our_package",
        "receipt.wrong_package",
    ),
    "another signer named": (
        World().bent(signer=signer_of(test_pki().participant)),
        "names_our_signer",
        "receipt.wrong_signer",
    ),
    "our certificate, another's number": (
        World().bent(signer=replace(signer_of(test_pki().head), iin="123456789011")),
        "names_our_signer",
        "receipt.wrong_signer",
    ),
    "a policy that makes the time rules void": (
        World(intake_changes={"policy": OTHER_POLICY}).bent(policy=OTHER_POLICY),
        "policy_was_announced",
        "receipt.wrong_policy",
    ),
    "back-dated": (
        World(statement_token=RECEIPT.started + LATE),
        "not_back_dated",
        "receipt.back_dated",
    ),
    "received before it started": (
        World().bent(received=RECEIPT.started - SECOND),
        "in_order",
        "receipt.times_disagree",
    ),
    "verified before it was received": (
        World().bent(verified=RECEIPT.received - SECOND),
        "in_order",
        "receipt.times_disagree",
    ),
    "lapsed before its time": (
        lapsed(POLICY.complete_by - SECOND),
        "in_order",
        "receipt.lapsed_too_early",
    ),
    "post-dated": (
        World(seal_token=RECEIPT.verified - LATE),
        "sealed_in_time",
        "receipt.post_dated",
    ),
    "an intake post-dated": (
        replace(intake_only(), seal_token=RECEIPT.started - LATE),
        "sealed_in_time",
        "receipt.post_dated",
    ),
    "sealed late": (
        World(seal_token=RECEIPT.verified + POLICY.max_seal_gap_seconds * SECOND + SECOND),
        "sealed_in_time",
        "receipt.late_seal",
    ),
    "after another intake": (
        World().bent(intake_sha256=digest("another intake")),
        "continues_the_intake",
        "receipt.wrong_intake",
    ),
    "started at another time than the intake said": (
        World().bent(started=RECEIPT.started + SECOND),
        "continues_the_intake",
        "receipt.wrong_intake",
    ),
    "under another policy than the intake": (
        World().bent(policy=replace(POLICY, complete_by=NOW + timedelta(days=1))),
        "continues_the_intake",
        "receipt.wrong_intake",
    ),
    "the intake was of another statement": (
        World(intake_changes={"statement_sha256": digest("x")}),
        "continues_the_intake",
        "receipt.wrong_intake",
    ),
    "another leaf in the log": (
        with_proof(leaf_hash=leaf_hash(b"another").hex()),
        "in_the_log",
        "receipt.not_in_log",
    ),
    "another place in the log": (with_proof(leaf_index=2), "in_the_log", "receipt.not_in_log"),
    "a path that leads nowhere": (
        with_proof(inclusion_path=(digest("x"),) * 3),
        "in_the_log",
        "receipt.not_in_log",
    ),
    "a proof for another tree head": (
        with_proof(tree_head_sha256=digest("x")),
        "in_the_log",
        "receipt.not_in_log",
    ),
    "a tree head with another root": (
        with_head(root_hash=digest("x")),
        "in_the_log",
        "receipt.not_in_log",
    ),
    "a tree head of another size": (with_head(tree_size=7), "in_the_log", "receipt.not_in_log"),
    "a tree head of another portal": (
        with_head(issuer=OTHER_PORTAL),
        "head_of_the_authority",
        "receipt.not_the_authority",
    ),
    "a tree head sealed by somebody else": (
        World(log_changes={"head_seal": report(OTHER_SEAL, test_pki().tsa, NOW)}),
        "head_of_the_authority",
        "receipt.not_the_authority",
    ),
    "a tree head of the other environment": (
        with_head(environment=Environment.PRODUCTION),
        "head_of_the_authority",
        "receipt.wrong_environment",
    ),
    "a tree head whose seal is broken": (
        World(log_changes={"head_seal": report(SEAL, test_pki().tsa, NOW, BROKEN)}),
        "head_of_the_authority",
        "receipt.seal_broken",
    ),
    "a tree head older than what is in it": (
        World(head_delay=RECEIPT.verified - LATE - NOW),
        "head_not_before_its_leaf",
        "receipt.back_dated",
    ),
    "a fork: a known head of the same size has another root": (
        World(log_changes={"known_heads": (head_of(FORKED, NOW),)}),
        "one_log",
        "receipt.split_view",
    ),
    "a fork: a proof does not join the known head": (
        World(log_changes={"known_heads": (head_of(FORKED, NOW, 3),)}),
        "one_log",
        "receipt.split_view",
    ),
    "a fork: the head in our statement had another root": (
        statement_that_saw(LedgerPosition(3, FORKED.root(3).hex())),
        "one_log",
        "receipt.split_view",
    ),
    "a log that shrinks": (
        World(
            log_changes={
                "known_heads": (
                    head_of(tree_of(*(b"%d" % n for n in range(9))), NOW - timedelta(hours=1)),
                ),
                "consistency_proofs": (),
            }
        ),
        "one_log",
        "log.shrunk",
    ),
}

every_attack = pytest.mark.parametrize(
    ("world", "rule", "code"), list(ATTACKS.values()), ids=list(ATTACKS)
)


@every_attack
def test_it_is_found_and_named(world, rule, code):
    verdict = world.judge()
    assert verdict.indication is Indication.TOTAL_FAILED
    assert code in codes(verdict)
    assert verdict.sub_indication is not None


@every_attack
def test_nothing_but_its_own_rule_finds_it_by_that_name(monkeypatch, world, rule, code):
    """Every rule is needed: without it the attack loses its name."""
    by_name = {found.__name__: found for found in (*RULES, *LOG_RULES)}
    without = by_name[rule]
    for name, rules in (("RULES", RULES), ("LOG_RULES", LOG_RULES)):
        monkeypatch.setattr(receipt_module, name, tuple(r for r in rules if r is not without))
    assert code not in codes(world.judge())


def test_every_rule_has_an_attack_that_needs_it():
    used = {rule for _, rule, _ in ATTACKS.values()}
    only_remarks = {"two_clocks", "says_what_it_is"}
    assert used | only_remarks == {rule.__name__ for rule in (*RULES, *LOG_RULES)}


def test_all_failures_are_told_not_only_the_first():
    world = World(statement_token=RECEIPT.started + LATE, seal_token=RECEIPT.verified - LATE)
    verdict = world.bent(nonce="f" * 32, containers=CONTAINERS[:1]).judge()
    assert codes(verdict) == [
        "receipt.wrong_statement",
        "receipt.part_missing",
        "receipt.back_dated",
        "receipt.post_dated",
    ]
    assert verdict.sub_indication is SubIndication.HASH_FAILURE


def test_the_facts_say_which_and_how_much():
    assert facts(World().bent(containers=CONTAINERS[:1]).judge(), "receipt.part_missing") == {
        "where": "receipt",
        "part": 2,
        "parts": 2,
    }
    in_hand = World(held=held(containers=(CONTAINERS[0], replace(CONTAINERS[1], size_bytes=1))))
    assert facts(in_hand.judge(), "receipt.wrong_package") == {"where": "files", "part": 2}
    verdict = World(statement_token=RECEIPT.started + LATE).judge()
    assert facts(verdict, "receipt.back_dated") == {
        "document": "receipt.json",
        "seconds": 61,
        "allowed": 60,
    }


# What is not proven


def test_without_a_proof_of_the_log_nothing_is_decided():
    verdict = World(has_log=False).judge()
    assert verdict.indication is Indication.INDETERMINATE
    assert codes(verdict) == ["receipt.no_log_proof"]


def test_without_a_token_on_the_seal_its_time_is_not_proven():
    verdict = World(seal_token=None).judge()
    assert verdict.indication is Indication.INDETERMINATE
    assert codes(verdict) == ["receipt.no_seal_token"]


def test_a_known_head_that_nothing_joins_leaves_the_question_open():
    verdict = World(log_changes={"consistency_proofs": ()}).judge()
    assert verdict.indication is Indication.INDETERMINATE
    assert codes(verdict) == ["log.no_consistency_proof"]


def test_the_verdict_on_the_seal_is_part_of_it():
    verdict = World(seal_verdict=UNDECIDED).judge()
    assert verdict.indication is Indication.INDETERMINATE
    assert verdict.sub_indication is SubIndication.TRY_LATER
    assert codes(verdict) == ["revocation.missing"]
    head = report(SEAL, test_pki().tsa, NOW, UNDECIDED)
    verdict = World(log_changes={"head_seal": head}).judge()
    assert verdict.indication is Indication.INDETERMINATE


# What is only remarked


@pytest.mark.parametrize(
    ("world", "code"),
    [
        (World(statement_token=None), "receipt.no_statement_token"),
        (World(statement_token=RECEIPT.started - LATE), "receipt.early_statement_token"),
        (World(seal_tsa=test_pki().tsa), "receipt.one_clock"),
        (World(statement_verdict=UNDECIDED), "receipt.statement_undecided"),
        (World(holds_package=False), "receipt.package_not_at_hand"),
        (World(has_intake=False), "receipt.intake_not_at_hand"),
        (
            World(log_changes={"head_seal": report(SEAL, test_pki().tsa, None)}),
            "log.head_without_token",
        ),
        (World(log_changes={"known_heads": (), "consistency_proofs": ()}), "log.not_joined"),
    ],
)
def test_it_is_said_and_changes_no_verdict(world, code):
    verdict = world.judge()
    assert verdict.indication is Indication.TOTAL_PASSED
    assert remarks(verdict) == [code]


def test_bytes_that_came_after_complete_by_are_remarked():
    policy = replace(POLICY, complete_by=RECEIPT.received - SECOND)
    world = World(changes={"policy": policy}, intake_changes={"policy": policy})
    assert remarks(world.judge()) == ["receipt.after_complete_by"]


def test_a_policy_so_loose_that_it_says_little_is_remarked():
    for changes in ({"max_skew_seconds": 301}, {"max_seal_gap_seconds": 3601}):
        policy = replace(POLICY, **changes)
        world = World(
            changes={"policy": policy}, intake_changes={"policy": policy}, policy_announced=None
        )
        assert remarks(world.judge()) == ["receipt.loose_policy"]


def test_heads_of_another_portal_say_nothing_about_this_log():
    heads = (head_of(FORKED, NOW, issuer=OTHER_PORTAL),)
    world = World(log_changes={"known_heads": heads})
    assert world.judge().indication is Indication.TOTAL_PASSED


def test_an_older_head_than_the_known_one_is_joined_the_other_way_round():
    tree = tree_of(b"one", b"two", b"three", World().receipt().to_bytes(), b"five", b"six", b"7")
    later = head_of(tree, NOW + timedelta(hours=1))
    world = World(
        log_changes={"known_heads": (later,), "consistency_proofs": (consistency(tree, 6, 7),)}
    )
    assert remarks(world.judge()) == ["log.not_joined"]
    assert world.judge().indication is Indication.TOTAL_PASSED


# What cannot be read


@pytest.mark.parametrize(
    ("part", "document"),
    [
        ("receipt", "receipt.json"),
        ("intake", "receipt.json"),
        ("statement", "statement.json"),
        ("proof", "log-proof.json"),
        ("head", "tree-head.json"),
    ],
)
def test_a_document_of_another_type_is_no_evidence(part, document):
    """Type confusion: a sign-in or anything else in the place of a document."""
    from tests.support.evidence_samples import DOCUMENTS

    sign_in = next(one for one in DOCUMENTS if one.TYPE == "qolhat.sign-in").to_bytes()
    evidence = World().evidence()
    if part == "statement":
        evidence = replace(evidence, statement=replace(evidence.statement, content=sign_in))
    elif part in {"proof", "head"}:
        evidence = replace(evidence, log=replace(evidence.log, **{part: sign_in}))
    else:
        evidence = replace(evidence, **{part: sign_in})
    verdict = check_receipt(evidence)
    assert verdict.indication is Indication.TOTAL_FAILED
    assert verdict.sub_indication is SubIndication.FORMAT_FAILURE
    assert codes(verdict) == ["document.wrong_type"]
    assert verdict.reasons[0].facts["document"] == document
    assert verdict.reasons[0].facts["found"] == "qolhat.sign-in"


# A receipt by itself


def alone(world, issuer=PORTAL, environment=Environment.TRAINING):
    evidence = world.evidence()
    return check_receipt_alone(evidence.receipt, evidence.seal, issuer, environment)


def test_a_receipt_alone_shows_its_seal_and_its_time_and_says_that_it_is_alone():
    for verdict in (alone(World()), alone(World(), issuer=None, environment=None)):
        assert verdict.indication is Indication.TOTAL_PASSED
        assert remarks(verdict) == ["receipt.alone"]


@pytest.mark.parametrize(
    ("world", "code"),
    [
        (World(sealer=OTHER_SEAL), "receipt.not_the_authority"),
        (World(seal_verdict=BROKEN), "receipt.seal_broken"),
        (World(environment=Environment.PRODUCTION), "receipt.wrong_environment"),
        (World(seal_token=RECEIPT.verified - LATE), "receipt.post_dated"),
        (World(seal_token=RECEIPT.verified + timedelta(days=1)), "receipt.late_seal"),
        (World().bent(verified=RECEIPT.received - SECOND), "receipt.times_disagree"),
    ],
)
def test_a_receipt_alone_that_is_bad_fails(world, code):
    verdict = alone(world, environment=world.environment)
    assert verdict.indication is Indication.TOTAL_FAILED
    assert code in codes(verdict)


def test_a_receipt_alone_that_names_one_portal_and_is_sealed_by_another_fails():
    assert codes(alone(World(sealer=OTHER_SEAL), issuer=None)) == ["receipt.not_the_authority"]
    assert codes(alone(World(), issuer=OTHER_PORTAL)) == ["receipt.not_the_authority"]


def test_what_is_no_receipt_at_all_is_none_alone_either():
    verdict = check_receipt_alone(STATEMENT.to_bytes(), World().evidence().seal, None, None)
    assert verdict.indication is Indication.TOTAL_FAILED
    assert codes(verdict) == ["document.wrong_type"]


def test_a_receipt_alone_says_that_it_is_a_rejection():
    verdict = alone(refused(ReceiptStage.REJECTED, REJECTION_REASON))
    assert remarks(verdict) == ["receipt.is_rejection", "receipt.alone"]


def test_the_world_is_honest_about_its_digests():
    """So that no attack is found by an accident of the samples."""
    evidence = World().evidence()
    assert hashlib.sha256(evidence.intake).hexdigest() == World().receipt().intake_sha256
    assert World().statement.recipient == PORTAL
