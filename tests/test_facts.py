"""Every fact that can be missing, in the words in which it is said and asked for, whole."""

from __future__ import annotations

from flowvow.model.facts import in_words, supply

from .conftest import Compare

NEEDS = [
    "for of flow bill", "to of flow bill", "via of flow bill", "after of flow bill", "kept of flow bill",
    "kept of flow bill in comparable terms", "within of flow erase in comparable terms", "ahead of flow tell",
    "form of street", "asked of choice news", "default of choice news", "budget", "form", "weather of leafham",
]  # fmt: skip


def test_each_fact_in_words(same_text: Compare) -> None:
    same_text("facts.txt", "".join(f"{need}\n  {in_words([need])}\n  {supply([need])}\n" for need in NEEDS))


def test_several_facts_and_none() -> None:
    assert in_words(NEEDS[:2]) == "what bill is for and to which of its kind bill goes"
    assert supply(NEEDS[:2]) == "say with `for` what bill is for; name the recipient of bill"
    assert (in_words([]), supply([])) == ("a fact", "supply the fact")
