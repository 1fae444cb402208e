"""``flowvow consent``: the whole page of a small model that has every part, and of the three systems."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from ..faces.running import flowvow

HERE = Path(__file__).parent
ROOT = HERE.parents[1]
SYSTEMS = sorted(file.parent.name for file in ROOT.glob("flows/*/pictures.txt"))


@pytest.fixture
def same_page(request: pytest.FixtureRequest) -> Callable[[Path, str], None]:
    """The page is what the file holds; ``--accept`` writes it."""

    def compare(file: Path, text: str) -> None:
        if request.config.getoption("--accept"):
            file.write_text(text, encoding="utf-8", newline="\n")
        assert text == file.read_text(encoding="utf-8")

    return compare


@pytest.mark.parametrize("system", SYSTEMS)
def test_the_page_beside_a_system_is_what_is_printed(system: str, same_page: Callable[[Path, str], None]) -> None:
    run = flowvow("consent", f"flows/{system}", cwd=ROOT)
    assert (run.code, run.err) == (0, "")
    same_page(ROOT / "flows" / system / "consent.txt", run.out)


@pytest.mark.parametrize(
    ("name", "words"),
    [
        ("clinic", ()),
        ("clinic-flows", ("--flows",)),
        ("clinic-choice", ("--choice", "reminders")),
        ("clinic-flow", ("--flow", "tell-kin")),
        ("clinic-always", ("--flow", "come")),
        ("clinic-proposal", ("--with", "clinic.proposal.yaml", "--choice", "reminders")),
    ],
)
def test_every_part_of_a_page(name: str, words: tuple[str, ...], same_text) -> None:
    run = flowvow("consent", "clinic.flow.yaml", *words, cwd=HERE)
    assert (run.code, run.err) == (0, "")
    same_text(f"{name}.txt", run.out)


def test_every_part_as_json(same_text) -> None:
    run = flowvow("consent", "clinic.flow.yaml", "--format", "json", cwd=HERE)
    assert (run.code, run.err) == (0, "")
    same_text("clinic.json", run.out)


def test_no_line_is_wider_than_a_page() -> None:
    pages = [flowvow("consent", f"flows/{system}", "--flows", cwd=ROOT).out for system in SYSTEMS]
    wide = [line for page in pages for line in page.splitlines() if len(line) > 100]
    assert [line for line in wide if ".yaml:" not in line] == []
