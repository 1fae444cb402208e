"""Which candidates are chosen among what neither kept its words nor moved: each limit from both sides."""

from __future__ import annotations

import pytest

from flowvow.policy.keeping import in_order, out_of_order
from flowvow.policy.likeness import Told, joined, likeness, part
from flowvow.policy.pairing import Leftovers, chosen


def said(text: str) -> Told:
    words = tuple(text.split())
    return Told("1.1", text, len(words), (), words)


def sketched(length: int, *sketch: int) -> Told:
    return Told("1.1", "", length, sketch)


def found(old: list[Told], new: list[Told], kept: tuple[tuple[int, int], ...] = (), without: str = "") -> list[str]:
    """Each candidate that is chosen, in a few words; places named in ``without`` have moved."""
    free_old = [a for a in range(len(old)) if a not in {a for a, _ in kept} and f"old {a}" not in without]
    free_new = [b for b in range(len(new)) if b not in {b for _, b in kept} and f"new {b}" not in without]
    exact = all(one.words is not None for one in (*old, *new))
    return [
        f"{kind.value} {' '.join(map(str, olds))} -> {' '.join(map(str, news))}"
        for _, kind, olds, news in chosen(Leftovers(old, new, free_old, free_new, kept, exact))
    ]


def exactly(old: list[str], new: list[str]) -> list[str]:
    return found([said(text) for text in old], [said(text) for text in new])


@pytest.mark.parametrize(
    ("old", "new", "expected"),
    [
        ("a b c d", "a b x y", ["edited 0 -> 0"]),  # half of both
        ("a b c d", "a b x y z", []),
        ("a b c d", "a x c y", ["edited 0 -> 0"]),  # short: single words tell it
        ("a b c d e", "a x c y e", []),  # longer: two words in a row have to be the same
        ("a b c d", "x a b c d y", ["edited 0 -> 0"]),
        ("a b c d e", "x a b c", ["edited 0 -> 0"]),
    ],
)
def test_what_counts_as_an_edit(old: str, new: str, expected: list[str]) -> None:
    assert exactly([old], [new]) == expected


WHOLE = "a b c d e f g h i j k l m n o p q r s t"


@pytest.mark.parametrize(
    ("pieces", "expected"),
    [
        (["a b c d e f 1 2 3 4", "k l m n o p q 5 6 7"], "split 0 -> 0 1"),  # 13 of 20, of one piece 6 of 10
        (["a b c d e f 1 2 3 4", "k l m n o p q 5 6 7 8"], ""),  # less of all
        (["a b c d e 1 2 3 4 5", "k l m n o p q r s 5"], "edited 0 -> 1"),  # half of a piece
        (["a b c d", "e f g h", "i j k l", "m n o p q r s t"], "split 0 -> 0 1 2 3"),
        (["a b c d", "e f g h", "i j k l", "m n o p", "q r s t"], "split 0 -> 0 1 2 3"),  # of four pieces at most
        (["a b 1 2 3 4 5 6 7", "k l 1 2 3 4 5 6 7", "a b c d e f g h i j", "k l m n o p q r s t"], "split 0 -> 2 3"),
        (
            [f"a b k l {at} {at} {at} {at}" for at in "123456"] + ["a b c d e f g h i j", "k l m n o p q r s t"],
            "split 0 -> 6 7",
        ),
        (["a b c d e f g h", "x y z", "i j k l m n o p q r s t"], "edited 0 -> 2"),  # they don't follow on one another
    ],
)
def test_what_counts_as_a_split_and_a_merger(pieces: list[str], expected: str) -> None:
    kind, _, run = expected.partition(" 0 -> ")
    assert "".join(exactly([WHOLE], pieces)[:1]) == expected
    back = {"split": f"merged {run} -> 0", "edited": f"edited {run} -> 0", "": ""}[kind]
    assert "".join(exactly(pieces, [WHOLE])[:1]) == back


def test_a_gap_ends_what_follows_on_one_another() -> None:
    pieces = ["a b c d e f g", "h i j k l m n", "x y z w x y z", "o p q r s t"]
    assert exactly([WHOLE], pieces)[0] == "split 0 -> 0 1"


def test_of_equals_the_one_of_fewer_sentences_comes_first() -> None:
    whole, part_, most = sketched(20, *range(1, 9)), sketched(9, 8, 100), sketched(16, *range(1, 9))
    assert likeness(whole, most) == likeness(whole, joined([part_, most])) == 0.8
    assert found([whole], [part_, most])[0] == "edited 0 -> 1"
    assert found([part_, most], [whole])[0] == "edited 1 -> 0"


def test_of_equals_the_first_of_the_old_text_comes_first_and_then_of_the_new_one() -> None:
    a, b, c = "a b c d e f", "g h i j k l", "m n o p q r"
    assert exactly([a, b, c], [f"{b} {c}", "x y", f"{a} {b}"]) == ["merged 0 1 -> 2", "edited 2 -> 0"]
    both = [f"{a} {b} k l", f"{a} {b} y z"]
    assert exactly(["y z 1 2 3 4", a, b], [both[0], "0 0 0 0 0", both[1]])[0] == "merged 1 2 -> 0"


def test_each_sentence_is_chosen_once() -> None:
    assert exactly(["a b c d e"] * 2, ["a b c d x"] * 3) == ["edited 0 -> 0", "edited 1 -> 1"]
    assert exactly(["a b c d e"] * 3, ["a b c d x"] * 2) == ["edited 0 -> 0", "edited 1 -> 1"]


