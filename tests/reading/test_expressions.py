"""Guards and durations: what is written is what is meant."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from flowvow.model.conditions import ALWAYS, All, Expression, Named, Not, Some
from flowvow.model.times import UNITS, Duration, Length
from flowvow.reading.durations import Unclear, duration
from flowvow.reading.expressions import Garbled, expression

A, B, C = Named("a"), Named("b"), Named("c")


@pytest.mark.parametrize(
    ("text", "meant"),
    [
        ("a", A),
        ("always", ALWAYS),
        ("not a", Not(A)),
        ("not not a", Not(Not(A))),
        ("a and b and c", All((A, B, C))),
        ("a or b and c", Some((A, All((B, C))))),
        ("(a or b) and c", All((Some((A, B)), C))),
        ("not a and b", All((Not(A), B))),
        ("not (a and b)", Not(All((A, B)))),
        ("(((a)))", A),
        ("  a   or\n b", Some((A, B))),
        ("android or nothing", Some((Named("android"), Named("nothing")))),
    ],
)
def test_not_binds_most_and_or_least(text: str, meant: Expression) -> None:
    assert expression(text)[0] == meant


def test_names_are_found_where_they_stand() -> None:
    text = "not a and (long-name or a)"
    assert [text[begin:end] for begin, end in expression(text)[1]] == ["a", "long-name", "a"]


@pytest.mark.parametrize(
    "text", ["", "and", "a and", "a b", "(a", "a)", "()", "always or a", "a & b", "not", "a, b", "(" * 99]
)
def test_what_is_garbled_is_told(text: str) -> None:
    with pytest.raises(Garbled) as told:
        expression(text)
    assert told.value.message
    assert told.value.remedy
    assert 0 <= told.value.token.begin < told.value.token.end


def several(inner: st.SearchStrategy[Expression]) -> st.SearchStrategy[Expression]:
    """Joined expressions, flat as they are when read."""
    parts = st.lists(inner, min_size=2, max_size=3)
    joined = parts.map(lambda some: All(tuple(p for p in some if not isinstance(p, All))))
    either = parts.map(lambda some: Some(tuple(p for p in some if not isinstance(p, Some))))
    return inner.map(Not) | (joined | either).filter(lambda one: len(one.parts) > 1)


@given(st.recursive(st.sampled_from([A, B, C]), several, max_leaves=12))
def test_what_is_printed_is_read_back(meant: Expression) -> None:
    assert expression(str(meant))[0] == meant


@pytest.mark.parametrize("unit", UNITS)
@pytest.mark.parametrize("count", [0, 1, 2, 999_999])
def test_counts_are_read_back(unit: str, count: int) -> None:
    meant = Duration(Length.COUNT, count, unit)
    assert duration(str(meant)) == duration(f"{count} {unit}") == meant


@pytest.mark.parametrize(
    ("text", "meant"),
    [
        ("session", Duration(Length.SESSION)),
        ("forever", Duration(Length.FOREVER)),
        ("none", Duration(Length.NONE)),
        ("until settled", Duration(Length.UNTIL, name="settled")),
    ],
)
def test_other_lengths(text: str, meant: Duration) -> None:
    assert duration(text) == meant
    assert str(meant) == text


@pytest.mark.parametrize(
    "text", ["", "7", "days", "-1 days", "1.5 years", "7 Years", "1e3 days", "٣ days", "until", "until a b"]
)
def test_other_texts_are_no_durations(text: str) -> None:
    with pytest.raises(Unclear):
        duration(text)
