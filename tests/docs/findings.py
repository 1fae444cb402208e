"""The page of findings, built from the manuals that stand in the checks."""

from __future__ import annotations

import re
from collections.abc import Iterator

from flowvow.checks import catalogue

from .pages import ROOT

CASES = ROOT / "tests" / "cases"
_FIRM = "error; warning where the clause is hedged"
_EVENT = "error; warning where the clause is hedged, or where it can't be told"

_CHOSEN = "warning for a choice that a clause asks for or that stands granted; note for others"

# Of what level each finding is; a test holds this against what the checks give.
LEVELS = {
    "P101": _FIRM,
    "P102": _FIRM,
    "P103": _FIRM,
    "P104": _FIRM,
    "P105": _EVENT,
    "P106": _EVENT,
    "P107": _EVENT,
    "P108": "note",
    "P201": "warning for collecting and sharing (selling and publishing too); note for what stays inside",
    "P202": "note",
    "P203": "note",
    "P301": "warning; the run is undecided, whatever `--fail-on` says",
    "C101": "warning; note where no flow names the choice",
    "C102": "warning",
    "C103": _CHOSEN,
    "C104": "warning; note for what leads up to asking that person",
    "C105": _FIRM,
    "C106": f"{_CHOSEN}, and for a reason told",
    "C107": "error; warning where the clause is hedged, or where no clause asks",
    "C108": _FIRM,
    "C109": "warning",
    "C110": "warning; note where the copy goes with the session, or was demanded by who has it",
    "F101": "error",
    "F102": "note",
    "F201": "note",
    "F202": "note",
    "F203": "note",
    "F204": "warning",
    "F301": "error",
    "F302": "note",
    "F303": "note",
    "F304": "note",
    "E101": "error",
}
_GROUPS = {"P": "Promises", "C": "Choices", "F": "The flows alone", "E": "Expectations"}
_HEAD = """\
# Findings

Built from the checks' own manuals by `pytest tests/docs --accept`; `flowvow explain CODE` prints the same. A code that
begins with P is about a promise, with C about a choice, with F about the flows alone, with E about an expectation.
"""
_PART = re.compile(r"^(What|Why|Kept|Broken|Undecided|Remedy): ", re.MULTILINE)


def page() -> str:
    """The page."""
    return _HEAD + "".join(_sections())


def _sections() -> Iterator[str]:
    codes: dict[str, list[str]] = {}
    for code, manual in catalogue.manuals().items():
        codes.setdefault(manual, []).append(code)
    group = ""
    for manual, found in codes.items():
        if found[0][0] != group:
            group = found[0][0]
            yield f"\n## {_GROUPS[group]}\n"
        yield _section(manual.strip().replace("``", "`"), found)


def _section(manual: str, codes: list[str]) -> str:
    head, _, body = manual.partition("\n\n")
    levels = LEVELS[codes[0]] if len(codes) == 1 else "; ".join(f"{code} {LEVELS[code]}" for code in codes)
    first, *parts = _PART.split(body)
    told = [f"\n### {' '.join(head.split()).removesuffix('.')}\n", f"- **Level**: {levels}."]
    if first.strip():
        told.append(f"- **What**: {_one(first)}")
    told += [f"- **{label}**: {_one(text)}" for label, text in zip(parts[::2], parts[1::2], strict=True)]
    folders = [folder.name for code in codes for folder in sorted(CASES.glob(f"{code}-*"))]
    if folders:
        told.append(f"- **Cases**: {', '.join(f'[{name}](../tests/cases/{name})' for name in folders)}.")
    return "\n".join(told) + "\n"


def _one(text: str) -> str:
    return " ".join(text.split())
