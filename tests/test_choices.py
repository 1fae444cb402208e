"""What is said of choices, whole, of small systems: one for each thing that can be so, and the traps of consent.

``tests/choices/NAME.txt`` is what both product and reference say of ``NAME.flow.yaml``; ``--accept`` writes what the
product says.
"""

from __future__ import annotations

from pathlib import Path

import pytest

from flowvow.checks.case import Case
from flowvow.checks.choosing import Choices
from flowvow.model.system import System
from flowvow.reading.model import read_model

from .agreement import disagreements
from .agreement_of_choices import disagreements_of_choices, key
from .reference import Reference
from .telling_choices import by_the_product, by_the_reference

SYSTEMS = Path(__file__).parent / "choices"
NAMES = sorted(file.name.removesuffix(".flow.yaml") for file in SYSTEMS.glob("*.flow.yaml"))
LINES = 30


def system(name: str) -> System:
    return read_model(SYSTEMS / f"{name}.flow.yaml")


@pytest.mark.parametrize("name", NAMES)
def test_the_whole_answer(name: str, request: pytest.FixtureRequest) -> None:
    ours = by_the_product(system(name))
    expected = SYSTEMS / f"{name}.txt"
    if request.config.getoption("--accept"):
        expected.write_text(ours, encoding="utf-8", newline="\n")
    assert ours == expected.read_text(encoding="utf-8")
    assert by_the_reference(system(name)) == ours


@pytest.mark.parametrize("name", NAMES)
def test_product_and_reference_agree(name: str) -> None:
    """In every state, and about all else."""
    assert [*disagreements_of_choices(system(name)), *disagreements(system(name))] == []


def test_each_is_read_at_a_glance() -> None:
    assert [file.name for file in SYSTEMS.glob("*.yaml") if len(file.read_text().splitlines()) > LINES] == []
    assert {file.name.removesuffix(".txt") for file in SYSTEMS.glob("*.txt")} == set(NAMES)


# --- the traps of section 9 of the semantics that are about consent; of their verdicts tells test_traps.py ----------


def judges(name: str) -> tuple[Choices, Reference]:
    return Choices(Case(system(name))), Reference(system(name))


def test_unset_is_not_refused() -> None:
    """Whether a flow on an unset choice happens by default isn't known; it isn't no."""
    choices, reference = judges("unset")
    expected = {"first": "undecided", "second": "no", "third": "no", "fourth": "yes", "stop": "yes"}
    assert {use.flow: choices.case.cause(use.states).by_default for use in choices.uses} == expected
    assert {use[0]: reference.by_default(there) for use, there in reference.there().items()} == expected


def test_consent_to_collect_is_no_consent_to_share_on() -> None:
    """Sharing hinges on the consent to collect, without which there is nothing to share, and on no consent to share."""
    choices, reference = judges("collected-not-shared")
    assert choices.dead() == ["sharing"]
    assert reference.dead() == {"sharing"}
    [out] = [use for use in choices.uses if use.flow == "out"]
    assert choices.case.cause(out.states).enabled_by == (("collecting",),)
    assert {name for name, *_ in reference.stops("collecting")} == {"order", "out"}
    assert reference.stops("sharing") == set()


def test_a_visitors_data_are_not_in_a_customers_hands() -> None:
    """What the customer agreed to is no choice of the friend's; what the friend sends is."""
    choices, reference = judges("visitor")
    found = {(*key(hands.use), frozenset(hands.choices)) for hands in choices.wrong_hands()}
    agreed = frozenset({"agreed"})
    expected = {("call", "phone"), ("pass", "phone"), ("refer", "address")}
    assert found == {(flow, atom, "friend", agreed) for flow, atom in expected}
    assert reference.wrong_hands() == found
    alone = {use.flow: choices.alone(use) for use in choices.uses if use.subject == "friend"}
    assert alone == {
        "refer": None,
        "invite": ("not invited",),
        "visit": None,
        "call": None,
        "pass": None,
        "leave": None,
    }


def test_an_opt_out_is_not_honoured_while_a_second_way_stays() -> None:
    """The mailer's lists get by the server, for the same purpose, what the opt-out keeps from the mailer."""
    choices, reference = judges("second-way")
    assert [(b.stopped.flow, b.by.flow, b.by.atom) for b in choices.bypasses("ads")] == [("direct", "second", "email")]
    states = {state for *_, state in reference.bypasses("ads")}
    assert reference.bypasses("ads") == {("direct", "second", "email", "customer", state) for state in states}
    assert states == {frozenset({"orders"})}
