"""Clauses: a reach, one form, a citation."""

from __future__ import annotations

from typing import Any

from flowvow.model.clauses import PRESENCE, Clause, ClauseForm, Need, Only, PermittedBy, Reach, Require
from flowvow.reading.expand import Entry, Section
from flowvow.reading.fields import Fields, demand, read_fields, refuse
from flowvow.reading.notes import Notes
from flowvow.reading.reaches import REACH_KEYS, reach, read_exceptions
from flowvow.reading.tables import CLAUSE, ONLY, REQUIRE
from flowvow.reading.values import is_mapping
from flowvow.text.nearest import did_you_mean
from flowvow.text.nodes import Scalar

_FORMS = {form.value: form for form in ClauseForm}
_NEEDS = {need.value: need for need in Need}
_WITH_ACTS = (ClauseForm.PERMIT, ClauseForm.FORBID, ClauseForm.DISCLAIM)
_NESTED = ("only", "require", "except")
# What a requirement may say beside what it asks for.
_BESIDE = {Need.DELETE: ("within",), Need.RETURN: ("within", "to"), Need.NOTIFY: ("of", "ahead")}


def build_clauses(section: Section, policy: str, notes: Notes) -> tuple[Clause, ...]:
    """The clauses of one policy, in order."""
    permits: list[Scalar] = []
    found = [_clause(entry, policy, notes, permits) for entry in section.entries.values()]
    clauses = tuple(clause for clause in found if clause is not None)
    _check_permits(clauses, section, permits, notes)
    return clauses


def _clause(entry: Entry, policy: str, notes: Notes, permits: list[Scalar]) -> Clause | None:
    fields = entry.fields
    values = read_fields(CLAUSE, {key: field for key, field in fields.items() if key not in _NESTED}, notes)
    said = [key for key in _FORMS if key in fields]
    if len(said) != 1:
        message = (
            f"'{entry.name.text}' has no form"
            if not said
            else f"a clause has one form: {' and '.join(said)} exclude each other"
        )
        help = f"write one of {', '.join(_FORMS)}" if not said else "make them two clauses"  # noqa: A001
        notes.problem(entry.name if not said else fields[said[1]][0], message, help)
        return None
    form = _FORMS[said[0]]
    demand(CLAUSE, fields, "cites", entry.name, notes, "name the sentence that promises it, such as `cites: 4.5`")
    if form in _WITH_ACTS:
        refuse(fields, ("act",), notes, f"{{}} can't stand beside `{form.value}`, which names the acts", "remove it")
        values["act"] = values.get(form.value, ())
    exceptions = read_exceptions(fields["except"][1], notes, permits) if "except" in fields else ()
    if form is ClauseForm.PERMIT and any(isinstance(one, PermittedBy) for one in exceptions):
        notes.problem(fields["except"][0], "a permit can't be excepted by permits", "name a condition or a reach")
    require = _read_require(fields, notes) if form is ClauseForm.REQUIRE else None
    _check_fields(form, require, fields, notes)
    found = reach(values)
    if form is ClauseForm.DISCLAIM and found == Reach(act=found.act):
        notes.problem(
            fields["disclaim"][0], "this would disclaim everything", "say where or what, such as `at: other-site`"
        )
    return Clause(
        entry.name.text,
        policy,
        form,
        found,
        exceptions=exceptions,
        only=_read_only(fields, notes) if form is ClauseForm.ONLY else None,
        require=require,
        span=entry.name.span,
        **{key: value for key, value in values.items() if key in _PLAIN},
    )


_PLAIN = ("condition", "duty", "why", "travels", "until", "hedged", "implied", "idle", "cites", "says")


def _read_only(fields: Fields, notes: Notes) -> Only | None:
    where, node = fields["only"]
    limits = is_mapping(node, notes, "a limit, such as `{for: PURPOSE}`,")
    if limits is None:
        return None
    if not limits.entries:
        notes.problem(where, "`only` limits nothing", "write `for`, `to`, `while` or `kept` in it")
    return Only(**read_fields(ONLY, limits.entries, notes))


def _read_require(fields: Fields, notes: Notes) -> Require | None:
    where, node = fields["require"]
    asked = is_mapping(node, notes, "what is required, such as `{with: SAFEGUARD}`,")
    if asked is None:
        return None
    values = read_fields(REQUIRE, asked.entries, notes)
    said = [key for key in _NEEDS if key in asked.entries]
    if len(said) != 1:
        message = (
            "`require` asks for nothing"
            if not said
            else f"`require` asks for one thing: {' and '.join(said)} exclude each other"
        )
        notes.problem(where, message, f"write one of {', '.join(_NEEDS)}" if not said else "make them two clauses")
        return None
    need = _NEEDS[said[0]]
    allowed = _BESIDE.get(need, ())
    others = tuple(key for key in ("within", "to", "of", "ahead") if key not in allowed)
    remedy = (
        f"beside `{need.value}` there may be {', '.join(f'`{key}`' for key in allowed)}" if allowed else "remove it"
    )
    refuse(asked.entries, others, notes, f"{{}} says nothing beside `{need.value}`", remedy)
    names = values.get(need.value, ())
    return Require(
        need,
        (names,) if isinstance(names, str) and need is not Need.HAPPENS else names if isinstance(names, tuple) else (),
        *(values.get(key) or empty for key, empty in _EMPTY),
    )


_EMPTY: tuple[tuple[str, Any], ...] = (("to", ()), ("of", ()), ("within", None), ("ahead", None))


def _check_fields(form: ClauseForm, require: Require | None, fields: Fields, notes: Notes) -> None:
    """Refuse the fields that a form would leave unread."""
    if form is ClauseForm.DUTY:
        keys = tuple(key for key in (*REACH_KEYS, "except", "travels", "until", "idle") if key != "by")
        refuse(fields, keys, notes, "a duty has no {}: no flow can show it", "remove it, or use another form")
        return
    refuse(fields, ("why",), notes, "only a duty says {}", "write `says` for a paraphrase")
    if form is ClauseForm.DISCLAIM:
        refuse(fields, ("travels", "until"), notes, "a disclaimer follows nothing: {} can't stand here", "remove it")
    if require is not None and require.need in PRESENCE:
        narrowing = ("at", "by") if require.need is Need.NOTIFY else ("at", "by", "about")
        keys = tuple(key for key in REACH_KEYS if key not in narrowing)
        refuse(
            fields,
            (*keys, "until"),
            notes,
            f"{{}} says nothing of a {_EVENTS[require.need]} that must exist",
            f"what can stand here is {', '.join(f'`{key}`' for key in narrowing)}; the rest stands in `require`",
        )


_EVENTS = {Need.DELETE: "deletion", Need.RETURN: "return", Need.NOTIFY: "notice"}


def _check_permits(clauses: tuple[Clause, ...], section: Section, permits: list[Scalar], notes: Notes) -> None:
    forms = {clause.name: clause.form for clause in clauses}
    known = [name for name, form in forms.items() if form is ClauseForm.PERMIT]
    for one in permits:
        name = one.text
        if name in section.heads:
            notes.problem(
                one, f"'{name}' is the head of several clauses", f"name its lines: {', '.join(section.heads[name])}"
            )
        elif name not in section.entries:
            notes.problem(
                one, f"no clause is called '{name[:80]}'", did_you_mean(name, known) or "name a permit of this policy"
            )
        elif name in forms and forms[name] is not ClauseForm.PERMIT:
            notes.problem(
                one,
                f"'{name}' is a {forms[name].value}, and only permits can be excepted",
                did_you_mean(name, known) or "name a permit",
            )
