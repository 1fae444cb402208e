"""Clauses: a reach, one form, a citation."""

from __future__ import annotations

from collections.abc import Iterable

from flowvow.model.clauses import PRESENCE, Clause, ClauseForm, Exception_, Need, PermittedBy, Reach, Require
from flowvow.reading.expand import Entry, Section
from flowvow.reading.fields import Fields, demand, read_fields, refuse
from flowvow.reading.limits import read_only, read_require
from flowvow.reading.notes import Notes
from flowvow.reading.reaches import REACH_KEYS, reach, read_exceptions
from flowvow.reading.tables import CLAUSE
from flowvow.text.nearest import did_you_mean
from flowvow.text.nodes import Scalar

_FORMS = {form.value: form for form in ClauseForm}
_PLAIN = ("condition", "duty", "why", "travels", "until", "hedged", "implied", "idle", "cites", "says")
_WITH_ACTS = (ClauseForm.PERMIT, ClauseForm.FORBID, ClauseForm.DISCLAIM)


def build_clauses(section: Section, policy: str, notes: Notes) -> tuple[Clause, ...]:
    """The clauses of one policy, in order."""
    permits: list[Scalar] = []
    if "permits" in section.entries:
        message = "'permits' means all permits where an exception names clauses"
        notes.problem(section.entries["permits"].name, message, "choose another name")
    found = [_clause(entry, policy, notes, permits) for entry in section.entries.values()]
    clauses = tuple(clause for clause in found if clause is not None)
    _check_permits(clauses, section, permits, notes)
    return clauses


def _clause(entry: Entry, policy: str, notes: Notes, permits: list[Scalar]) -> Clause | None:
    fields = entry.fields
    values = read_fields(CLAUSE, fields, notes)
    said = [key for key in _FORMS if key in fields]
    if not said:
        notes.problem(entry.name, f"'{entry.name.text}' has no form", f"write one of {', '.join(_FORMS)}")
        return None
    if len(said) > 1:
        message = f"a clause has one form: {' and '.join(said)} exclude each other"
        notes.problem(fields[said[1]][0], message, "make them two clauses")
        return None
    form = _FORMS[said[0]]
    demand(CLAUSE, fields, "cites", entry.name, notes, "name the sentence that promises it, such as `cites: 4.5`")
    if form in _WITH_ACTS:
        refuse(fields, ("act",), notes, f"{{}} can't stand beside `{form.value}`, which names the acts", "remove it")
        values["act"] = values.get(form.value, ())
    exceptions = read_exceptions(values["except"], notes, permits) if "except" in values else ()
    if form is ClauseForm.PERMIT and _names_permits(exceptions):
        notes.problem(fields["except"][0], "a permit can't be excepted by permits", "name a condition or a reach")
    only = read_only(fields["only"][0], values["only"], notes) if "only" in values else None
    require = read_require(fields["require"][0], values["require"], notes) if "require" in values else None
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
        only=only,
        require=require,
        span=entry.name.span,
        **{key: value for key, value in values.items() if key in _PLAIN},
    )


def _names_permits(exceptions: Iterable[Exception_]) -> bool:
    return any(isinstance(one, PermittedBy) or _names_permits(one.exceptions) for one in exceptions)


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
        narrowing = _NARROWING[require.need]
        keys = tuple(key for key in REACH_KEYS if key not in narrowing)
        refuse(
            fields,
            (*keys, "until"),
            notes,
            f"{{}} says nothing of a {_EVENTS[require.need]} that must exist",
            f"what can stand here is {', '.join(f'`{key}`' for key in narrowing)}; the rest stands in `require`",
        )


_NARROWING = {
    Need.DELETE: ("at", "by", "about"),
    Need.RETURN: ("at", "by", "about"),
    Need.NOTIFY: ("act", "by", "data", "from", "to", "at", "for"),  # by and at: who tells; the others: of what
}
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
