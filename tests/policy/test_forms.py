"""One text in several forms: plain, Markdown, a web page; and what of a page is its text."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from flowvow.policy.outline import cut, passages
from flowvow.policy.page import is_page, read_page
from flowvow.policy.remarks import remarks
from tests.growth import at_most

from .texts import POLICIES, Section, markdown, page, plain


def prints(text: str) -> list[tuple[str, str]]:
    return [(sentence.number, sentence.fingerprint) for sentence in cut(text).sentences]


def said(text: str) -> list[str]:
    return [passage.text for passage in passages(text).values()]


@settings(max_examples=40)
@given(POLICIES, st.sampled_from([0, 40, 72]), st.booleans())
def test_the_form_of_a_text_changes_no_fingerprint_and_no_number(
    policy: list[Section], width: int, closed: bool
) -> None:
    expected = prints(markdown(policy, 0))
    assert len(expected) >= len(policy)
    assert prints(markdown(policy, width)) == expected
    assert prints(page(policy, width, closed)) == expected
    assert [one for _, one in prints(plain(policy, width))] == [one for _, one in expected]
    assert prints(plain(policy, width).replace("\n", "\r\n")) == prints(plain(policy, width).rstrip())


PAGE = """<!DOCTYPE html>
<html><head><meta charset="utf-8"><title>Tea</title><style>p {}</style></head>
<body><nav><ul><li>Home<li>Basket</ul></nav>
<main><h1>Shop privacy policy</h1>
<p>We sell tea. We <b>respect</b>
you and
your&nbsp;friends. We ship it.
<h2>What we keep</h2>
<p>We keep your name.<br>We keep these too:
<ul><li>your street<li><p>your phone&shy;book</p><p>and more</p></ul>
<table><caption>Cookies</caption><tr><th>Name<th>Why<tr><td>basket<td>To remember. Always.</table>
<p><strong>Whom we tell</strong></p>
<p>The shop&rsquo;s courier &amp; us.
<p>Tea Shop<br>High Street<br>Leafham
<div hidden>Nobody sees <div>any of</div> this</div>
<script>var x = "<p>nor this";</script>
<pre>kept
as it
is</pre>
<p>Last updated: May 2020
</main><footer>Copyright Tea Shop</footer></html>
"""


def test_a_page_is_cut_as_its_reader_sees_it() -> None:
    assert {number: passage.text for number, passage in passages(PAGE).items()} == {
        "0.1": "We sell tea.",
        "0.2": "We respect you and your friends.",
        "0.3": "We ship it.",
        "1.1": "We keep your name.",
        "1.2": "We keep these too:",
        "1.3": "your street",
        "1.4": "your phonebook",
        "1.5": "and more",
        "1.6": "Cookies",
        "1.7": "Name",
        "1.8": "Why",
        "1.9": "basket",
        "1.10": "To remember.",
        "1.11": "Always.",
        "1.1.1": "The shop’s courier & us.",
        "1.1.2": "Tea Shop",
        "1.1.3": "High Street",
        "1.1.4": "Leafham",
        "1.1.5": "kept as it is",
    }
    outline = cut(PAGE)
    assert outline.title == "Shop privacy policy"
    assert [section.heading for section in outline.sections] == ["", "What we keep", "Whom we tell"]
    assert len(outline.banners) == 1


def test_a_sentence_of_a_page_knows_its_line_in_the_source() -> None:
    found = {number: passage.line for number, passage in passages(PAGE).items()}
    assert [found[number] for number in ("0.1", "0.2", "0.3", "1.1", "1.3", "1.1.2")] == [5, 5, 7, 9, 10, 14]


def test_what_is_left_out_of_a_page_is_told() -> None:
    assert [(remark.line, remark.message) for remark in remarks(PAGE)] == [
        (3, "left out <nav>, 2 words"),
        (15, "left out a hidden <div>, 5 words"),
        (21, "left out <footer>, 3 words"),
    ]


@pytest.mark.parametrize(
    ("source", "expected"),
    [
        ("<p>One.<p>Two.", ["One.", "Two."]),
        ("<div>One.<div>Two.</div>Three.</div>", ["One.", "Two.", "Three."]),
        ("<p>One.</p></p></div>Two.", ["One.", "Two."]),
        ("<p>un<b>believ</b>able is<i> one</i> word.</p>", ["unbelievable is one word."]),
        ("<p>A&nbsp;b &lt;c&gt; &#8220;d&#x201d; &eacute;.</p>", ["A b <c> “d” é."]),
        ("<p>One.<br><br>two more</p>", ["One.", "two more"]),
        ("<ol><li>one<ol><li>inner</ol><li>two</ol>", ["one", "inner", "two"]),
        ("<dl><dt>Term<dd>Its sense.<dt>Other<dd>Sense.</dl>", ["Term", "Its sense.", "Other", "Sense."]),
        ("<table><tr><td>a<table><tr><td>b</table><td>c</table>", ["a", "b", "c"]),
        ("<p>Open <span>for ever", ["Open for ever"]),
        ("<p>One <!-- not this --> line.</p>", ["One line."]),
        ("<p>We ask.</p><form><p>Say so.</p><button>Send</button></form>", ["We ask.", "Say so."]),
        ("<p>Shown.</p><p style='visibility:hidden'>Not.</p><p aria-hidden=true>Too.</p>", ["Shown.", "Too."]),
        ("<header><p>The old site.</p></header><p>Text.</p>", ["The old site.", "Text."]),
        ("<header><a>Shop</a> <a>Help</a><h1>Terms</h1><p>In short.</p></header>Text.", ["In short.", "Text."]),
        ("<header><ul><li>Shop</ul><nav>Help</nav></header><p>Text.</p>", ["Text."]),
        ("<article><header>its own words</header><p>Text.</p></article>", ["its own words", "Text."]),
        ("<article><p>Text.</p><footer>Its footer counts.</footer></article>", ["Text.", "Its footer counts."]),
        ("<div role=main><p>Text.</p></div><p>Beside it.</p>", ["Text."]),
        ("<noscript>Turn it on.</noscript><p>Text.</p>", ["Text."]),
        ("<main><p>Text.</p><footer>Its footer counts.</footer></main>", ["Text.", "Its footer counts."]),
        ("<html We sell tea.", ["<html We sell tea."]),
        ("<li>One.<li>Two.", ["One.", "Two."]),
        ("One\n\ntwo.", ["One two."]),
        ("<dl><dt><p><b>Term</b></p><dd><div><b>Sense</b></div></dl>", ["Term", "Sense"]),
        ("<p role=main>One.<p>Two.", ["One."]),
        ("<header>Tea</header><header>Stay! Is it? <p>So it is!</header>", ["So it is!"]),
        ("<main>One.</main><main>Two.</main><p>Three.</p>", ["One.", "Two.", "Three."]),
        ("<main> </main><p>Text.</p>", ["Text."]),
        ("", []),
    ],
)
def test_pieces_of_pages(source: str, expected: list[str]) -> None:
    assert said(f"<!doctype html>{source}") == expected


def test_what_is_opened_deeper_than_browsers_nest_is_not_nested() -> None:
    def told(depth: int) -> tuple[str, list[str]]:
        text = f"<!doctype html>{'<div>' * depth}<h2 hidden>Deep down.</h2><p hidden>Here.</p>"
        return cut(text).sections[-1].heading, said(text)

    assert (told(511), told(512)) == (("", []), ("Deep down.", ["Here."]))


BESIDE = """<!doctype html>
<p>Above
 it.<br>Twice.</p><nav>Home <script>not(this)</script>
 Tea</nav>
