"""Two versions of a text between which everything happens that can, and what is told of each sentence, whole.

Once from the texts, once from their outlines alone; and where the citations of each old sentence go, before anybody
looked and after all was looked at.
"""

from __future__ import annotations

from pathlib import Path

import pytest

from flowvow.policy.carry import Refusal, carried
from flowvow.policy.changes import Drift
from flowvow.policy.drift import compare, told, told_in
from flowvow.policy.outline import cut

HERE = Path(__file__).parent / "drifted"
OLD, NEW = ((HERE / f"{name}.md").read_text(encoding="utf-8") for name in ("old", "new"))


def shown(drift: Drift) -> str:
    rows = [
        f"{change.kind.value}{'' if change.sure else ', unsure'}: {' '.join(change.old) or 'none'} -> "
        f"{' '.join(change.new) or 'none'}, {change.alike:.3f} alike"
        for change in drift.changes
    ]
    for reviewed in ((), tuple(drift.became())):
        rows.append("carried" if not reviewed else "carried, all looked at")
        for number, to in carried(drift, reviewed).items():
            told_ = f"{to.message} ({to.help})" if isinstance(to, Refusal) else " ".join(to)
            rows.append(f"  {number}: {told_}")
    return "\n".join(rows) + "\n"


@pytest.mark.parametrize("way", ["texts", "outlines", "back", "mixed"])
def test_what_became_of_each_sentence(way: str, request: pytest.FixtureRequest) -> None:
    drift = {
        "texts": lambda: compare(told_in(OLD), told_in(NEW)),
        "outlines": lambda: compare(told(cut(OLD)), told(cut(NEW))),
        "back": lambda: compare(told_in(NEW), told_in(OLD)),
        "mixed": lambda: compare(told(cut(OLD)), told_in(NEW)),
    }[way]()
    text, expected = shown(drift), HERE / f"{way}.txt"
    if request.config.getoption("--accept"):
        expected.write_text(text, encoding="utf-8", newline="\n")
    assert text == expected.read_text(encoding="utf-8")
