"""A chain of diamonds: every branch under a choice of its own, so that two to the power of its length ways lead on.

One choice in eight is asked about negated. One branch passes a forbidden place, another a place whose limit travels
on, and half of the diamonds are closed by a choice more: forty in all for sixteen diamonds.
"""

from __future__ import annotations

from writing import cited

POLICY = """\
flowvow: 1
policy: promises
party: company

actors:
  customer: person
  vendor:
  partner:

data:
  email:

purposes:
  serve:
  advertise:

conditions:
%(choices)s

clauses:
%(clauses)s
"""

CLAUSES = """\
  serving:       {permit: any, by: anyone, data: email, for: serve}
  adverts:       {permit: share, by: anyone, data: email, for: advertise}
  no-vendor:     {forbid: any, data: email, to: vendor, by: anyone}
  partner-limit: {data: email, at: partner, only: {for: serve}}
"""


def diamonds(length: int) -> dict[str, str]:
    """The files of a chain of that length, by name."""
    choices: list[str] = []
    flows = ["  begin: {from: customer, to: company, data: email, for: serve}"]
    flows.append("  hand-over: {from: company, to: node-0, data: email, for: serve}")
    actors = [f"  node-{i}:" for i in range(length + 1)]
    for i in range(length):
        for side in ("left", "right"):
            place = f"{side}-{i}"
            actors.append(f"  {place}: {_kind(i, side, length)}".rstrip())
            flows.append(
                f"  open-{place}: {{from: node-{i}, to: {place}, data: email, for: serve, when: {_new(choices)}}}"
            )
            guard = f", when: {_new(choices)}" if i % 2 and side == "left" else ""
            flows.append(f"  close-{place}: {{from: {place}, to: node-{i + 1}, data: email, for: serve{guard}}}")
    flows.append(f"  end: {{from: node-{length}, to: public, data: email, for: advertise}}")
    head = ["flowvow: 1", f"system: a chain of {length} diamonds", "policies: [diamonds.policy.yaml]"]
    asked = "\n".join(f"  {name}: {{choice: customer, default: refused}}" for name in choices)
    return {
        "diamonds.flow.yaml": "\n".join([*head, "actors:", *actors, "flows:", *flows, ""]),
        "diamonds.policy.yaml": POLICY % {"choices": asked, "clauses": cited(CLAUSES)},
    }


def _kind(i: int, side: str, length: int) -> str:
    """One place on the way is a vendor, another a partner; the rest are nobody in particular."""
    if (i, side) == (length // 2, "left"):
        return "{is: vendor}"
    return "{is: partner}" if (i, side) == (length // 3, "right") else ""


def _new(choices: list[str]) -> str:
    """A further choice, asked about; one in eight negated."""
    choices.append(f"choice-{len(choices)}")
    return f"not {choices[-1]}" if len(choices) % 8 == 0 else choices[-1]
