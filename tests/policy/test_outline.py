"""The outline: how a text is cut and numbered, and what is left of it."""

import re
from itertools import chain

import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st

from flowvow.policy.block import Kind
from flowvow.policy.blocks import blocks
from flowvow.policy.fingerprints import fingerprint, sketch, words
from flowvow.policy.outline import cut, passages, verify, write
from flowvow.policy.sentences import sentences
from tests.conftest import Compare

SHOP = """> *Kept from shop.example as it stood in 2020.*

# Shop privacy policy

We sell tea. We respect you.

## What we keep

We keep your name. We keep these too:

- your street
- your phone number

### Cookies

One cookie remembers the basket.

## Whom we tell

The courier learns your street.

Last updated: May 2020"""


def numbered(text: str) -> dict[str, str]:
    return {number: passage.text for number, passage in passages(text).items()}


def test_sections_and_sentences_are_numbered_as_they_stand() -> None:
    assert numbered(SHOP) == {
        "0.1": "We sell tea.",
        "0.2": "We respect you.",
        "1.1": "We keep your name.",
        "1.2": "We keep these too:",
        "1.3": "your street",
        "1.4": "your phone number",
        "1.1.1": "One cookie remembers the basket.",
        "2.1": "The courier learns your street.",
    }


def test_title_headings_and_banners_are_listed_but_not_counted() -> None:
    outline = cut(SHOP)
    assert outline.title == "Shop privacy policy"
    assert [section.heading for section in outline.sections] == ["", "What we keep", "Cookies", "Whom we tell"]
    assert [section.level for section in outline.sections] == [0, 1, 2, 1]
    assert [banner.length for banner in outline.banners] == [9, 4]


def test_only_what_is_quoted_whole_is_the_note_of_an_archive() -> None:
    assert [len(cut(f"{note}\n\nWe sell.").banners) for note in ("> *Kept\n> here*", "> *Kept\nhere*")] == [1, 0]


def test_sentence_knows_its_line() -> None:
    found = passages("We sell tea\nto you. We sell\nmugs.\n\n* one\n* two\n")
    assert {number: passage.line for number, passage in found.items()} == {"0.1": 1, "0.2": 2, "0.3": 5, "0.4": 6}


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (r"## 3\. Use" + "\n\nA b.\n\n" + r"## 7\. Share" + "\n\nC d.", ["0", "3", "7"]),
        ("## 1. Use\n\n## 1. Share\n\nA b.", ["0", "1", "2"]),
        ("## Before\n\n## 1. Use\n\n## 2. Share", ["0", "3", "1", "2"]),
        ("## 5. Use\n\n### 5.2 Cookies\n\n### 3) Pixels\n\n### Tags", ["0", "5", "5.2", "5.3", "5.4"]),
        ("**5. Use**\n\nA b.\n\n**5.2 Cookies**\n\nC d.", ["0", "5", "5.2"]),
        ("# Use\n\n# Share\n\n### Deep\n\n## Less deep", ["0", "1", "2", "2.1", "2.2"]),
        ("Use\n===\n\nA b.\n\nShare\n=====\n\nDeep\n----\n\nC d.", ["0", "1", "2", "2.1"]),
        ("## 5. Use\n\n### 6.1 Cookies\n\n### 3) Pixels", ["0", "5", "5.1", "5.3"]),
        ("## 1.1 Use\n\n### Tags\n\n## 1. Share\n\n### 1.1.1 Pixels", ["0", "1.1", "1.1.1", "1", "1.2"]),
        ("## 3. Use\n\n## Tags\n\n## Pixels\n\n## More", ["0", "3", "2", "4", "5"]),
        ("## 0. Start\n\nA b.", ["0", "1"]),
        ("", ["0"]),
    ],
)
def test_printed_number_wins_if_unique(text: str, expected: list[str]) -> None:
    assert [section.number for section in cut(text).sections] == expected


def test_text_without_marks_has_its_short_lines_as_headings() -> None:
    text = """Tea shop privacy statement

Effective date: 4 March 2021

We sell tea.

What We Keep

What it is: your name. It stays here.

We also keep:

Tea orders

Mug orders

Nothing else.

Reaching Us

Write to us.

Tea Shop
1 High Street
Leafham

Changes

- We tell you first

They follow."""
    assert numbered(text) == {
        "0.1": "We sell tea.",
        "1.1": "What it is: your name.",
        "1.2": "It stays here.",
        "1.3": "We also keep:",
        "1.4": "Tea orders",
        "1.5": "Mug orders",
        "1.6": "Nothing else.",
        "2.1": "Write to us.",
        "2.2": "Tea Shop",
        "2.3": "1 High Street",
        "2.4": "Leafham",
        "3.1": "We tell you first",
        "3.2": "They follow.",
    }


