"""Made-up policies, and the same policy written as plain text, as Markdown and as a web page."""

from __future__ import annotations

import html
from typing import NamedTuple

from hypothesis import strategies as st

_WORDS = (
    "we you they our your name street order basket cookie courier shop tea mug visit page email letter keep send "
    "tell ask count read sell share store erase for to with from until never always sometimes only when if before "
    "after partners friends staff vendors law court offer price list copy book record phone number "
)
WORDS = _WORDS.split()


class Section(NamedTuple):
    """A heading, paragraphs of sentences, and a list."""

    heading: str
    paragraphs: tuple[tuple[str, ...], ...]
    items: tuple[str, ...]


def _sentence(words: list[str], accent: str) -> str:
    return f"{words[0].capitalize()} {' '.join(words[1:])}{accent}."


SENTENCES = st.builds(
    _sentence,
    st.lists(st.sampled_from(WORDS), min_size=5, max_size=24),
    st.sampled_from(["", "", " café", " shop’s & co"]),
)
SECTIONS = st.builds(
    Section,
    st.lists(st.sampled_from(WORDS), min_size=2, max_size=5).map(lambda words: " ".join(words).title()),
    st.lists(st.lists(SENTENCES, min_size=1, max_size=4).map(tuple), min_size=1, max_size=3).map(tuple),
    st.lists(SENTENCES, max_size=3).map(tuple),
)
POLICIES = st.lists(SECTIONS, min_size=2, max_size=4)


def wrap(text: str, width: int) -> str:
    """Lines of about that width; a width of 0 leaves one line."""
    lines = [""]
    for word in text.split():
        if width and lines[-1] and len(lines[-1]) + len(word) >= width:
            lines.append("")
        lines[-1] += (" " if lines[-1] else "") + word
    return "\n".join(lines)


def plain(policy: list[Section], width: int) -> str:
    """Without any marks but bullets."""
    told = ["Tea shop privacy policy"]
    for section in policy:
        told.append(section.heading)
        told += [wrap(" ".join(paragraph), width) for paragraph in section.paragraphs]
        if section.items:
            told.append("\n".join("• " + wrap(item, width).replace("\n", "\n  ") for item in section.items))
    return "\n\n".join(told) + "\n"


def markdown(policy: list[Section], width: int) -> str:
    """With hashes, stars and an entity."""
    told = ["# Tea shop privacy policy"]
    for section in policy:
        told.append(f"## {section.heading}")
        for paragraph in section.paragraphs:
            first, *others = paragraph
            said = " ".join([first.replace(" the ", " **the** "), *others]).replace("&", "&amp;")
            told.append(wrap(said, width))
        told += [f"* {item}" for item in section.items]
    return "\n\n".join(told)


def page(policy: list[Section], width: int, closed: bool) -> str:
    """A page as browsers save it, with what isn't its text around."""
    end = "</p>" if closed else ""
    told = []
    for section in policy:
        told.append(f"<h2><a name='x'></a>{html.escape(section.heading)}</h2>")
        for paragraph in section.paragraphs:
            said = html.escape(" ".join(paragraph)).replace("’", "&rsquo;").replace(" we ", " <b>we</b> ", 1)
            told.append(f"<p class=c>{wrap(said, width)}{end}")
        if section.items:
            items = [f"<li>{html.escape(item)}{'</li>' if closed else ''}" for item in section.items]
            told.append("\n".join(["<ul>", *items, "</ul>"]))
    return "\n".join(
        [
            "<!DOCTYPE html>",
            "<html><head><title>Shop</title><style>p {color: red}</style></head><body>",
            "<nav><ul><li>Home<li>Basket</ul></nav>",
            "<h1>Tea shop privacy policy</h1>",
            *told,
            "<script>if (a < b) { document.write('<p>Not this.</p>') }</script>",
            "<div style='display: none'>Nor this.</div></body></html>",
        ]
    )
