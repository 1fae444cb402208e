"""What `explain` and `trace` answer, as text and as JSON."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from typing import Any

from flowvow.findings.account import Account, Sighting, Trace
from flowvow.findings.report import Report
from flowvow.outputs.excerpt import excerpt
from flowvow.outputs.hops import route_lines
from flowvow.outputs.json import finding_json, route_json
from flowvow.outputs.layout import framed, labelled, wrapped
from flowvow.outputs.states import sets
from flowvow.outputs.style import PLAIN, Style
from flowvow.outputs.text import Wishes, write_finding
from flowvow.text.show import inert


def write_account(account: Account, report: Report | None, wishes: Wishes) -> str:
    """One account: what was asked about, its facts and findings, the manual, and a change that clears it."""
    style = wishes.style
    lines: list[str] = []
    if account.kind in ("clause", "flow"):
        lines += [
            style.strong(inert(f"{account.name} in {account.model}")),
            *excerpt(account.span, wishes.sources, style),
        ]
        for label, paragraphs in account.facts:
            lines += labelled(label, paragraphs, style)
    blocks = ["\n".join(lines)] if lines else []
    if report is not None:
        blocks += [write_finding(finding, report, wishes) for finding in account.findings]
    if account.manual:
        blocks.append(_manual(account.manual, style))
    if account.searched:
        blocks.append("\n".join(_edit(account, style)))
    return "\n\n".join(blocks) + "\n"


def _manual(manual: str, style: Style) -> str:
    """The check's own words: a heading, then a labelled paragraph each."""
    head, _, body = manual.strip().partition("\n\n")
    lines = [style.strong(inert(" ".join(head.split())))]
    label, words = "", list[str]()
    for line in [*body.splitlines(), ": "]:
        before, colon, after = line.partition(": ")
        if colon and before.isalpha() | (not before) and len(before) < 10:
            lines += labelled(label.lower(), [" ".join(words)] if words else [], style)
            label, words = before, [after]
        else:
            words.append(line.strip())
    return "\n".join(lines)


def _edit(account: Account, style: Style) -> list[str]:
    if account.edit is None:
        return labelled("change", ["no single change was found that clears it and brings no other finding"], style)
    edit = account.edit
    told = f"{edit.words}; tried on a copy of the model: the finding is gone, and no other error or warning came"
    lines = [line for part in edit.proposal.splitlines() for line in wrapped(inert(part))]
    return [
        *labelled("change", [told], style),
        *framed("proposal", ["flowvow: 1", "proposal: " + inert(edit.words), *lines], style),
    ]


def write_trace(trace: Trace, style: Style = PLAIN) -> str:
    """Who can hold what, each with its way and its states."""
    lines = [style.strong(inert(f"{trace.model}: {trace.question}"))]
    if not trace.sightings:
        return "\n".join([*lines, "  nobody, in no state"]) + "\n"
    for sighting in trace.sightings:
        lines += ["", style.strong(f"{inert(sighting.holder)}: {inert(', '.join(sighting.data))}")]
        form = sighting.form.value if sighting.form is not None else "in a form not told"
        lines += labelled("about", [f"{sighting.about}, {form}"], style)
        if sighting.route is None:
            lines += labelled("from", ["they begin there"], style)
        else:
            lines += framed("route", route_lines(sighting.route, "", style), style)
        cause = sighting.cause
        always = cause.enabled_by == ((),)
        lines += labelled("when", ["always"] if always else sets(cause.enabled_by, cause.enabled_more), style)
    return "\n".join(lines) + "\n"


def account_json(account: Account) -> str:
    """An account as JSON."""
    edit = account.edit
    return _dump(
        {
            "schema": "flowvow-explain/1",
            "name": account.name,
            "kind": account.kind,
            "model": account.model,
            "manual": account.manual.strip(),
            "facts": [{"label": label, "lines": list(lines)} for label, lines in account.facts],
            "findings": [finding_json(finding) for finding in account.findings],
            "edit": None if edit is None else {"words": edit.words, "proposal": edit.proposal, "tried": edit.tried},
            "searched": account.searched,
        }
    )


def trace_json(traces: Sequence[Trace]) -> str:
    """Traces as JSON, one for each model."""
    models = [
        {"model": t.model, "question": t.question, "sightings": [_sighting(s) for s in t.sightings]} for t in traces
    ]
    return _dump({"schema": "flowvow-trace/1", "models": models})


def _sighting(sighting: Sighting) -> dict[str, Any]:
    return {
        "holder": sighting.holder,
        "data": list(sighting.data),
        "about": sighting.about,
        "form": sighting.form.value if sighting.form is not None else None,
        "begins_there": sighting.own,
        "enabled_by": [list(one) for one in sighting.cause.enabled_by],
        "enabled_by_more": sighting.cause.enabled_more,
        "route": route_json(sighting.route) if sighting.route is not None else None,
    }


def _dump(value: Mapping[str, Any]) -> str:
    return json.dumps(value, indent=2) + "\n"  # ASCII only, so that hostile names are inert on a terminal
