"""What an engine can take, said before it is handed over, in words a rule author can use.

The numbers are those of durable-rules 2.0.28. Beyond them it does not complain: it hangs, crashes,
or silently matches nothing. The durable engine splits a stratum over as many rulesets as it
needs, so what is left to report is what no split can help.
"""

from __future__ import annotations

from immconseq.engine.port import CASE, FIRST, PAIR, SECOND, CompiledRule, CompiledStratum

__all__ = [
    "MOST_CONDITIONS",
    "MOST_RULES",
    "MOST_TOKENS",
    "engine_faults",
    "name_hash",
    "properties_of",
]

MOST_CONDITIONS = 60
"""Distinct conditions on one kind of fact in a ruleset; at 64 a fact that meets all is refused."""

MOST_TOKENS = 240
"""Tokens on a fact; beyond 254 properties, its labels included, it silently matches nothing."""

MOST_RULES = 120
"""Rules in a ruleset; 256 that end in one condition crash the process, and a rule over two
dispositions may end there twice."""

_PLACES = {0: {CASE}, 1: {CASE, FIRST}, 2: {CASE, FIRST, SECOND, PAIR}}


def name_hash(name: str) -> int:
    """The 32-bit FNV-1a hash, by which alone durable-rules tells names of properties apart."""
    value = 0x811C9DC5
    for byte in name.encode():
        value = (value ^ byte) * 0x01000193 & 0xFFFFFFFF
    return value


def properties_of(rule: CompiledRule) -> dict[str, set[tuple[str, str]]]:
    """The tokens that a rule needs on each kind of fact: ``c`` case, ``d`` disposition, ``p`` pair.

    What a rule over dispositions asks of the case stands on the disposition's fact too, so that
    no join is needed; both dispositions of a rule over two have the one form of fact.
    """
    kinds: dict[str, set[tuple[str, str]]] = {"c": set(), "d": set(), "p": set()}
    for place, token in rule.tokens:
        if place == PAIR:
            kinds["p"].add((PAIR, token))
        elif place == CASE:
            kinds["d" if rule.arity else "c"].add((CASE, token))
        else:
            kinds["d"].add((FIRST, token))
    return kinds


def engine_faults(stratum: CompiledStratum) -> tuple[str, ...]:
    """What is wrong with a stratum for any engine, or too large for the durable one.

    One line for each fault: the stratum's key, the rule's index, what was found and what is taken.
    Empty where nothing is wrong.
    """
    faults = []
    for number, rule in enumerate(stratum.rules):
        where = f"{stratum.key}: rule {rule.index}"
        if rule.index != number:
            faults.append(f"{where} stands at place {number}; an index is the place, from 0")
        if rule.arity not in _PLACES:
            faults.append(f"{where} ranges over {rule.arity} dispositions; it may be 0, 1 or 2")
            continue
        if not rule.tokens:
            faults.append(f"{where} has no token; it needs at least one")
        strange = sorted({place for place, _ in rule.tokens} - _PLACES[rule.arity])
        if strange:
            taken = ", ".join(sorted(_PLACES[rule.arity]))
            faults.append(f"{where} speaks of {', '.join(strange)}; arity {rule.arity} has {taken}")
            continue
        for kind, tokens in properties_of(rule).items():
            if len(tokens) > MOST_TOKENS:
                faults.append(
                    f"{where} has {len(tokens)} tokens on one fact of kind {kind}; "
                    f"at most {MOST_TOKENS} fit"
                )
    return tuple(faults)