<div>

Below</div><aside> </aside><main>We sell tea.</main>"""


def test_parts_that_are_left_out_are_told_with_their_words_in_their_order() -> None:
    assert [(part.line, part.what, part.text.split("\n")) for part in read_page(BESIDE).left_out] == [
        (2, "what stands outside of <main>", ["Above it. Twice."]),
        (3, "<nav>", ["Home  ", " Tea"]),
        (7, "what stands outside of <main>", ["Below"]),
    ]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("<html>", True),
        ("<!-- saved\nfrom the web -->\n<!doctype html>", True),
        ("\n<!-- saved from url=(0014)about:internet -->\n<!DOCTYPE HTML PUBLIC>", True),
        ("<?xml version='1.0'?><html xmlns=''>", True),
        ("<div><p>A part of a page.</p></div>\n", True),
        ("<p align=center>A page?</p>\n\n# No, Markdown\n\nText.", False),
        ("We write <b>bold</b> here.", False),
        ("<http://shop.example/> is our address.", False),
    ],
)
def test_a_page_is_told_by_its_beginning(text: str, expected: bool) -> None:
    assert is_page(text) is expected


TAGS = [f"<{end}{tag}>" for tag in ("p", "li", "ul", "td", "table", "h2", "b", "nav", "main") for end in ("", "/")]
TAGS += ["<br>", "<", "&", "a", "b.", "<!--", "-->", "<script>"]


@settings(max_examples=40)
@given(st.lists(st.sampled_from(TAGS)))
def test_any_page_can_be_read(parts: list[str]) -> None:
    text = "<html>" + " ".join(parts)
    cut(text)
    remarks(text)
    read_page(text)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Tea | Why\n--- | ---\nbasket | To ship. Soon.\n", ["Tea", "Why", "basket", "To ship.", "Soon."]),
        ("| Tea |\n|:-:|\n| green \\| black |", ["Tea", "green \\| black"]),
        (
            'We keep [your name][1] and [street].\n\n[1]: http://shop.example "Names"\n',
            ["We keep your name and [street]."],
        ),
        ("We keep<br>your name&nbsp;&amp; street.<!-- not\n\nthis -->\n", ["We keep your name & street."]),
        (
            "<!-- Not this. -->One --><!-- Nor this. --> and<!----> two<!-- nor --> that.",
            ["One --> and two that."],
        ),
        ("One two\n| --- |", ["One two | --- |"]),
        ("One | two", ["One | two"]),
        (
            "<a name='x'></a>We <em>do</em> keep <http://a.example/b> it if 1 < 2.",
            ["We do keep <http://a.example/b> it if 1 < 2."],
        ),
    ],
)
def test_what_markdown_writes_besides_the_words(text: str, expected: list[str]) -> None:
    assert said(text) == expected


def test_markdown_that_is_left_out_moves_no_line() -> None:
    text = 'See [a](http://a.example\n"T").\n\n<!-- one\ntwo -->\n\n[1 2]: http://b.example\n\n[Here\n][1 2] it is.\n'
    text += "So [is it][1\n2] here. And <a\nhref='b'>now</a>. Yes.\n"
    assert [passage.line for passage in passages(text).values()] == [1, 9, 11, 12, 13]


HEADED = "Tea shop privacy policy{0}Last updated: 3 March 2025\n\n{1}What we keep\n\nWe keep your name.\n"


def test_a_date_right_under_the_title_is_a_banner_in_every_form() -> None:
    page = (
        "<!doctype html><header><a>Home</a> <a>Tea</a></header><h1>Tea shop privacy policy</h1>"
        "<p><em>Last updated: 3 March 2025</em></p><h2>What we keep</h2><p>We keep your name.</p>"
    )
    texts = (HEADED.format("\n", ""), HEADED.format("\n\n", ""), f"# {HEADED.format(chr(10), '## ')}", page)
    found = [cut(text) for text in texts]
    assert [outline.title for outline in found] == ["Tea shop privacy policy"] * 4
    assert [[one.number for one in outline.sentences] for outline in found] == [["1.1"]] * 4
    assert len({outline.banners for outline in found}) == 1


def test_words_of_a_page_header_are_told_where_they_are_left_out() -> None:
    page = "<!doctype html>\n<header>\n<ul><li>Home</li><li>Tea</li></ul></header><p>We keep your name.</p>"
    (remark,) = remarks(page)
    assert (remark.line, remark.message) == (2, "left out what is no heading and no sentence in <header>, 2 words")


@pytest.mark.parametrize(
    ("before", "text"),
    [("", "We keep your name and your street. "), ("<!doctype html><p>", "We keep your name.\n")],
)
def test_a_paragraph_without_end_is_cut_in_time_that_grows_with_it(before: str, text: str) -> None:
    def cut_all(times: int) -> None:
        assert len(passages(before + text * times)) == times

    assert at_most(12, lambda: cut_all(64_000), lambda: cut_all(8_000))
