"""Expressions over conditions, in words, and the names in them."""

from __future__ import annotations

import pytest

from flowvow.model.conditions import ALWAYS, NEVER, All, Expression, Named, Not, Some, names_in

A, B, C = Named("a"), Named("b"), Named("c")


@pytest.mark.parametrize(
    ("expression", "told", "names"),
    [
        (A, "a", "a"),
        (Not(A), "not a", "a"),
        (Not(Not(A)), "not not a", "a"),
        (Not(All((A, B))), "not (a and b)", "ab"),
        (Not(Some((A, Not(B)))), "not (a or not b)", "ab"),
        (All((A, Some((B, C)), Not(A))), "a and (b or c) and not a", "abca"),
        (Some((All((A, B)), C, Not(All((B, A))))), "(a and b) or c or not (b and a)", "abcba"),
        (ALWAYS, "always", ""),
        (NEVER, "never", ""),
        (
            All(
                (Some(), Not(All())),
            ),
            "(never) and not (always)",
            "",
        ),
    ],
)
def test_expressions_in_words(expression: Expression, told: str, names: str) -> None:
    assert (str(expression), [*names_in(expression)]) == (told, [*names])
