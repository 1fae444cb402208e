"""Characters that were decoded wrongly: mended where that is unmistakable, told where it isn't."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from flowvow.policy.mending import mend, misread
from flowvow.policy.remarks import remarks


@pytest.mark.parametrize(
    ("wrong", "right"),
    [
        ("the shopâ€™s", "the shop’s"),
        ("â€œteaâ€\x9d", "“tea”"),
        ("Ã¢â‚¬Å“tea", "“tea"),
        ("cafÃ© CAFÃ‰", "café CAFÉ"),
        ("Â© 2020", "© 2020"),
        ("Ð¢ÐµÐºÑ\x81Ñ‚", "Текст"),
        ("Å‚adny", "ładny"),
        ("Å»aba", "Żaba"),
    ],
)
def test_the_unmistakable_is_mended(wrong: str, right: str) -> None:
    assert mend(wrong) == right
    assert all(one.meant for one in misread(wrong))


@pytest.mark.parametrize(
    "text",
    [
        "«CAFÉ»",
        "„Spaß“",
        "«NÅ»",
        "«MAÇÃ»",
        "NÃO",
        "«MANÂ»",
        "«McNÅ»",
        "Æ°",
        "naïve café – „ok“ … €",
        "Ελλάδα",
        "日本語",
    ],
)
def test_what_may_have_been_meant_is_left_alone(text: str) -> None:
    assert mend(text) == text


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("he said â€œteaâ€ and", ["â€"]),
        ("lost \ufffd\ufffd here", ["\ufffd\ufffd"]),
        ("Â 2020", ["Â"]),
        ("é \ufffd x", ["\ufffd"]),
    ],
)
def test_what_looks_wrong_and_cannot_be_mended_is_told(text: str, found: list[str]) -> None:
    assert [one.found for one in misread(text) if not one.meant] == found


def test_remarks_have_lines_and_a_remedy() -> None:
    told = remarks("We ship.\r\nThe shopâ€™s cafÃ©.\r\nIt\ufffds ours.\n" + "\ufffd \n" * 30)
    assert (told[0].line, told[0].message) == (
        2,
        "2 characters were decoded wrongly and are read as meant, such as â€™ for ’",
    )
    assert (told[1].line, told[1].help) == (3, "save the text from where it is published, as UTF-8")
    assert told[-1].message == "from here on 11 more look wrong"
    assert len(remarks("\ufffd \n" * 20)) == 20


@given(st.text(st.characters(codec="latin-1", categories=("L", "P", "Zs")), max_size=30))
def test_mending_reads_back_what_was_read_wrongly(text: str) -> None:
    wrong = text.encode().decode("latin-1")
    assert mend(mend(wrong)) == mend(wrong)
