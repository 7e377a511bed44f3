"""The durable-rules engine behind the port, and every fence around it.

One pass a stratum. A disposition is one wide fact, the case is one, and so is each ordered pair of
dispositions that has a token. A token is a property, which is there or is not; a rule is a positive
conjunction of *there is such a property*. There is no negation, no comparison and no arithmetic,
for what durable-rules makes of those depends on the order of facts or on their spelling. What fires
says which dispositions it bound, and its grade is the least of the tokens at that binding; so each
firing is also checked: a rule that fired without one of its tokens is an error.

The C module is driven directly. That is half the cost of ``durable.engine``; it also starts no
threads, registers nothing in the process, has no time limit on an action and swallows no
exception, because there are no actions: the names of the rules that fire are read off.

What the fences are for, all of it seen in durable-rules 2.0.28:

- ``delete_state`` reads memory that nobody wrote unless an action has completed in the session. So
  a sentinel goes in first, and its rule, which has the last priority, must have fired last; where
  that did not happen, another sentinel is asserted and its action completed before the session is
  deleted.
- Of a batch that it cannot parse, the rest is dropped without a word, and where it was the first
  fact that it could not parse, the state it hands back is whatever stood in memory. So facts go in
  one by one, and each is answered for.
- Properties, sessions and facts are told apart by a 32-bit hash of their name. So all names are
  made here, and checked to differ; nobody's token is ever a property's name. A fact's identity,
  left to durable-rules, is a hash of its content in which different facts collide.
- A session that is not deleted stays for ever, and there is no room for more than 1024. So ids come
  from a list of fewer, and every run gives its own back.
- Too many conditions hang or crash it. So a stratum becomes as many rulesets as it needs.
- ``durable.engine`` never frees a ruleset. Here one is freed when it falls out of the cache and no
  run uses it any longer.
"""

from __future__ import annotations

import functools
import itertools
import json
import threading
import weakref
from collections import deque
from collections.abc import Iterator, Mapping, Sequence
from types import ModuleType
from typing import Any

import attrs

from immconseq.engine.lint import (
    MOST_CONDITIONS,
    MOST_RULES,
    MOST_TOKENS,
    engine_faults,
    name_hash,
    properties_of,
)
from immconseq.engine.port import (
    CASE,
    FIRST,
    PAIR,
    SECOND,
    CompiledRule,
    CompiledStratum,
    Firing,
    Grades,
    Tokens,
)
from immconseq.errors import EngineError, EngineUnavailable

__all__ = ["MOST_STRATA", "DurableEngine", "available"]

MOST_STRATA = 128
"""Compiled strata kept in a process; one of 60 rules takes just under a megabyte."""

_MOST_SESSIONS = 512
"""Evaluations under way at one time; durable-rules has room for 1024 sessions in a ruleset."""

_SENTINEL = "end"
_AGAIN = "again"
_HANDLED, _NOT_HANDLED, _REPEATED = 0, 1, 2

# k: the kind of a fact; d: a disposition's place; a, b: the places of a pair's two dispositions;
# c, f, s, p: what a rule calls the case, the first and second disposition and their pair.
_OWN_NAMES = ("id", "sid", "$s", "$forward", "k", "d", "a", "b", "c", "f", "s", "p")


class _Names:
    """Names of one prefix and a number, all of different hashes."""

    def __init__(self, prefix: str, taken: Sequence[str] = ()) -> None:
        self._prefix = prefix
        self._hashes = {name_hash(name) for name in taken}
        self._numbers = itertools.count()
        self._names: list[str] = []
        self._growing = threading.RLock()

    def first(self, count: int) -> list[str]:
        """The first *count* of them or more; always the same ones."""
        if len(self._names) < count:
            with self._growing:
                while len(self._names) < count:
                    name = f"{self._prefix}{next(self._numbers)}"
                    if name_hash(name) not in self._hashes:
                        self._hashes.add(name_hash(name))
                        self._names.append(name)
        return self._names


_PROPERTIES = _Names("t", _OWN_NAMES)
_FREE_SESSIONS = deque(_Names("s").first(_MOST_SESSIONS))
# durable-rules keeps a fact of its own in each session, and calls it so.
_FACTS = _Names("f", [_AGAIN, *(f"sid-{session}" for session in _FREE_SESSIONS)])


