"""What a changed text asks of those who cite it."""

from __future__ import annotations

from flowvow.model.citations import Citation
from flowvow.policy.changes import Change, ChangeKind, Drift
from flowvow.policy.review import Review, review
from flowvow.text.span import NOWHERE

CHANGES = {
    "same": Change(ChangeKind.KEPT, ("1.1",), ("1.1",), 1.0),
    "renumbered": Change(ChangeKind.KEPT, ("1.2",), ("1.3",), 1.0),
    "moved": Change(ChangeKind.MOVED, ("1.3",), ("2.1",), 1.0),
    "moved, said twice": Change(ChangeKind.MOVED, ("1.4",), ("2.2",), 1.0, sure=False),
    "merged": Change(ChangeKind.MERGED, ("1.5", "1.6"), ("1.4",), 0.8),
    "removed": Change(ChangeKind.REMOVED, ("1.7",)),
    "added": Change(ChangeKind.ADDED, (), ("1.2",)),
}
NAMES = {change: name for name, change in CHANGES.items()}


def cited(*numbers: str) -> list[Citation]:
    return [Citation("says", number, "clause", f"c{number}", NOWHERE) for number in numbers]


def told(found: Review) -> tuple[list[str], list[str], bool]:
    again, carried = ([NAMES[look.change] for look in looks] for looks in (found.again, found.carried))
    return again, carried, found.holds


def reviewed(changes: list[str], citations: list[Citation], *policies: str) -> Review:
    return review("then", "now", Drift(tuple(CHANGES[name] for name in changes), True), citations, policies)


def test_what_to_look_at_again_and_what_only_stands_elsewhere() -> None:
    everything, numbers = [*CHANGES], ("1.1", "1.2", "1.3", "1.4", "1.6", "1.7")
    again, elsewhere = ["moved, said twice", "merged", "removed", "added"], ["renumbered", "moved"]
    assert told(reviewed(everything, cited(*numbers), "says")) == (again, elsewhere, False)
    assert told(reviewed(everything, [])) == (again, elsewhere, False)
    assert told(reviewed(everything, cited("1.1"), "says")) == (["added"], [], False)
    assert told(reviewed(["renumbered"], cited("1.2"), "says")) == ([], ["renumbered"], False)
    assert told(reviewed(["same", "renumbered"], cited("1.1"), "says")) == ([], [], True)


def test_who_cites_what_changed() -> None:
    found = reviewed(["merged", "removed"], cited("1.6", "1.5", "1.6", "1.7"), "terms", "says")
    assert [[one.name for one in look.cited] for look in found.looks] == [["c1.5", "c1.6", "c1.6"], ["c1.7"]]
    assert (found.old, found.new, found.policies, found.then, found.now) == ("then", "now", ("says", "terms"), {}, {})
    words = {"1.1": "We ask."}, {"1.2": "We tell."}
    with_words = review("then", "now", found.drift, [], texts=words)
    assert (with_words.then, with_words.now, with_words.policies) == (*words, ())
