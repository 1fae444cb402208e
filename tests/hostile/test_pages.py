"""Pages that the parser of HTML stumbles over: sections of a kind that nobody knows, and what is never closed."""

from __future__ import annotations

import pytest

from flowvow.policy.outline import passages

PAGE = "<!DOCTYPE html><body><p>We keep your name.{}We keep your street.</p>"


@pytest.mark.parametrize("odd", ["<![x]>", "<![1]>", "<![a[b]]>", "<!>", "<?x>", "<!-- a -->", "<!a>", "<![if !IE]>"])
def test_what_is_closed_hides_itself_alone(odd: str) -> None:
    told = [one.text for one in passages(PAGE.format(odd)).values()]
    assert " ".join(told).replace(".We", ". We") == "We keep your name. We keep your street."


@pytest.mark.parametrize("odd", ["<!-- ", "<![", "<![a", "<!-- <p> ", "<![CDATA[ "])
def test_what_is_never_closed_hides_the_rest(odd: str) -> None:
    assert [one.text for one in passages(PAGE.format(odd)).values()] == ["We keep your name."]