def _module() -> ModuleType:
    """The C module of durable-rules; imported when an engine is made, and not before."""
    try:
        import durable_rules_engine
    except ImportError as error:
        raise EngineUnavailable(
            f"durable-rules does not import here ({error}); the engine 'reference' answers alike"
        ) from error
    module: ModuleType = durable_rules_engine
    return module


def available() -> bool:
    """Does durable-rules import here?"""
    try:
        _module()
    except EngineUnavailable:
        return False
    return True


@attrs.frozen(eq=False)
class _Ruleset:
    """Some rules of a stratum in the form durable-rules evaluates.

    Each of the four lists has tokens, and the text of the property that stands for each.

    Attributes:
        handle: The C module's number for it.
        rules: By the name under which each fires.
        about_case: What the fact of the case has.
        copied: What each disposition's fact has of the case.
        about_disposition: What each disposition's fact has of its own.
        about_pair: What each pair's fact has.
        binds: Is there a rule over dispositions?
    """

    handle: int
    rules: Mapping[str, CompiledRule]
    about_case: Sequence[tuple[str, str]]
    copied: Sequence[tuple[str, str]]
    about_disposition: Sequence[tuple[str, str]]
    about_pair: Sequence[tuple[str, str]]
    binds: bool

    def facts(self, tokens: Tokens) -> Iterator[str]:
        """The properties of each fact of one evaluation but session and identity; labels first."""
        if own := _properties(self.about_case, tokens.case):
            yield f'"k":"c"{own}'
        if self.binds:
            copied = _properties(self.copied, tokens.case)
            for place, grades in enumerate(tokens.dispositions):
                own = _properties(self.about_disposition, grades)
                yield f'"d":"{place}","k":"d"{copied}{own}'
        if self.about_pair:
            for (one, two), grades in tokens.pairs.items():
                if own := _properties(self.about_pair, grades):
                    yield f'"a":"{one}","b":"{two}","k":"p"{own}'

    def firing(self, message: str, tokens: Tokens) -> Firing | None:
        """Which rule fired and what it bound, read off; ``None`` of the sentinel's rule.

        The grade is that of the tokens at the binding: a rule that fired on a fact without one of
        its tokens is a `KeyError`.
        """
        name = message[2 : message.index('"', 2)]
        if name == _SENTINEL:
            return None
        rule = self.rules[name]
        binding = tuple(_label(message, start) for start in _BOUND[: rule.arity])
        return rule.index, binding, min(_grades(rule, binding, tokens))


_BOUND = ('"f":{"d":"', '"s":{"d":"')
"""What stands in a message before the place of the first and of the second disposition bound."""


def _label(message: str, start: str) -> int:
    begin = message.index(start) + len(start)
    return int(message[begin : message.index('"', begin)])


def _grades(rule: CompiledRule, binding: tuple[int, ...], tokens: Tokens) -> list[int]:
    at: dict[str, Grades] = {CASE: tokens.case}
    if binding:
        at[FIRST] = tokens.dispositions[binding[0]]
    if len(binding) == 2:
        at[SECOND] = tokens.dispositions[binding[1]]
        at[PAIR] = tokens.pairs.get((binding[0], binding[1]), {})
    return [at[place][token] for place, token in rule.tokens]


def _properties(texts: Sequence[tuple[str, str]], grades: Grades) -> str:
    return "".join([text for token, text in texts if grades.get(token)])


def _kind(place: str) -> str:
    """Both dispositions of a rule over two have one form of fact."""
    return FIRST if place == SECOND else place


# The fact on which a rule of some arity looks for a token of some place.
_BOUND_AS = {
    (0, CASE): "c",
    (1, CASE): "f",
    (1, FIRST): "f",
    (2, CASE): "f",
    (2, FIRST): "f",
    (2, SECOND): "s",
    (2, PAIR): "p",
}


