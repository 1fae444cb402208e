"""Problems as people read them."""

from __future__ import annotations

import pickle

import pytest

from flowvow.text.problem import MOST_PROBLEMS, Gathering, Problem, Problems
from flowvow.text.show import show, show_all
from flowvow.text.source import Source
from flowvow.text.span import Span


def test_the_line_and_a_mark_stand_below() -> None:
    source = Source("a.yaml", "first\n\tsecond: 漢字 here\n")
    problem = Problem(Span("a.yaml", 2, 13, 2, 17), "this is wrong", "mend it")
    assert show(problem, source) == (
        "a.yaml:2:13: this is wrong\n     second: 漢字 here\n                  ^^^^\n  help: mend it"
    )


def test_a_long_line_is_cut_around_the_spot() -> None:
    source = Source("a.yaml", "x" * 300 + "HERE" + "y" * 300)
    text = show(Problem(Span("a.yaml", 1, 301, 1, 305), "wrong"), source)
    first, line, mark = text.split("\n")
    assert first == "a.yaml:1:301: wrong"
    assert len(line) <= 4 + 112
    assert line[mark.index("^") : mark.rindex("^") + 1] == "HERE"


def test_a_problem_over_several_lines_is_marked_to_the_end_of_the_first() -> None:
    source = Source("a.yaml", "ab: [c,\n d]\n")
    assert show(Problem(Span("a.yaml", 1, 5, 2, 4), "wrong"), source).split("\n")[2] == "        ^^^"


def test_nothing_that_a_terminal_obeys_comes_through() -> None:
    source = Source("a\x1b[2J.yaml", "\x1b[31mred\x07\u202e")
    text = show(Problem(Span("a\x1b[2J.yaml", 1, 1), "bad \x1b]0;title\x07", "\x9b1m"), source)
    assert text.replace("\n", "").isprintable()
    assert "\\x1b[31mred\\x07\\u202e" in text


def test_a_place_outside_of_the_file_is_no_trouble() -> None:
    source = Source("a.yaml", "one\n")
    for span in (Span("a.yaml", 9, 9), Span("a.yaml", 1, 99)):
        assert show(Problem(span, "wrong"), source).startswith(f"{span}: wrong")
    assert show(Problem(Span("a.yaml", 0, 0), "wrong"), source) == "a.yaml: wrong"
    assert show(Problem(Span("", 0, 0), "wrong"), None) == "wrong"


def test_problems_are_sorted_and_told_once() -> None:
    gathering = Gathering()
    for line in (2, 1, 2):
        gathering.add(Span("a.yaml", line, 1), "wrong")
    with pytest.raises(Problems) as told:
        gathering.tell()
    assert [problem.span.line for problem in told.value.problems] == [1, 2]
    assert show_all(told.value) == "a.yaml:1:1: wrong\na.yaml:2:1: wrong"
    assert pickle.loads(pickle.dumps(told.value)).problems == told.value.problems


def test_the_list_of_problems_is_bounded() -> None:
    gathering = Gathering()
    for line in range(3 * MOST_PROBLEMS):
        gathering.add(Span("a.yaml", line, 1), "wrong")
    assert gathering.no_room()
    assert len(list(gathering)) == MOST_PROBLEMS + 1
    assert "more" in list(gathering)[-1].message
