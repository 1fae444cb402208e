"""What became of each sentence: every planted change is told as what it was."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from flowvow.policy.changes import Change, ChangeKind, Drift
from flowvow.policy.drift import compare, told, told_in
from flowvow.policy.keeping import in_order
from flowvow.policy.likeness import Told, likeness
from flowvow.policy.outline import cut

CONSONANTS, VOWELS = "bdfgklmnprstvz", "aeiou"


def word(number: int) -> str:
    """A made-up word of its own for each number."""
    letters = ""
    for _ in range(3):
        number, c = divmod(number, len(CONSONANTS))
        number, v = divmod(number, len(VOWELS))
        letters += CONSONANTS[c] + VOWELS[v]
    return letters


def sentence(seed: int, length: int) -> list[str]:
    return [word((seed * 131 + at * 17) % 300_000) for at in range(length)]


def text(sections: list[list[list[str]]]) -> str:
    paragraphs = [" ".join(f"{' '.join(words).capitalize()}." for words in section) for section in sections]
    return "".join(f"## Part {word(at)}\n\n{paragraph}\n\n" for at, paragraph in enumerate(paragraphs))


def kinds(drift: Drift) -> list[tuple[str, tuple[str, ...], tuple[str, ...]]]:
    return [
        (change.kind.value, change.old, change.new) for change in drift.changes if change.kind is not ChangeKind.KEPT
    ]


@st.composite
def policies(draw: st.DrawFn) -> list[list[list[str]]]:
    counts = draw(st.lists(st.integers(3, 6), min_size=2, max_size=4))
    seeds = iter(range(draw(st.integers(0, 2000)), 10_000))
    return [[sentence(next(seeds), draw(st.integers(12, 30))) for _ in range(count)] for count in counts]


def planted(policy: list[list[list[str]]], kind: str, data: st.DataObject) -> tuple[list[list[list[str]]], tuple]:
    """The policy after a change, and how it should be told."""
    at = data.draw(st.integers(0, len(policy) - 1))
    section = [*policy[at]]
    place = data.draw(st.integers(0, len(section) - 1))
    old, here = section[place], f"{at + 1}.{place + 1}"
    cutting = data.draw(st.integers(4, len(old) - 4))
    expected: tuple
    changed = [*policy]
    if kind == "edited":
        other = data.draw(st.integers(0, len(old) - 1))
        section[place] = [*old[:other], "zzz", *old[other + data.draw(st.integers(0, 1)) :]]
        expected = ("edited", (here,), (here,))
    elif kind == "removed":
        del section[place]
        expected = ("removed", (here,), ())
    elif kind == "added":
        section.insert(place, sentence(9_999, 14))
        expected = ("added", (), (here,))
    elif kind == "split":
        section[place : place + 1] = [old[:cutting], old[cutting:]]
        expected = ("split", (here,), (here, f"{at + 1}.{place + 2}"))
    elif kind == "merged":
        place = min(place, len(section) - 2)
        here = f"{at + 1}.{place + 1}"
        section[place : place + 2] = [section[place] + section[place + 1]]
        expected = ("merged", (here, f"{at + 1}.{place + 2}"), (here,))
    else:
        there = (at + 1) % len(policy)
        del section[place]
        aim = 0 if there > at else len(policy[there])
        changed[there] = [*policy[there][:aim], old, *policy[there][aim:]]
        expected = ("moved", (here,), (f"{there + 1}.{aim + 1}",))
    changed[at] = section
    return changed, expected


SURE_OF = [("edited", True), ("split", True), ("merged", True)]
SURE_OF += [(kind, exact) for kind in ("removed", "added", "moved") for exact in (True, False)]


@pytest.mark.parametrize(("kind", "exact"), SURE_OF)
@settings(max_examples=60)
@given(policy=policies(), data=st.data())
def test_a_planted_change_is_told_as_what_it_was(
    kind: str, exact: bool, policy: list[list[list[str]]], data: st.DataObject
) -> None:
    after, expected = planted(policy, kind, data)
    before, now = text(policy), text(after)
    drift = compare(told_in(before), told_in(now)) if exact else compare(told(cut(before)), told(cut(now)))
    assert drift.exact is exact
    found = kinds(drift)
    if kind == "moved" and expected not in found:  # one over one: either may be called the moved one
        assert [one[0] for one in found] == ["moved"]
    else:
        assert found == [expected]


@pytest.mark.parametrize(("kind", "least"), [("edited", 58), ("split", 52), ("merged", 52)])
def test_from_outlines_alone_most_changes_are_told_as_what_they_were(kind: str, least: int) -> None:
    """Sketches hold eight hashes, so a little is left to luck; how much is measured."""
    right = 0
    for seed in range(60):
        first, second = sentence(seed, 24), sentence(seed + 500, 20)
        before = [sentence(seed + 100, 15), first, second, sentence(seed + 200, 15)]
        edited = [*first[:10], "zzz", *first[11:]]
        after = {"edited": [edited, second], "split": [first[:11], first[11:], second], "merged": [first + second]}[
            kind
        ]
        drift = compare(told(cut(text([before]))), told(cut(text([[before[0], *after, before[3]]]))))
        right += [one[0] for one in kinds(drift)] == [kind]
    assert right >= least


@given(policies())
def test_nothing_changed_and_everything_changed(policy: list[list[list[str]]]) -> None:
    same = compare(told_in(text(policy)), told_in(text(policy)))
    assert same.changed == ()
    assert all(change.sure and change.alike == 1 for change in same.changes)
    gone = compare(told_in(text(policy)), ())
    assert {change.kind for change in gone.changes} == {ChangeKind.REMOVED}


@given(st.lists(st.sampled_from("abcde"), max_size=12), st.lists(st.sampled_from("abcde"), max_size=12))
def test_what_is_kept_in_order_is_the_longest_there_is(old: list[str], new: list[str]) -> None:
    def longest(a: list[str], b: list[str]) -> int:
        rows = [[0] * (len(b) + 1) for _ in range(len(a) + 1)]
        for i, x in enumerate(a):
            for j, y in enumerate(b):
                rows[i + 1][j + 1] = rows[i][j] + 1 if x == y else max(rows[i][j + 1], rows[i + 1][j])
        return rows[-1][-1]

    kept = in_order(old, new)
    assert len(kept) == longest(old, new)
    assert all(old[a] == new[b] for a, b in kept)
    assert kept == sorted(kept)
    words = Told("1", "", len(old), (), tuple(old)), Told("1", "", len(new), (), tuple(new))
    assert likeness(*words) == 2 * len(kept) / max(1, len(old) + len(new))


@given(st.lists(st.sampled_from("abcdef"), max_size=14), st.lists(st.sampled_from("abcdef"), max_size=14))
def test_every_sentence_is_told_once(old: list[str], new: list[str]) -> None:
    def sentences(letters: list[str]) -> list[Told]:
        return [
            Told(f"1.{at}", letter, 6, (), tuple(f"{letter} x y z {letter} w".split()))
            for at, letter in enumerate(letters)
        ]

    drift = compare(sentences(old), sentences(new))
    assert sorted(n for change in drift.changes for n in change.old) == sorted(f"1.{at}" for at in range(len(old)))
    assert sorted(n for change in drift.changes for n in change.new) == sorted(f"1.{at}" for at in range(len(new)))


def test_from_outlines_an_edit_and_a_split_are_likely() -> None:
    before = (
        "We keep the names and streets of all our customers in one large book behind the counter. "
        "We tell the courier where to bring the order and nothing else about you. Nobody else is told."
    )
    after = (
        "We keep the names and streets of all our customers in one large book behind the heavy counter. "
        "We tell the courier where to bring the order. And nothing else about you. Nobody else is told."
    )
    drift = compare(told(cut(before)), told(cut(after)))
    assert not drift.exact
    assert kinds(drift) == [("edited", ("0.1",), ("0.1",)), ("split", ("0.2",), ("0.2", "0.3"))]
    exact = compare(told_in(before), told_in(after))
    assert exact.exact
    assert kinds(exact) == kinds(drift)
    assert exact.changes[0].alike == 34 / 35


def test_the_same_words_twice_are_sure_only_where_as_many_stay_in_order() -> None:
    twice = "## A\n\nYes. We keep it.\n\n## B\n\nYes. We sell it.\n"
    assert all(change.sure for change in compare(told_in(twice), told_in(twice)).changes)
    once = twice.replace("## B\n\nYes. ", "## B\n\n")
    assert [change.sure for change in compare(told_in(twice), told_in(once)).changes] == [False, True, True, True]


def test_changes_are_told_in_the_order_of_the_text() -> None:
    drift = compare(
        told_in("One is here. Two is there. Three is gone."),
        told_in("New is first. One is here. Two is there. Last of all this."),
    )
    assert drift.changes == (
        Change(ChangeKind.ADDED, (), ("0.1",)),
        Change(ChangeKind.KEPT, ("0.1",), ("0.2",), 1.0),
        Change(ChangeKind.KEPT, ("0.2",), ("0.3",), 1.0),
        Change(ChangeKind.ADDED, (), ("0.4",)),
        Change(ChangeKind.REMOVED, ("0.3",)),
    )


@pytest.mark.parametrize(
    ("old", "new", "expected"),
    [
        ("1.a 1.b 1.c", "1.a 2.b 2.c", "moved a, kept b, kept c"),  # most of a section say where it is now
        ("2.a 2.b", "1.a 2.b", "moved a, kept b"),  # of as many, those of the same number
        (
            "1.y 1.a 1.b 1.c 1.d 1.y",
            "1.a 1.b 1.y 1.c 1.d 1.y",
            "moved y unsure, kept a, kept b, kept c, kept d, kept y",
        ),
        ("1.a 1.b", "1.n 1.a 1.m 1.l 1.k", "added n, kept a, added m, added l, added k, removed b"),
        ("1.a 1.b", "1.n 1.m", "added n, added m, removed a, removed b"),
    ],
)
def test_what_stays_under_its_heading_is_kept(old: str, new: str, expected: str) -> None:
    def sentences(text: str) -> list[Told]:
        return [Told(f"{one[0]}.{at}", one[2], 1, (ord(one[2]),), (one[2],)) for at, one in enumerate(text.split())]

    def letter(change: Change) -> str:
        numbers, text = (change.old, old) if change.old else (change.new, new)
        return text.split()[int(numbers[0].rpartition(".")[2])][2]

    found = compare(sentences(old), sentences(new)).changes
    assert ", ".join(f"{one.kind.value} {letter(one)}{'' if one.sure else ' unsure'}" for one in found) == expected


def test_one_outline_is_enough_to_be_unsure() -> None:
    text = "We sell tea. We keep names."
    both = (told(cut(text)), told_in(text))
    assert [compare(a, b).exact for a in both for b in both] == [False, False, False, True]


def test_changes_by_what_they_are() -> None:
    drift = compare(
        told_in("We ask.\n\n## A\n\nOne is here. Two is there.\n\n## B\n\nThree is gone."),
        told_in("We ask.\n\n## A\n\nNew is here now. One is here.\n\n## B\n\nTwo is there."),
    )
    ask, new, one, two, three = drift.changes
    assert [change.untouched for change in drift.changes] == [True, False, False, False, False]
    assert not Change(ChangeKind.EDITED, ("1.1",), ("1.1",), 0.9).untouched
    assert drift.changed == (new, one, two, three)
    assert drift.same == (ask, one, two)
    assert (drift.of(ChangeKind.MOVED), drift.of(ChangeKind.SPLIT)) == ((two,), ())
    assert drift.became() == {"0.1": ask, "1.1": one, "1.2": two, "2.1": three}