@pytest.mark.parametrize(
    ("text", "title", "headings"),
    [
        ("**Shop Privacy Policy**\n\n**What We Keep**\n\nNames.", "Shop Privacy Policy", ["What We Keep"]),
        ("# Shop Policy\n\nWhat We Keep\n\nWe keep it.", "Shop Policy", ["What We Keep"]),
        ("# 1. Shop Policy\n\nWe keep it.", "", ["Shop Policy"]),
        ("## First\n\n# Second\n\nWe keep it.", "", ["First", "Second"]),
        ("We say.\n\n**Our Policy**\n\nIt is short.\n\nBare Line\n\nIt goes on.", "", ["Our Policy"]),
        ("We keep it.\n\nLeft Alone\n\nThe End", "", []),
        ("Keeping\n\nWe keep it.\n\nReaching Us\n\nUpdated: 2020", "", ["Keeping"]),
        ("Tea Shop\n\nWe keep it.\n\nWe keep these:", "", ["Tea Shop"]),
        ("We keep:\n\nRed Tea\n\nIt is red.", "", []),
        ("Xavier Keeps X\n\nIt is so.", "", ["Xavier Keeps X"]),
        ("7.1 –\n\nIt is so.", "", []),
        ("We sell.\n\nTea Shop\nVersion: 3\nIt is so:", "", []),
        ("We sell.\n\nThe Version\nIt is so:", "", ["The Version"]),
        ("We sell.\n\nTold Here\nIt Ends (so.)", "", []),
        ("We sell.\n\nTold Here\nIt is so as all of us say to you: X", "", []),
        ("Tea Shop\nHigh Street\n\nWe sell.", "", []),
        ("We sell.\n\nWhat We Keep\n- your name.", "", []),
        ("We sell.\n\n3. Third Thing\n\n- it is one.\n\nAnd more.", "", ["Third Thing"]),
        ("## X marks X\n\n## Mark X ##\n\n**X and X**\n\n## …\n\nYes.", "", ["X marks X", "Mark X", "X and X"]),
        ("We keep\n**it.**\n\nIt is.\n**Bold**\n\nIt is\n**Bold**", "", ["Bold"]),
        ("a | b\n---\n\nc", "", ["a | b"]),
        ("- item\n---\n\nc", "", []),
    ],
)
def test_which_lines_are_the_title_and_headings(text: str, title: str, headings: list[str]) -> None:
    outline = cut(text)
    assert (outline.title, [section.heading for section in outline.sections[1:]]) == (title, headings)


def test_numbered_lines_without_marks_are_headings_unless_they_are_a_list() -> None:
    text = (
        "1. What We Keep\n\nYour name.\n\n"
        "2. Whom We Tell\n\nThe courier, in this order:\n\n1. Name\n\n2. Street\n\nNo more."
    )
    assert numbered(text) == {
        "1.1": "Your name.",
        "2.1": "The courier, in this order:",
        "2.2": "Name",
        "2.3": "Street",
        "2.4": "No more.",
    }


def test_one_paragraph_a_line_without_blank_lines() -> None:
    long = "We keep the list of your orders so that we can send them again " + "and again " * 12 + "if they get lost."
    text = f"What We Keep\n{long}\nWhom We Tell\nNobody. Ever.\nTea Shop\nHigh Street"
    assert numbered(text) == {"1.1": long, "2.1": "Nobody.", "2.2": "Ever.", "2.3": "Tea Shop", "2.4": "High Street"}


@pytest.mark.parametrize(
    "sentence",
    [
        "We follow the U.S. Department of Tea and its rules.",
        "Tea, Inc. Privacy Office answers you.",
        "Dr. Leaf and Mr. Cup read it, e.g. Tuesdays.",
        "Write to Tea, Attn: Leaf, or to attn. Leaf.",
        "Visit <http://shop.example/a.B?c=1.2> or Shop.example for it.",
        "Version 6.0 or later is needed, cf. Article 4.",
        "We may tell if needed to: (a) keep the law; (b) help you (e.g. A lost parcel); or (c) help others.",
        "We keep it (as said above. Twice.) and no longer.",
        "You may say “stop.” and we stop.",
        'See [our list](https://shop.example/x.y "A. B") for more.',
        "Yahoo! Tea shows our prices... and yours.",
    ],
)
def test_sentence_is_not_cut_inside(sentence: str) -> None:
    assert len(numbered(f"We do. {sentence} They do.")) == 3
    assert len(numbered(sentence)) == 1


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("We call it the “Service.” Tea is in it.", 2),
        ("(We keep it. We like it.) We do.", 3),
        ("We sell tea, mugs, etc. We ship.", 2),
        ("We left the U.S. We sell elsewhere.", 2),
        ("This is Tea, Inc. We sell.", 2),
        ("Really? Yes! **We do.** They do.", 4),
        ("Mail us at a@shop.example. iTea reads it.", 2),
        ("1. We ship. 2. We bill.", 2),
        ("No. 5 is out. Is it? No. We have it.", 4),
        ("See here (1). (2). [3]. 4. So it is.", 4),
        ("We left Xco. Green is it.", 2),
        (f"We keep {'tea and ' * 30}all of Tea Inc. We sell.", 2),
    ],
)
def test_sentence_ends(text: str, expected: int) -> None:
    assert len(numbered(text)) == expected


