"""Did you mean: near names are found, far ones aren't, and hostile lists cost little."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from flowvow.text.nearest import did_you_mean, nearest


@pytest.mark.parametrize(
    ("word", "found"),
    [
        ("emial", "email"),
        ("Email", "email"),
        ("card_number", "card-number"),
        ("tsl", "tls"),
        ("customer", ""),
        ("x", ""),
        ("", ""),
        ("e" * 200, ""),
    ],
)
def test_the_nearest_name(word: str, found: str) -> None:
    assert nearest(word, ["email", "card-number", "tls", "web-server"]) == found


def test_the_order_of_the_names_does_not_matter() -> None:
    assert nearest("bat", ["cat", "bar"]) == nearest("bat", ["bar", "cat"]) == "bar"


def test_it_is_asked_as_a_question() -> None:
    assert did_you_mean("emial", ["email"]) == "did you mean 'email'?"
    assert did_you_mean("emial", []) == ""


def test_a_long_list_of_near_names_costs_little() -> None:
    looked_at = []

    def names() -> Iterator[str]:
        for number in range(100_000):
            looked_at.append(number)
            yield f"some-rather-long-name-{number}"

    assert nearest("some-rather-long-nmae-7", names()) == "some-rather-long-name-7"
    assert len(looked_at) < 1000
