"""Each statement of the example systems bears something; some by turns, all by `python -m tests.silence`."""

from __future__ import annotations

import random
from pathlib import Path

import pytest
import yaml

from . import bearing

UNNOTICED: dict[str, dict[str, str]] = yaml.safe_load(
    Path(__file__).with_name("unnoticed.yaml").read_text(encoding="utf-8")
)
# What an expectation asks for is no fact: without one less is asked, and nothing else can tell.
STATEMENTS = [one for one in bearing.statements() if one.path[0] != "expect"]
EXCUSED = {f"{system} {what}" for system, lines in UNNOTICED.items() for what in lines}
SOME = random.Random(20).sample([one for one in STATEMENTS if str(one) not in EXCUSED], 12)


@pytest.mark.parametrize("one", SOME, ids=str)
def test_a_statement_that_is_gone_is_noticed(one: bearing.Statement, tmp_path: Path) -> None:
    assert bearing.noticed(one, tmp_path)


def test_what_nobody_notices_is_there_and_has_its_reason() -> None:
    assert sorted(EXCUSED - {str(one) for one in STATEMENTS}) == []
    assert all(why.strip() for lines in UNNOTICED.values() for why in lines.values())


def test_without_anything_gone_nothing_is_noticed(tmp_path: Path) -> None:
    """What the comparison rests on: a file written again says the same."""
    system = bearing.SYSTEMS[0]
    plain = bearing._told(system, bearing.trees(system), tmp_path)
    assert plain == bearing._told(system, bearing.trees(system), tmp_path)
    assert plain["the findings"]
    assert plain["coverage"]
