"""What became of a text, as text and as JSON: ``flowvow-drift/1``, described in ``schemas/drift.schema.json``."""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence

from flowvow.findings.report import Outcome
from flowvow.outputs.layout import framed, labelled, wrapped
from flowvow.outputs.style import PLAIN, Style
from flowvow.policy.changes import Change, ChangeKind
from flowvow.policy.review import Look, Review
from flowvow.text.show import inert

SCHEMA = "flowvow-drift/1"
_PIECED = (ChangeKind.EDITED, ChangeKind.SPLIT, ChangeKind.MERGED)


def outcome(review: Review) -> Outcome:
    """Kept where every citation still holds and no sentence is new."""
    return Outcome.KEPT if review.holds else Outcome.BROKEN


def write(review: Review, style: Style = PLAIN) -> str:
    """A summary, then each change with its sentences and those who cite it."""
    blocks = ["\n".join(_summary(review, style))]
    blocks += ["\n".join(_look(look, review, style)) for look in review.looks if not look.carried or _is_move(look)]
    found = outcome(review)
    why = _why(review)
    blocks.append(
        "\n".join(framed("verdict", [style.outcome(found, found.value) + (f", {why}" if why else "")], style))
    )
    return "\n\n".join(blocks) + "\n"


def _is_move(look: Look) -> bool:
    return look.change.kind is ChangeKind.MOVED


def _summary(review: Review, style: Style) -> Iterator[str]:
    drift = review.drift
    yield style.strong(inert(f"{review.old} -> {review.new}"))
    then = sum(len(change.old) for change in drift.changes)
    now = sum(len(change.new) for change in drift.changes)
    counts = ", ".join(f"{len(drift.of(kind))} {kind.value}" for kind in ChangeKind if drift.of(kind))
    yield from labelled("sentences", [f"{then} then, {now} now" + (f": {counts}" if counts else "")], style)
    if any(drift.of(kind) for kind in _PIECED):
        likely = "edits, splits and merges likely, as the words of one text aren't at hand"
        yield from labelled(
            "told", ["edits, splits and merges exactly, from the words of both" if drift.exact else likely], style
        )
    yield from labelled("numbers", _ranges(review), style)
    cited = f"by {', '.join(review.policies)}" if review.policies else "by nothing that was found beside the outline"
    yield from labelled("cited", [cited], style)


def _ranges(review: Review) -> list[str]:
    """The sentences that only stand under another number, those that follow on one another together."""
    runs: list[list[Change]] = []
    for change in review.drift.of(ChangeKind.KEPT):
        if change.untouched:
            continue
        last = runs[-1][-1] if runs else None
        if last and _after(last.old[0], change.old[0]) and _after(last.new[0], change.new[0]):
            runs[-1].append(change)
        else:
            runs.append([change])
    told = [(_from_to([one.old[0] for one in run]), _from_to([one.new[0] for one in run])) for run in runs]
    return [f"{old} {'is' if len(run) == 1 else 'are'} now {new}" for run, (old, new) in zip(runs, told, strict=True)]


def _after(one: str, other: str) -> bool:
    section, _, place = one.rpartition(".")
    return other == f"{section}.{int(place) + 1}"


def _from_to(numbers: Sequence[str]) -> str:
    return numbers[0] if len(numbers) == 1 else f"{numbers[0]} to {numbers[-1]}"


def _look(look: Look, review: Review, style: Style) -> Iterator[str]:
    change = look.change
    yield style.strong(_headline(change, review.drift.exact))
    for label, numbers, words in (("then", change.old, review.then), ("now", change.new, review.now)):
        quoted = [line for one in numbers if one in words for line in wrapped(inert(f'{one}: "{words[one]}"'))]
        yield from framed(label, quoted, style)
    yield from labelled("cited by", [f"{one.who} at {one.span}" for one in look.cited], style)
    if not look.cited and review.policies:
        nobody = "nobody yet" if change.kind is ChangeKind.ADDED else "nobody"
        yield from labelled("cited by", [nobody], style)


def _headline(change: Change, exact: bool) -> str:
    old, new = ", ".join(change.old), ", ".join(change.new)
    now = f", now {new}" if change.old and change.new and old != new else ""
    alike = ""
    if change.kind in _PIECED:
        alike = f", {_percent(change)} % alike" + ("" if exact else ", likely")
    return f"{change.kind.value} {old or new}{now}{alike}"


def _percent(change: Change) -> int:
    """Never rounded up: what was edited is never wholly alike."""
    percent = int(change.alike * 100)
    return min(99, percent) if change.kind is ChangeKind.EDITED else percent


def _why(review: Review) -> str:
    parts = []
    if review.again:
        many = len(review.again)
        parts.append(f"{many} change{'' if many == 1 else 's'} to look at")
    if review.carried:
        numbers = sum(len(look.change.old) for look in review.carried)
        parts.append(f"{numbers} number{'' if numbers == 1 else 's'} to carry over")
    if not parts and review.looks:
        parts.append("nothing that changed is cited")
    return " and ".join(parts)


def write_json(review: Review) -> str:
    """The review as JSON."""
    drift = review.drift
    counts = {kind.value: len(drift.of(kind)) for kind in ChangeKind}
    counts["renumbered"] = sum(not change.untouched for change in drift.of(ChangeKind.KEPT))
    document = {
        "schema": SCHEMA,
        "verdict": outcome(review).value,
        "old": review.old,
        "new": review.new,
        "exact": drift.exact,
        "policies": list(review.policies),
        "counts": counts,
        "changes": [
            {
                "kind": look.change.kind.value,
                "old": list(look.change.old),
                "new": list(look.change.new),
                "alike": _percent(look.change) if look.change.kind in _PIECED else None,
                "likely": look.change.kind in _PIECED and not drift.exact,
                "look_again": look in review.again,
                "carry_over": look in review.carried,
                "then": [review.then[one] for one in look.change.old] if review.then else None,
                "now": [review.now[one] for one in look.change.new] if review.now else None,
                "cited_by": [
                    {
                        "cites": f"{one.policy}/{one.number}",
                        "kind": one.kind,
                        "name": one.name or None,
                        "file": one.span.file,
                        "line": one.span.line,
                        "column": one.span.column,
                    }
                    for one in look.cited
                ],
            }
            for look in review.looks
        ],
    }
    return json.dumps(document, indent=2) + "\n"  # ASCII only, so that hostile names are inert on a terminal
