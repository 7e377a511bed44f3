"""The table of the grounds of 212(a)(2) is whole, and what reads it reads all of it."""

from __future__ import annotations

import pytest

from immconseq.facts.grounds import GROUNDS, ITEMS, Ground
from immconseq.rules import RULES, detention, inadmissibility
from immconseq.rules.model import CaseRule, DispositionRule
from immconseq.rules.vocabulary import CASE_FINDINGS

OF_212A2 = {
    finding.name: finding.authority[0].cite.partition(",")[0].removeprefix("INA 212")
    for finding in CASE_FINDINGS
    if finding.name.startswith("inadmit.") and "212(a)(2)" in finding.authority[0].cite
}
ASKED_OF_INADMISSIBILITY_ALONE = {
    "reason_to_believe_human_trafficker",
    "reason_to_believe_money_launderer",
}
READERS = (
    "stop_time",
    "bar.lpr_cancellation",
    "bar.nonlpr_cancellation",
    "travel.seeking_admission",
)


def test_every_ground_that_has_a_finding_is_in_the_table() -> None:
    assert {ground.finding: ground.section for ground in GROUNDS} == OF_212A2


@pytest.mark.parametrize("ground", GROUNDS, ids=lambda ground: ground.finding)
def test_the_history_of_a_ground_is_in_the_table(ground: Ground) -> None:
    asked = {
        literal.name.removeprefix("history_")
        for rule in inadmissibility.RULES
        if isinstance(rule, CaseRule) and rule.gives.name == ground.finding
        for literal in rule.when
        if literal.name.startswith("history_")
    }
    assert asked - ASKED_OF_INADMISSIBILITY_ALONE == set(ground.items)


@pytest.mark.parametrize("finding", READERS)
@pytest.mark.parametrize("item", ITEMS)
def test_what_reads_the_grounds_reads_each_item(finding: str, item: str) -> None:
    read = {
        literal.name
        for rule in RULES
        if isinstance(rule, CaseRule) and rule.gives.name == finding
        for literal in rule.when
    }
    assert any(name.endswith(f"_by_{item}") for name in read)


@pytest.mark.parametrize(
    "rule",
    [
        rule
        for rule in inadmissibility.RULES
        if isinstance(rule, DispositionRule) and rule.gives.name in OF_212A2
    ],
    ids=lambda rule: rule.id,
)
def test_what_reads_the_grounds_reads_each_count(rule: DispositionRule) -> None:
    """Its own premises, or what stands in their place: a petty crime is asked of one by one."""
    asked = {literal.name for literal in rule.when} - {"not_a_citizen"}
    for finding in ("stops_clock_alone", "travel.seeking_admission"):
        assert any(
            asked <= {getattr(literal, "name", "") for literal in other.when}
            for other in RULES
            if other.gives.name == finding
        )


def test_detention_reads_every_ground() -> None:
    read = {rule.id.partition("/a_")[2] for rule in detention.RULES}
    for ground in GROUNDS:
        word = ground.finding.removeprefix("inadmit.")
        assert any(name.startswith(word) for name in read)
