"""LiveOffice 2007 and 2010 compared, held against the list of changes that was written by hand before.

An entry is found if some statement of its kind shares a clause with it, on the side that the kind is about; one about
words, if some word of it is told as changed. What isn't found, and what is found and not on the list, is explained
one by one in ``liveoffice-misses.yaml``.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from functools import cache
from pathlib import Path
from typing import Any

import yaml

from flowvow.comparing.difference import difference
from flowvow.findings.difference import Change, Difference, Said, Statement
from flowvow.reading.mapping_file import read_mapping
from flowvow.reading.model import read_policy
from tests.conftest import Compare

HERE = Path(__file__).parent
FLOWS = HERE.parents[1] / "flows"
KIND = {Change.CHANGED: "required", Change.DISCLAIMED: "definition"}
BEFORE = {"undisclosed", "dropped"}  # told by what the old text said; the others by what the new one says
WORDS = ("data", "to", "about", "for", "if")

Entry = dict[str, Any]


@cache
def found() -> Difference:
    old = read_policy(FLOWS / "liveoffice-2007" / "liveoffice-2007.policy.yaml")
    new = read_policy(FLOWS / "liveoffice-2010" / "liveoffice-2010.policy.yaml")
    wording, turned = read_mapping(FLOWS / "liveoffice-2007-to-2010.mapping.yaml", old, new)
    return difference(old, new, wording, turned)


@cache
def by_hand() -> list[Entry]:
    return yaml.safe_load((HERE / "liveoffice-changes.yaml").read_text(encoding="utf-8"))


@cache
def misses() -> dict[str, Any]:
    return yaml.safe_load((HERE / "liveoffice-misses.yaml").read_text(encoding="utf-8"))


def kind_of(one: Statement) -> str:
    return KIND.get(one.kind, one.kind.value)


def names(said: Said) -> set[str]:
    return {clause.id.rpartition("/")[2] for clause in (*said.clauses, *said.also)}


def shares(entry: Entry, one: Statement) -> bool:
    """Whether a statement is of the entry's kind and stands on one of its clauses."""
    if kind_of(one) != entry["kind"]:
        return False
    if entry["kind"] in BEFORE:
        return bool(names(one.was) & set(entry["old"]["clauses"]))
    return bool(names(one.now) & set(entry["new"]["clauses"]))


def words_told(entry: Entry) -> list[str]:
    """The entry's words that are told as added, removed or changed."""
    wanted = {word for side in ("old", "new") for field in WORDS for word in each(entry[side].get(field, []))}
    told = [(one.old, *one.new) for one in found().words]
    return sorted(wanted & {name for words in told for name in words if name})


def each(value: str | list[str]) -> list[str]:
    return [value] if isinstance(value, str) else value


def leading(one: Statement) -> str:
    said = one.now if one.now.clauses and kind_of(one) not in BEFORE else one.was
    return (said.clauses or one.now.clauses)[0].id.rpartition("/")[2]


def test_what_is_found_of_the_list(same_text: Compare) -> None:
    """The table: each entry with what was found of it; each statement with the entries it is of."""
    statements = found().statements
    rows = []
    missed = []
    for entry in by_hand():
        mine = [one for one in statements if shares(entry, one)]
        words = words_told(entry) if entry["kind"] == "definition" and not mine else []
        rows.append((entry["kind"], entry["change"], counted(mine, words)))
        if not mine and not words:
            missed.append(entry["change"])
    unlisted = [one for one in statements if not any(shares(entry, one) for entry in by_hand())]
    others = Counter((kind_of(one), leading(one)) for one in unlisted)
    explained = {(kind, clause) for group in misses()["statements"] for kind, clause in keys(group)}
    lines = [f"{kind:<12}{name:<36}{told}" for kind, name, told in rows]
    lines += ["", f"{len(rows)} entries, {len(rows) - len(missed)} found, {len(missed)} missed and explained"]
    lines += [f"{len(statements)} statements, {len(statements) - len(unlisted)} of entries, {len(unlisted)} explained"]
    lines += ["", *(f"{kind:<12}{clause:<36}{count}" for (kind, clause), count in sorted(others.items()))]
    same_text("liveoffice-table.txt", "\n".join(lines) + "\n")
    assert sorted(missed) == sorted(misses()["entries"]), "explain what is missed, and nothing that isn't"
    assert set(others) == explained, "explain what isn't on the list, and nothing that is"


def keys(group: dict[str, Any]) -> Iterable[tuple[str, str]]:
    return ((group["kind"], clause) for clause in group["clauses"])


def counted(statements: list[Statement], words: list[str]) -> str:
    if words:
        return f"words: {', '.join(words)}"
    told = Counter(leading(one) for one in statements)
    return ", ".join(f"{name}{f' ({count})' if count > 1 else ''}" for name, count in told.items()) or "-"


def test_every_miss_has_a_reason() -> None:
    for why in misses()["entries"].values():
        assert len(why) > 20
    for group in misses()["statements"]:
        assert len(group["why"]) > 20
        assert group["clauses"]