def _parts(rules: Sequence[CompiledRule]) -> Iterator[list[CompiledRule]]:
    """The rules in as few runs as each keeps within the limits."""
    part: list[CompiledRule] = []
    conditions: dict[str, set[Any]] = {"c": set(), "d": set(), "p": set()}
    properties: dict[str, set[tuple[str, str]]] = {"c": set(), "d": set(), "p": set()}
    for rule in rules:
        asked = _conditions(rule)
        needed = properties_of(rule)
        if len(part) == MOST_RULES or any(
            len(conditions[kind] | asked[kind]) > MOST_CONDITIONS
            or len(properties[kind] | needed[kind]) > MOST_TOKENS
            for kind in conditions
        ):
            yield part
            part = []
            conditions = {"c": set(), "d": set(), "p": set()}
            properties = {"c": set(), "d": set(), "p": set()}
        part.append(rule)
        for kind in conditions:
            conditions[kind] |= asked[kind]
            properties[kind] |= needed[kind]
    if part:
        yield part


def _conditions(rule: CompiledRule) -> dict[str, set[Any]]:
    """The distinct conditions that a rule brings for each kind of fact."""
    asked: dict[str, set[Any]] = {"c": set(), "d": set(), "p": set()}
    for place in _slots(rule):
        # A condition that joins is never shared between rules, so it counts by itself.
        condition = _tokens_at(rule, place) if place != "p" else rule.index
        asked["d" if place in ("f", "s") else place].add(condition)
    return asked


def _slots(rule: CompiledRule) -> tuple[str, ...]:
    """The facts that a rule asks for, by the names it gives them."""
    if rule.arity < 2:
        return ("f",) if rule.arity else ("c",)
    return ("f", "s", "p") if _tokens_at(rule, "p") else ("f", "s")


def _tokens_at(rule: CompiledRule, slot: str) -> tuple[tuple[str, str], ...]:
    found = {
        (_kind(place), token)
        for place, token in rule.tokens
        if _BOUND_AS[rule.arity, place] == slot
    }
    return tuple(sorted(found))


def _definition(
    rules: Sequence[CompiledRule], properties: Mapping[tuple[str, str], str]
) -> dict[str, Any]:
    """The rules as durable-rules reads them: conjunctions of *there is*, and two kinds of join."""
    kinds = {"c": "c", "f": "d", "s": "d", "p": "p"}
    definition: dict[str, Any] = {}
    for rule in rules:
        facts = []
        for slot in _slots(rule):
            terms: list[Any] = [{"k": kinds[slot]}]
            terms += [{"$ex": {properties[token]: 1}} for token in _tokens_at(rule, slot)]
            if slot == "p":
                terms += [{"a": {"f": "d"}}, {"b": {"s": "d"}}]
            facts.append({slot: {"$and": terms} if len(terms) > 1 else terms[0]})
        definition[str(rule.index)] = {"all": facts}
    definition[_SENTINEL] = {"all": [{"c": {"k": _SENTINEL}}], "pri": 1}
    return definition


def _property_names(rules: Sequence[CompiledRule]) -> dict[tuple[str, str], str]:
    """The property that stands for each token of each kind of fact."""
    used = sorted({(_kind(place), token) for rule in rules for place, token in rule.tokens})
    return dict(zip(used, _PROPERTIES.first(len(used)), strict=False))


def _ruleset(rules: list[CompiledRule], module: ModuleType) -> _Ruleset:
    properties = _property_names(rules)

    def named(place: str, over: tuple[int, ...]) -> tuple[tuple[str, str], ...]:
        found = {
            token
            for rule in rules
            if rule.arity in over
            for spoken_of, token in rule.tokens
            if _kind(spoken_of) == place
        }
        return tuple((token, f',"{properties[place, token]}":"1"') for token in sorted(found))

    definition = _definition(rules, properties)
    try:
        handle = module.create_ruleset("stratum", json.dumps(definition))
    except (module.error, MemoryError) as error:
        raise EngineError(f"durable-rules refused a ruleset: {error}") from error
    ruleset = _Ruleset(
        handle=handle,
        rules={str(rule.index): rule for rule in rules},
        about_case=named(CASE, (0,)),
        copied=named(CASE, (1, 2)),
        about_disposition=named(FIRST, (1, 2)),
        about_pair=named(PAIR, (2,)),
        binds=any(rule.arity for rule in rules),
    )
    weakref.finalize(ruleset, module.delete_ruleset, handle).atexit = False
    return ruleset


