"""The pages that promise: their tables are those of `pyproject.toml` and the schemas, and their tests are there."""

from __future__ import annotations

import json
import re
from pathlib import Path

from . import ROOT, project

VERSIONING = (ROOT / "docs" / "versioning.md").read_text(encoding="utf-8")
SECURITY = (ROOT / "SECURITY.md").read_text(encoding="utf-8")
SOURCE = ROOT / "src" / "flowvow"


def rows(page: str, head: str) -> list[list[str]]:
    """The table below a head, without it."""
    table = page.partition(f"| {head} |")[2].partition("\n\n")[0]
    return [[cell.strip() for cell in line.strip("| ").split(" | ")] for line in table.splitlines()[2:]]


def test_libraries_are_those_of_the_project() -> None:
    told = project()["project"]
    wanted: dict[tuple[str, str], list[str]] = {}
    groups = {"every run": told["dependencies"]}
    groups |= {f"`{extra}`": lines for extra, lines in told["optional-dependencies"].items()}
    for group, lines in groups.items():
        for line in lines:
            name, versions = re.fullmatch(r"([\w.-]+)(.*)", line).groups()
            wanted.setdefault((name, versions), []).append(group)
    assert sorted(rows(VERSIONING, "library | versions | for")) == sorted(
        [name, versions, ", ".join(for_)] for (name, versions), for_ in wanted.items()
    )


def test_the_lowest_python_is_that_of_the_project() -> None:
    lowest = project()["project"]["requires-python"].removeprefix(">=")
    (told,) = [row for row in rows(VERSIONING, "what | supported | tried") if row[0] == "Python"]
    assert told[1].startswith(f"{lowest} and newer")
    assert told[2].split(", ")[0] == lowest
    assert f'python_version = "{lowest}"' in (ROOT / "pyproject.toml").read_text(encoding="utf-8")


def test_formats_are_those_that_are_written() -> None:
    told = {row[0].strip("`"): row[2] for row in rows(VERSIONING, "format | of | described by")}
    written = {
        name for file in SOURCE.rglob("*.py") for name in re.findall(r'"(flowvow-\w+/\d+)"', file.read_text("utf-8"))
    }
    assert set(told) == written
    for name, where in told.items():
        link = re.search(r"\(\.\./(schemas/.*?)\)", where)
        if link:
            assert f'"{name}"' in json.dumps(json.loads((ROOT / link[1]).read_text(encoding="utf-8")))
        else:
            assert "may change" in where
    described = {link for where in told.values() for link in re.findall(r"schemas/(\w+\.schema\.json)", where)}
    files = {"flow", "policy", "proposal", "outline", "mapping"}
    kept = {file.name for file in (ROOT / "schemas").iterdir() if file.name.partition(".")[0] not in files}
    assert described == kept


def test_every_promise_names_tests_that_are_there() -> None:
    promised = rows(SECURITY, "promise | shown by")
    assert len(promised) >= 10
    for promise, shown in promised:
        places = re.findall(r"\((tests/[\w./]+)\)", shown)
        assert places, promise
        for place in places:
            path = ROOT / place
            tests = [path] if path.is_file() else [*path.rglob("test_*.py"), *path.rglob("__main__.py")]
            assert [one for one in tests if one.stat().st_size], f"{place} has no test"


def test_pages_are_linked() -> None:
    readme = (ROOT / "README.md").read_text(encoding="utf-8")
    assert "(SECURITY.md)" in readme
    assert "(docs/versioning.md)" in readme
    for page in (Path("SECURITY.md"), Path("docs/versioning.md")):
        for link in re.findall(r"\]\(([^)#:]+)\)", (ROOT / page).read_text(encoding="utf-8")):
            assert ROOT.joinpath(page.parent, link).exists(), f"{page} links to {link}"
