"""Files and words in the wrong place: what is said about them, and to whoever typed them."""

from __future__ import annotations

from pathlib import Path

import pytest

from .running import flowvow

PROSE = "Maple library\nLast updated: 3 March 2025\n\nWe keep your name.\n"
MARKDOWN = "# Maple library\n*Last updated: 3 March 2025*\n\nWe keep your name.\n"
PAGE = "<!DOCTYPE html>\n<title>Maple: policy</title>\n<p>We keep your name.\n"
POLICY = """flowvow: 1
policy: maple
party: library
source: {title: Maple library, outline: maple.outline.yaml}
conditions: {law: {circumstance: court}}
clauses: {keeping: {permit: keep, data: name, cites: 1.1}, no-fees: {forbid: collect, data: fee, cites: 1.1}}
"""


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A policy with its text and outline, and a folder with nothing in it."""
    (tmp_path / "maple.txt").write_text(f"Maple\n\n1. Names\n\n{PROSE}", encoding="utf-8")
    (tmp_path / "maple.policy.yaml").write_text(POLICY, encoding="utf-8")
    (tmp_path / "prose.txt").write_text(PROSE, encoding="utf-8")
    (tmp_path / "marked.md").write_text(MARKDOWN, encoding="utf-8")
    (tmp_path / "page.html").write_text(PAGE, encoding="utf-8")
    (tmp_path / "blank.txt").write_text("\n \n", encoding="utf-8")
    (tmp_path / "empty").mkdir()
    assert flowvow("outline", "maple.txt", "-o", "maple.outline.yaml", cwd=tmp_path).code == 0
    return tmp_path


@pytest.mark.parametrize(
    ("words", "message", "help_"),
    [
        ("outline maple.policy.yaml", "this is a policy file", "the text of a policy is needed here"),
        ("outline maple.outline.yaml", "this is an outline file", "the text of a policy is needed here"),
        ("outline blank.txt", "there are no words in it", "check that it is the policy's text"),
        ("drift maple.outline.yaml blank.txt", "there are no words in it", "check that it is the policy's text"),
        ("drift maple.outline.yaml maple.policy.yaml", "this is a policy file", "the text of a policy is needed here"),
        ("outline --update maple.outline.yaml maple.policy.yaml", "this is a policy file", "the text of a policy"),
        (
            "drift maple.txt prose.txt",
            "this is a text, and not an outline file",
            "`flowvow outline maple.txt` makes one",
        ),
        ("drift maple.policy.yaml prose.txt", "this is a policy file", "an outline file is needed here"),
        ("check prose.txt", "this is a text, and not a flow file", "a flow file begins with"),
        ("diff prose.txt page.html", "this is a text, and not a flow file", "a flow file begins with"),
        *(
            (f"{command} {file}", "this is a text", "name a policy file or a model")
            for command in ("coverage", "conflicts", "ask --act use")
            for file in ("prose.txt", "marked.md", "page.html")
        ),
        ("coverage maple.outline.yaml", "this is an outline file", "name a policy file or a model"),
        ("conflicts .", "there is no flow file in this folder", "name the policy file, maple.policy.yaml"),
        ("ask maple.policy.yaml --with law", "this is a circumstance, and no safeguard", "say --when law"),
        ("ask maple.policy.yaml --with zz", "there is no safeguard of that name", "there is none at all"),
        ("ask maple.policy.yaml --data zz", "there is no data type of that name", "there are fee, name"),
        ("ask maple.policy.yaml", "there is no question", "ask with"),
    ],
)
def test_what_is_in_the_wrong_place_is_named(words: str, message: str, help_: str, folder: Path) -> None:
    run = flowvow(*words.split(), cwd=folder)
    assert (run.code, run.out) == (2, "")
    first, *rest = run.err.splitlines()
    assert first.endswith(message)
    assert help_ in "\n".join(rest)
    assert rest[-1] == "1 problem; nothing was done"


def test_a_policy_by_itself_is_named_once(folder: Path) -> None:
    assert flowvow("coverage", "maple.policy.yaml", cwd=folder).out.startswith("Maple library\n")


def test_form_safeguard_and_state_are_questions_by_themselves(folder: Path) -> None:
    assert "undisclosed" in flowvow("ask", "maple.policy.yaml", "--form", "aggregate", cwd=folder).out
    assert "undisclosed" in flowvow("ask", "maple.policy.yaml", "--when", "law", cwd=folder).out


def test_the_nearest_sentence_may_cover_some_of_what_is_asked(folder: Path) -> None:
    run = flowvow("ask", "maple.policy.yaml", "--data", "name", "--closest", cwd=folder)
    assert "differs in\n" not in run.out
    run = flowvow("ask", "maple.policy.yaml", "--data", "fee", "--from", "person", "--closest", cwd=folder)
    assert "no-fees (1.1), maple.policy.yaml:6: covers some of it" in run.out


@pytest.mark.parametrize("broad", ["many", "-5", "1.5"])
def test_what_is_no_number_of_combinations_is_refused(broad: str, folder: Path) -> None:
    run = flowvow("conflicts", "maple.policy.yaml", f"--broad={broad}", cwd=folder)
    assert run.code == 2
    assert f"'{broad}' is no number of combinations" in run.err
