"""From wherever a model is named, all that differs is how its files are named."""

from __future__ import annotations

from pathlib import Path

import pytest

from ..faces.running import Run, flowvow
from .test_same import ROOT

NAME = "liveoffice-2007"
HOME = ROOT / "flows" / NAME
COMMANDS = (
    "check PATH --format json",
    "consent PATH --format json",
    "coverage PATH --format json",
    "deadlines PATH --format json",
    "explain clause:need-to-know PATH --format json",
    "draw PATH --format dot",
)
# How the folder is named, from where, and what the names of its files then begin with.
PLACES = (
    ("liveoffice-2007", ROOT / "flows", "liveoffice-2007/"),
    ("liveoffice-2007/", ROOT / "flows", "liveoffice-2007/"),
    ("./liveoffice-2007", ROOT / "flows", "liveoffice-2007/"),
    ("../../flows/liveoffice-2007", ROOT / "tests" / "faces", "../../flows/liveoffice-2007/"),
    (str(HOME), ROOT.parent, f"{HOME.as_posix()}/"),
)


@pytest.mark.parametrize("command", COMMANDS)
def test_another_folder_changes_the_names_of_files_alone(command: str) -> None:
    def run(named: str, cwd: Path, begins: str) -> Run:
        told = flowvow(*(named if word == "PATH" else word for word in command.split()), cwd=cwd)
        assert told.code in (0, 1, 3), told.err
        return Run(told.code, told.out.replace(begins, f"{NAME}/"), told.err)

    first, *others = PLACES
    plain = run(*first)
    assert plain.out
    if command.startswith("draw"):
        del others[-1]  # a picture has no links to where files are on one machine
    for place in others:
        assert run(*place) == plain, place[0]
