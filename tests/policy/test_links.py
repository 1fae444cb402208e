"""Links to sentences: a plain reading of the text fragment finds that sentence and no other."""

from __future__ import annotations

from pathlib import Path
from urllib.parse import unquote

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from flowvow.policy.fingerprints import words
from flowvow.policy.links import links
from flowvow.policy.outline import passages
from tests.conftest import Compare

from .texts import POLICIES, Section, markdown

URL = "https://shop.example/privacy?x=1"


def directive(text: str, number: str) -> str:
    return links(text, URL)[number].removeprefix(f"{URL}#:~:text=")


def parts(directive: str) -> tuple[str, str, str, str]:
    """Prefix, start, end and suffix, decoded."""
    said = directive.split(",")
    prefix = said.pop(0)[:-1] if said[0].endswith("-") else ""
    suffix = said.pop()[1:] if said[-1].startswith("-") else ""
    start, end = [*said, ""][:2]
    assert len(said) < 3
    return unquote(prefix), unquote(start), unquote(end), unquote(suffix)


def marked(text: str, directive: str) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """What a browser marks, with all that stands before it: the first place where everything fits, word for word."""
    prefix, start, end, suffix = map(words, parts(directive))
    said = words(text)

    def at(place: int, needle: tuple[str, ...]) -> bool:
        return said[place : place + len(needle)] == needle

    for begin in range(len(said)):
        if not at(begin, start) or (prefix and not (begin >= len(prefix) and at(begin - len(prefix), prefix))):
            continue
        stop = begin + len(start)
        if end:
            stop = next(place for place in range(stop, len(said)) if at(place, end)) + len(end)
        if at(stop, suffix):
            return said[:begin], said[begin:stop]
    raise AssertionError(f"{directive} is found nowhere")


@given(POLICIES)
@settings(max_examples=60)
def test_a_link_finds_its_sentence_and_no_other(policy: list[Section]) -> None:
    text = markdown([section._replace(items=(*section.items, "Yes.", "Yes.")) for section in policy], 0)
    plain = text.replace("*", " ").replace("#", " ").replace("&amp;", "&")
    found = links(text, URL)
    places = set()
    for number, url in found.items():
        before, hit = marked(plain, url.removeprefix(f"{URL}#:~:text="))
        assert hit == words(passages(text)[number].text)
        places.add(len(before))
    assert len(places) == len(found)
    said = words(plain)
    for number, passage in passages(text).items():
        told = words(passage.text)
        once = sum(said[at : at + len(told)] == told for at in range(len(said))) == 1
        assert number in found or not once


TEXTS = sorted((Path(__file__).parent / "linked").glob("*.md"))


@pytest.mark.parametrize("file", TEXTS, ids=lambda file: file.stem)
def test_the_link_to_each_sentence(file: Path, same_text: Compare) -> None:
    text = file.read_text(encoding="utf-8")
    found = {number: parts(url.removeprefix(f"{URL}#:~:text=")) for number, url in links(text, URL).items()}
    told = []
    for number in passages(text):
        prefix, start, end, suffix = found.get(number, ("", "none", "", ""))
        told.append(f"{number}: {prefix and f'({prefix}) '}{start}{end and f' ... {end}'}{suffix and f' ({suffix})'}\n")
    same_text(f"{file.stem}.links.txt", "".join(told))


def test_what_means_something_in_a_fragment_is_encoded() -> None:
    text = "We - you & us, all-in-one (100 % café): “yes”, #1 = 2 + 2? And/or no."
    assert directive(text, "0.1") == (
        "We%20%2D%20you%20%26%20us%2C%20all%2Din%2Done%20%28100%20%25%20caf%C3%A9%29%3A%20%E2%80%9Cyes%E2%80%9D%2C"
        "%20%231%20%3D%202%20%2B%202%3F"
    )
    assert directive(text, "0.2") == "And%2For%20no."
    assert parts(directive(text, "0.1"))[1] == "We - you & us, all-in-one (100 % café): “yes”, #1 = 2 + 2?"


def test_marks_of_markdown_are_not_on_the_page() -> None:
    text = "We **never** _sell_ `tea_bags` at 3\\. [our shop](http://a.example) <http://b.example/c>."
    assert parts(directive(text, "0.1"))[1] == "We never sell tea_bags at 3. our shop http://b.example/c."


def test_the_same_words_are_told_apart_by_what_stands_around() -> None:
    text = "## Names\n\nYes. We keep it.\n\n## Streets\n\nWe ask. Yes. Then no."
    found = {number: parts(directive(text, number)) for number in links(text, URL)}
    assert found["1.1"] == ("Names", "Yes.", "", "")
    assert found["2.2"] == ("ask.", "Yes.", "", "")
    assert found["1.2"] == ("", "We keep it.", "", "")


def test_a_suffix_where_what_stands_before_does_not_help() -> None:
    text = "Yes. We keep it.\n\nYes. We sell it."
    assert parts(directive(text, "0.1")) == ("", "Yes.", "", "We keep")


def test_a_long_sentence_is_told_by_its_ends() -> None:
    long = "We keep what you " + "say and " * 60 + "at last forget it all."
    text = f"We keep what we sell. {long} That is all. We forget it all."
    prefix, start, end, suffix = parts(directive(text, "0.2"))
    assert (prefix, start, end, suffix) == ("", "We keep what you", "last forget it all.", "")
    _, hit = marked(text, directive(text, "0.2"))
    assert hit == words(long)


@pytest.mark.parametrize(
    ("url", "found"),
    [
        ("http://a.example/", "http://a.example/#:~:text=We%20ship."),
        ("http://a.example/#privacy", "http://a.example/#privacy:~:text=We%20ship."),
        ("http://a.example/#:~:text=old", "http://a.example/#:~:text=We%20ship."),
    ],
)
def test_addresses_with_fragments_of_their_own(url: str, found: str) -> None:
    assert links("We ship.", url) == {"0.1": found}


@given(st.text(max_size=120))
def test_any_text_has_links(text: str) -> None:
    for url in links(text, "http://a.example/").values():
        assert url.isascii()
