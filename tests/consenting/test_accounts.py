"""What is found about the choices and flows of small systems, field by field: the pages tell only some of it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from pathlib import Path

import pytest

from flowvow.checks.consenting import consent
from flowvow.findings.consent import Carried, ChoiceAccount
from flowvow.findings.finding import Cause
from flowvow.model.routes import Route
from flowvow.reading.model import read_model
from tests.conftest import Compare

HERE = Path(__file__).parent
FILES = [HERE / "clinic.flow.yaml", *sorted((HERE.parent / "choices").glob("*.flow.yaml"))]


def listed(names: Iterable[str]) -> str:
    return ", ".join(names) or "-"


def when(cause: Cause) -> str:
    return " or ".join(" and ".join(one) or "always" for one in cause.enabled_by) + f" ({cause.by_default} by default)"


def way(route: Route | None) -> str:
    return f" by {' > '.join(step.flow for step in route.steps)}" if route is not None else ""


def carried(row: Carried) -> str:
    ends = f"{listed(row.sender)} to {listed(row.recipient)}"
    alone = "nothing" if row.alone is None else listed(row.alone)
    choices = listed(f"{name} of {by}" for name, by in row.choices)
    unsure = ", unsure" if row.unsure else ""
    return (
        f"{row.flow}, {ends}: {listed(row.data)} about {listed(row.about)} for {listed(row.purposes)},"
        f" {when(row.cause)}; hinges on {choices}; alone {alone}, others {row.others}{unsure}"
    )


def told(choice: ChoiceAccount) -> Iterator[str]:
    default = f"{choice.default} by default, asked by {choice.asked or '-'}, withdrawn by {choice.withdraw or '-'}"
    yield f"{choice.name} of {choice.by}, {default}: {choice.way_back}; {listed(choice.cites)}"
    for what, effects in (("adds", choice.adds), ("starts", choice.starts)):
        for one in effects:
            yield f"  {what}{' itself' if one.direct else ''} {when(one.cause)}: {carried(one.carried)}"
    for one in choice.anyway:
        what = f"{listed(one.data)} about {listed(one.about)} to {listed(one.to)}"
        yield f"  anyway {one.by} for {one.stopped}: {what}, {when(one.cause)}{way(one.route)}"
    for left in choice.remains:
        what = f"{listed(left.data)} about {listed(left.about)}, kept {listed(left.kept)}, promised {left.promised}"
        yield f"  remains at {left.place}: {what}, {when(left.cause)}{way(left.route)}"
    yield f"  bundles {listed(choice.bundle)}; ends {listed(choice.ends)}, beyond {listed(choice.beyond)}"


@pytest.mark.parametrize("file", FILES, ids=lambda file: file.name.removesuffix(".flow.yaml"))
def test_all_that_is_found(file: Path, same_text: Compare) -> None:
    found = consent(read_model(file))
    lines = [line for choice in found.choices for line in told(choice)] + [carried(row) for row in found.flows]
    same_text(f"accounts/{file.name.removesuffix('.flow.yaml')}.txt", "\n".join(lines) + "\n")