KEPT = [sketched(5, 900 + place) for place in range(3)]


@pytest.mark.parametrize(
    ("at", "kept"),
    [(0, ((1, 1), (2, 2))), (1, ((0, 0), (2, 2))), (2, ((0, 0), (1, 1)))],
    ids=["at the beginning", "between", "at the end"],
)
def test_without_words_little_is_enough_between_the_same_two_neighbours(
    at: int, kept: tuple[tuple[int, int], ...]
) -> None:
    one, other = sketched(20, *range(1, 9)), sketched(20, *range(8, 16))
    assert 0.05 < likeness(one, other) < 0.3
    old, new = [*KEPT], [*KEPT]
    old[at], new[at] = one, other
    assert found(old, new, kept) == [f"edited {at} -> {at}"]
    beside = sketched(5, 777)
    shifted = [(a, b + (b > at)) for a, b in kept]
    assert found(old, [*new[: at + 1], beside, *new[at + 1 :]], tuple(shifted)) == []
    assert found(old, [*new[: at + 1], beside, *new[at + 1 :]], tuple(shifted), f"new {at + 1}") == [
        f"edited {at} -> {at}"
    ]
    shifted = [(a + (a > at), b) for a, b in kept]
    assert found([*old[: at + 1], beside, *old[at + 1 :]], new, tuple(shifted)) == []
    assert found([*old[: at + 1], beside, *old[at + 1 :]], new, tuple(shifted), f"old {at + 1}") == [
        f"edited {at} -> {at}"
    ]


def test_each_gap_has_neighbours_of_its_own() -> None:
    old = [sketched(20, *range(at, at + 8)) for at in (1, 31)]
    new = [sketched(20, *range(at + 7, at + 15)) for at in (1, 31)]
    assert found([old[0], KEPT[0], old[1]], [new[0], KEPT[0], new[1]], ((1, 1),)) == ["edited 0 -> 0", "edited 2 -> 2"]


def test_with_words_little_is_not_enough_even_there() -> None:
    kept = [said("k k k k k"), said("l l l l l")]
    one, other = said("a b c d e f"), said("a b u v w x y")
    assert found([kept[0], one, kept[1]], [kept[0], other, kept[1]], ((0, 0), (2, 2))) == []


def test_without_words_a_third_is_enough_elsewhere() -> None:
    one, other = sketched(10, 1, 2, 3, 4), sketched(10, 1, 5, 6, 7, 8)
    assert found([one, KEPT[0]], [KEPT[1], KEPT[2], other]) == []
    assert found([one, KEPT[0]], [KEPT[1], KEPT[2], sketched(10, 1, 2, 5, 6)]) == ["edited 0 -> 2"]


def test_only_those_that_share_most_are_looked_at_and_what_few_share_counts_most() -> None:
    old = "a b c d e f g h i j"
    common = [f"a b c d e {at} {at} {at} {at} {at}" for at in range(13)]
    assert exactly([old], [*common, "x x x x e f g h i j"]) == ["edited 0 -> 13"]
    assert exactly([old], [*common, old.replace("j", "x")]) == ["edited 0 -> 13"]


@pytest.mark.parametrize(("often", "expected"), [(200, ["edited 0 -> 0"]), (201, [])])
def test_what_more_share_than_two_hundred_tells_none_of_them(often: int, expected: list[str]) -> None:
    assert exactly(["a b c d e"], [f"a b c {at} {at}" for at in range(often)]) == expected


def test_how_alike_two_sentences_are() -> None:
    assert likeness(sketched(1, 5), sketched(1, 5)) == 1
    assert likeness(sketched(4, 1, 2), sketched(8, 1, 2)) == 0.5
    assert likeness(said("a b c"), said("c a b x x")) == 0.5
    assert likeness(said("a b"), said("b b")) == 0.5
    assert likeness(said("a b"), Told("1", "", 2, ())) == 0
    assert (part(said("a"), said("b a")), part(said("a b"), said("b c")), part(said(""), said("a"))) == (1, 0.5, 0)


def test_sentences_one_after_another_are_one() -> None:
    one, other = Told("1.1", "x", 2, (3, 5), ("a", "b")), Told("1.2", "y", 1, (4, 5), ("c",))
    assert joined([one, other]) == Told("1.1", "", 3, (3, 4, 5), ("a", "b", "c"))
    assert joined([one, sketched(2, 7)]) == Told("1.1", "", 4, (3, 5, 7))
    assert joined([sketched(2, *range(9, 0, -1)), one]).sketch == tuple(range(1, 9))


def test_what_is_said_very_often_is_paired_in_its_order() -> None:
    def kept(times: int) -> list[tuple[int, int]]:
        return in_order([*"x" * (times - 2), "y", "x", "x"], ["y", "x", "x"])

    assert kept(40) == [(38, 0), (39, 1), (40, 2)]
    assert kept(41) == [(0, 1), (1, 2)]
    assert in_order(["y", *"x" * 41], ["x", "y", *"x" * 41]) == [(1, 0), *((at, at) for at in range(2, 42))]
    assert in_order([*"x" * 41], [*"x" * 41]) == [(at, at) for at in range(41)]


def test_what_has_nothing_in_common_keeps_nothing() -> None:
    assert in_order(["a"], ["b"]) == in_order([], []) == out_of_order(["a"], ["b"], ()) == []
    assert out_of_order([*"aab"], [*"bca"], [(0, 2)]) == [(2, 0)]
