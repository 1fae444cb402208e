"""Which numbers take the place of which, when a text's outline is renewed; and why some can't be told."""

from __future__ import annotations

from collections.abc import Collection, Mapping

from attrs import frozen

from flowvow.policy.changes import Change, ChangeKind, Drift


@frozen
class Refusal:
    """Why a citation can't be carried over: what happened to its sentence, and what to do."""

    message: str
    help: str


def carried(drift: Drift, reviewed: Collection[str]) -> Mapping[str, tuple[str, ...] | Refusal]:
    """For each old number the new ones.

    A sentence that stays the same takes its citations along. What was edited, split or merged takes them along if
    somebody has looked at it: its number is then among ``reviewed``.
    """
    return {number: _new(number, change, drift.exact, reviewed) for number, change in drift.became().items()}


def _new(number: str, change: Change, exact: bool, reviewed: Collection[str]) -> tuple[str, ...] | Refusal:
    if change.kind in (ChangeKind.KEPT, ChangeKind.MOVED) and change.sure:
        return change.new
    if change.new and number in reviewed:
        return change.new
    now = ", ".join(change.new)
    read = f"read {now} in the new text, mend what cites it, then carry it over with `--reviewed {number}`"
    if change.kind is ChangeKind.REMOVED:
        return Refusal(f"sentence {number} was removed", "take the citation away, or cite another sentence")
    if change.kind in (ChangeKind.KEPT, ChangeKind.MOVED):
        return Refusal(f"the words of sentence {number} stand in the text more than once", f"if {now} is meant, {read}")
    likely = "" if exact else "likely "
    what = {
        ChangeKind.EDITED: f"edited, and is {likely}{now} now",
        ChangeKind.SPLIT: f"{likely}split into {now}",
        ChangeKind.MERGED: f"{likely}merged into {now}",
    }[change.kind]
    return Refusal(f"sentence {number} was {what}", read)