@attrs.frozen
class _Asked:
    """A stratum by name; told from another of the same name by its rules."""

    key: str
    rules: tuple[CompiledRule, ...] = attrs.field(hash=False)


@functools.lru_cache(maxsize=MOST_STRATA)
def _compiled(asked: _Asked) -> tuple[_Ruleset, ...]:
    faults = engine_faults(CompiledStratum(asked.key, asked.rules))
    if faults:
        raise EngineError("; ".join(faults))
    module = _module()
    return tuple(_ruleset(part, module) for part in _parts(asked.rules))


class DurableEngine:
    """Hands each stratum to durable-rules.

    Safe to use from several threads, and again from within a run.

    Raises:
        EngineUnavailable: durable-rules does not import here.
    """

    name = "durable"
    piecemeal = False  # each piece would have to be compiled

    def __init__(self) -> None:
        self._module = _module()

    def run(self, stratum: CompiledStratum, tokens: Tokens) -> list[Firing]:
        """See `Engine.run`."""
        firings: list[Firing] = []
        for ruleset in _compiled(_Asked(stratum.key, stratum.rules)):
            firings += self._evaluate(ruleset, tokens)
        return firings

    def _evaluate(self, ruleset: _Ruleset, tokens: Tokens) -> list[Firing]:
        try:
            session = _FREE_SESSIONS.pop()
        except IndexError:
            raise EngineError(f"over {_MOST_SESSIONS} evaluations are under way") from None
        drained = False
        try:
            state = self._assert(ruleset, session, tokens)
            firings, drained = self._drain(ruleset, state, tokens)
        except (self._module.error, MemoryError, LookupError, ValueError) as error:
            raise EngineError(f"durable-rules failed a run: {error!r}") from error
        finally:
            self._forget(ruleset, session, drained)
            _FREE_SESSIONS.append(session)
        if not drained:
            raise EngineError("durable-rules ended a run before its last rule had fired")
        return firings

    def _assert(self, ruleset: _Ruleset, session: str, tokens: Tokens) -> int:
        facts = [f'"k":"{_SENTINEL}"', *ruleset.facts(tokens)]
        state = 0
        for fact, name in zip(facts, _FACTS.first(len(facts)), strict=False):
            answer, state = self._module.assert_fact(
                ruleset.handle, f'{{{fact},"sid":"{session}","id":"{name}"}}'
            )
            # A fact that meets no condition of this ruleset is no fault; the sentinel always does.
            if answer not in (_HANDLED, _NOT_HANDLED):
                what = "took a fact for a repeat" if answer == _REPEATED else f"answered {answer}"
                raise EngineError(f"durable-rules {what}")
        return int(state)

    def _drain(self, ruleset: _Ruleset, state: int, tokens: Tokens) -> tuple[list[Firing], bool]:
        """What fired, and whether the sentinel's rule did, as the last."""
        firings = []
        last: Firing | None = (0, (), 0)
        started = self._module.start_action_for_state(ruleset.handle, state)
        message = started[1] if started else None
        while message is not None:
            last = ruleset.firing(message, tokens)
            if last is not None:
                firings.append(last)
            message = self._module.complete_and_start_action(ruleset.handle, state)
        return firings, last is None

    def _forget(self, ruleset: _Ruleset, session: str, drained: bool) -> None:
        """Delete a session; only after an action has completed in it, or the process crashes."""
        try:
            if not drained:
                _, state = self._module.assert_fact(
                    ruleset.handle, f'{{"k":"{_SENTINEL}","sid":"{session}","id":"{_AGAIN}"}}'
                )
                # Nothing starts where an action had been started and not completed; that one will
                # do, for it is the start that writes what the deletion reads.
                if self._module.start_action_for_state(ruleset.handle, state):
                    self._module.complete_and_start_action(ruleset.handle, state)
            self._module.delete_state(ruleset.handle, session)
        except (self._module.error, MemoryError) as error:
            raise EngineError(f"durable-rules could not end a session: {error!r}") from error
