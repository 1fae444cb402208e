"""What a limit or a requirement asks for, in a few words."""

from __future__ import annotations

from flowvow.model.clauses import Carve, Clause, Exception_, Need
from flowvow.model.conditions import ALWAYS


def demand(clause: Clause) -> str:
    """What an only or a requirement asks of what it reaches; empty for other forms."""
    if clause.only is not None:
        only = clause.only
        limits = [
            f"for {', '.join(only.purposes)}" if only.purposes else "",
            f"to {', '.join(only.recipients)}" if only.recipients else "",
            f"while {only.while_}" if only.while_ is not None else "",
            f"kept at most {only.kept}" if only.kept is not None else "",
        ]
        return "only " + ", ".join(limit for limit in limits if limit)
    if clause.require is None:
        return ""
    require = clause.require
    names = ", ".join(require.names)
    within = f" within {require.within}" if require.within else ""
    about = f" about {', '.join(clause.reach.about)}" if clause.reach.about else ""
    ahead = f" {require.ahead} ahead" if require.ahead else ""
    return (
        {
            Need.WITH: f"with {names}",
            Need.CONSENT: f"with {names}, asked for first",
            Need.OPT_OUT: f"stops when {names} is refused",
            Need.HAPPENS: "always happens",
            Need.DELETE: f"deletion of {names}{within}",
            Need.RETURN: f"return of {names}{within}",
            Need.NOTIFY: f"a notice of {', '.join(require.of)} to {names}{ahead}",
        }[require.need]
        + about
        + (f" if {clause.condition}" if clause.condition != ALWAYS else "")
    )


def excepting(exceptions: tuple[Exception_, ...]) -> str:
    """Exceptions, in a few words."""
    return ", or ".join(_one(exception) for exception in exceptions)


def _one(exception: Exception_) -> str:
    if not isinstance(exception, Carve):
        names = ", ".join(name.rpartition("/")[2] for name in exception.clauses)
        return f"what {names or 'the text'} permits"
    reach = exception.reach
    fields = (
        ("", reach.act), ("", reach.data), ("by", reach.by), ("from", reach.sender), ("to", reach.recipient),
        ("at", reach.at), ("through", reach.through), ("about", reach.about), ("for", reach.purposes),
        ("as", tuple(form.value for form in reach.form)), ("into", reach.makes),
    )  # fmt: skip
    words = [f"{word} {', '.join(names)}".strip() for word, names in fields if names]
    when = [f"when {exception.when}"] if exception.when != ALWAYS else []
    return " ".join([*words, *when]) or "everything"