def test_decoding_line_ends_and_spaces_do_not_change_a_print() -> None:
    plain = "# Tea\n\nThe shop’s tea – “green” – is yours.\n\n## Café\n\nWe don't sell it.\n"
    wrong = plain.encode().decode("cp1252", "replace").replace("\ufffd", "\x9d")
    twice = wrong.encode().decode("latin-1")
    for other in (
        wrong,
        twice,
        plain.replace("\n", "\r\n"),
        plain.replace(" ", "\u00a0"),
        plain.rstrip(),
        "\ufeff" + plain,
    ):
        assert verify(cut(plain), other) == []
    assert words("The shopâ€™s café") == ("the", "shop's", "café")
    assert words("Ã¢â‚¬Å“Tea") == ("tea",)


def test_edit_leaves_other_sentences_alone() -> None:
    before = cut(SHOP)
    edited = SHOP.replace("One cookie remembers", "One cookie never forgets")
    assert verify(before, edited) == ["1.1.1"]
    assert verify(before, SHOP.replace("We sell tea. ", "")) == ["0.1", "0.2"]
    assert verify(before, SHOP.replace("your street.", "your street. It forgets it.")) == ["2.2"]
    assert verify(before, SHOP.replace("We sell tea.", "**We** sell\ntea.")) == []


def test_sketch_tells_an_edit_from_a_removal() -> None:
    told = set(sketch("we keep the names of all our tea drinkers in one book"))
    edited = set(sketch("we keep the names of all our tea drinkers in one large book"))
    other = set(sketch("cookies are set when you open the shop for the first time"))
    assert len(told) == 8
    assert len(told & edited) >= 4
    assert not told & other
    assert len(sketch("tea")) == 1


def test_fingerprints_do_not_change_between_releases() -> None:
    assert fingerprint("We sell tea.") == fingerprint("we SELL tea") == "659eb7be9a11fe24"
    assert [f"{value:08x}" for value in sketch("We sell tea today")] == ["2c36764d", "fa551c40"]


def test_written_outline_is_plain_yaml_without_the_words() -> None:
    outline = cut(SHOP.replace("What we keep", 'What "we": keep'))
    written = write(outline, "Shop: 2020")
    told = yaml.safe_load(written)
    assert list(told) == ["flowvow", "outline", "title", "banners", "sections"]
    assert told["outline"] == "Shop: 2020"
    assert [section["heading"] for section in told["sections"]][1] == 'What "we": keep'
    said = [sentence for section in told["sections"] for sentence in section["sentences"]]
    assert [sentence["n"] for sentence in said] == [sentence.number for sentence in outline.sentences]
    assert [sentence["print"] for sentence in said] == [sentence.fingerprint for sentence in outline.sentences]
    assert not re.search(r"tea|street|basket|courier", written)
    assert write(cut(""), "Nothing").endswith("sentences: []\n")


def test_a_written_outline_is_as_it_was(same_text: Compare) -> None:
    text = SHOP.replace("# Shop", "# Café\u0001\u0002shop", 1).replace("### Cookies", "### A \ud800 lost character")
    same_text("shop.outline.yaml", write(cut(text), "Shop:\u200b\ttea"))


def test_long_heading_is_shortened() -> None:
    heading = "We never tell anybody anything about the tea that you drink"
    assert cut(f"## {heading}\n\nYes.").sections[1].heading == "We never tell anybody anything about …"


TEXTS = st.lists(
    st.one_of(
        st.sampled_from(
            ["\n", "\n\n", "## ", "# ", "> ", "- ", "**Tea**", "---", "===", "*", '"', "(", ")", ". ", ": "]
        ),
        st.sampled_from(
            ["Tea", "we", "sell", "U.S.", "etc.", "Last updated: 2020", "Applies to:", "’s", "â€™", "\u00a0"]
        ),
        st.text("abcABCé. !?()\n", max_size=12),
    ),
    max_size=30,
).map(" ".join)


@given(TEXTS)
def test_every_word_is_in_exactly_one_sentence_heading_or_banner(text: str) -> None:
    text = re.sub(r"\b\w{1,5}[.)]", "w.", text).replace("w.", "ww, ")
    found = blocks(text)
    assert tuple(chain.from_iterable(words(block.text) for block in found)) == words(text)
    for block in found:
        assert tuple(chain.from_iterable(words(said) for _, said in sentences(block.text))) == words(block.text)
    counted = [block for block in found if block.kind in (Kind.ITEM, Kind.PROSE)]
    outline = cut(text)
    assert sum(len(words(block.text)) for block in counted) == sum(each.length for each in outline.sentences)
    assert verify(outline, text) == []
    assert len({each.number for each in outline.sentences}) == len(outline.sentences)
    assert len({each.number for each in outline.sections}) == len(outline.sections)


@given(st.text(max_size=200))
def test_any_text_can_be_cut_and_written(text: str) -> None:
    outline = cut(text)
    assert yaml.safe_load(write(outline, text))["flowvow"] == 1
    assert verify(outline, text) == []
