"""The documentation is true: its examples do what they say, its links lead somewhere, and nothing is left out."""

from __future__ import annotations

import re
import shutil
from pathlib import Path

import pytest

from flowvow.checks import catalogue
from flowvow.cli import COMMANDS
from flowvow.reading import tables
from flowvow.reading.fields import Table

from .findings import CASES, LEVELS, page
from .pages import ROOT, blocks, follow, tidied

PAGES = {
    file.relative_to(ROOT).as_posix(): file.read_text(encoding="utf-8")
    for pattern in ("*.md", "docs/*.md", "flows/*/*.md")
    for file in sorted(ROOT.glob(pattern))
}
FOLLOWED = [
    name for name, text in PAGES.items() if any(b.kind == "console" or b.file for b in blocks(text.split("\n")))
]


@pytest.mark.parametrize("name", FOLLOWED)
def test_whoever_follows_a_page_sees_what_it_shows(name: str, tmp_path: Path, request: pytest.FixtureRequest) -> None:
    """`--accept` writes what is really printed into the page."""
    for folder in ("flows", "tests/models/webshop"):
        shutil.copytree(ROOT / folder, tmp_path / folder)
    told = (ROOT / name).read_text(encoding="utf-8")
    found = follow(told, tmp_path)
    if request.config.getoption("--accept"):
        (ROOT / name).write_text(found, encoding="utf-8", newline="\n")
    assert (ROOT / name).read_text(encoding="utf-8") == found


@pytest.mark.parametrize("name", FOLLOWED)
def test_files_on_a_page_are_written_the_one_way(name: str, request: pytest.FixtureRequest) -> None:
    found = tidied((ROOT / name).read_text(encoding="utf-8"))
    if request.config.getoption("--accept"):
        (ROOT / name).write_text(found, encoding="utf-8", newline="\n")
    assert (ROOT / name).read_text(encoding="utf-8") == found


def test_the_page_of_findings_is_built_from_the_manuals(request: pytest.FixtureRequest) -> None:
    file = ROOT / "docs" / "findings.md"
    if request.config.getoption("--accept"):
        file.write_text(page(), encoding="utf-8", newline="\n")
    assert file.read_text(encoding="utf-8") == page()


def test_every_finding_has_its_level_told() -> None:
    assert sorted(LEVELS) == sorted(catalogue.manuals())


def test_findings_have_the_levels_that_are_told() -> None:
    """Held against all that the cases print."""
    printed = "".join(file.read_text(encoding="utf-8") for file in CASES.glob("*/*.txt"))
    found = set(re.findall(r"^(error|warning|note)\[(\w+)\]", printed, re.MULTILINE))
    assert [(level, code) for level, code in sorted(found) if not re.search(rf"\b{level}\b", LEVELS[code])] == []


@pytest.mark.parametrize("name", PAGES)
def test_links_lead_somewhere(name: str) -> None:
    text = (ROOT / name).read_text(encoding="utf-8")
    text = re.sub(r"^```.*?^```$", "", text, flags=re.MULTILINE | re.DOTALL)
    lost = []
    for target in re.findall(r"\]\(([^)\s]+)\)", text):
        if re.match(r"https?:", target):
            continue
        path, _, anchor = target.partition("#")
        file = ((ROOT / name).parent / path).resolve() if path else ROOT / name
        if not file.exists() or (anchor and anchor not in _anchors(file)):
            lost.append(target)
    assert lost == []


def _anchors(file: Path) -> set[str]:
    """What the headings of a page can be linked as."""
    headings = re.findall(r"^#+ (.*)$", file.read_text(encoding="utf-8"), re.MULTILINE)
    return {re.sub(r"[^\w\- ]", "", heading.lower()).replace(" ", "-") for heading in headings}


def test_every_command_is_told_with_its_help() -> None:
    text = (ROOT / "docs" / "commands.md").read_text(encoding="utf-8")
    assert [name for name in COMMANDS if f"\n$ flowvow {name} --help\n" not in text] == []


# Under which heading of the language page the fields of each table are told.
TOLD = {
    "ACTOR": "Actors",
    "STORE": "Stores",
    "DATUM": "Data types",
    "PURPOSE": "Purposes and acts",
    "ACT": "Purposes and acts",
    "CONDITION": "Conditions",
    "FLOW": "Flows",
    "REACH": "Reach",
    "CARVE": "Exceptions",
    "ONLY": "Only",
    "REQUIRE": "Require",
    "CLAUSE": "Clauses",
    "NEVER": "Expectations",
    "EXPECTED_FINDING": "Expectations",
    "SOURCE": "Policy files",
    "NON_NORMATIVE": "Policy files",
}


def test_every_field_is_told() -> None:
    """Each field of each table stands in a row that begins with its name; those of a reach stand under Reach."""
    text = (ROOT / "docs" / "language.md").read_text(encoding="utf-8")
    parts = re.split(r"^##+ (.*)$", text, flags=re.MULTILINE)
    told = {
        head: set(re.findall(r"^\| `([\w-]+)`", body, re.MULTILINE))
        for head, body in zip(parts[1::2], parts[2::2], strict=True)
    }
    known = {name: table for name, table in vars(tables).items() if isinstance(table, Table)}
    assert sorted(known) == sorted(TOLD)
    reach = tables.REACH.fields.keys()
    missing = []
    for name, table in known.items():
        fields = [key for key in table.fields if name == "REACH" or key not in reach or name not in INHERIT]
        missing += [f"{TOLD[name]}: {key}" for key in fields if key not in told[TOLD[name]]]
    assert missing == []


INHERIT = ("CLAUSE", "CARVE", "NEVER")  # these take the fields of a reach


def test_quotes_are_lines_of_files_that_are_checked() -> None:
    """A block of the language page that writes no file repeats lines of those that do."""
    found = list(blocks((ROOT / "docs" / "language.md").read_text(encoding="utf-8").split("\n")))
    whole = {line for block in found if block.file for line in block.lines}
    assert [
        line for block in found if block.kind == "yaml" and not block.file for line in block.lines if line not in whole
    ] == []


def test_every_item_that_is_cited_exists() -> None:
    """`s20` in the readings and `item 26` in the code are items of the semantics page."""
    semantics = (ROOT / "docs" / "semantics.md").read_text(encoding="utf-8")
    items = set(re.findall(r"^(\d+)\. ", semantics, re.MULTILINE))
    cited = set(re.findall(r"\bs(\d+)\b", (ROOT / "docs" / "readings.md").read_text(encoding="utf-8")))
    for file in [*ROOT.glob("src/flowvow/**/*.py"), *ROOT.glob("tests/reference/*.py")]:
        cited |= set(re.findall(r"\bitems? (\d+)\b", file.read_text(encoding="utf-8")))
    assert items == {str(number) for number in range(1, 38)}
    assert cited <= items
