"""Which acts a flow is to each of two parties, by its ends and by whose data it carries (readings E2), whole."""

from __future__ import annotations

from flowvow.model.actors import BUILT_IN_ACTORS, NOBODY, PERSON, Actor
from flowvow.model.flows import Flow
from flowvow.model.names import BUILT_IN_ACTS, Extent, Name
from flowvow.model.system import System
from flowvow.model.times import Duration, Length
from flowvow.model.vocabulary import Vocabulary
from flowvow.policy.acts import acts
from tests.conftest import Compare

ACTORS = [
    Actor("customer", (PERSON,)),
    Actor("friend", (PERSON,)),
    Actor("phone", of=("customer",)),
    Actor("shop"),
    Actor("till", of=("shop",), store=True),
    Actor("vendor"),
]
ACTS = [Name("shred"), Name("remind"), Name("delete", Extent.OPEN, ("shred",)), Name("lend")]
MONTH, NEVER = Duration(Length.COUNT, 1, "months"), Duration(Length.NONE)
FLOWS = [
    Flow("ordered", sender="customer", recipient="shop"),
    Flow("noted", sender="shop", recipient="till"),
    Flow("looked up", sender="till", recipient="shop"),
    Flow("put aside", sender="till", recipient="till", kept=MONTH),
    Flow("told", sender="shop", recipient="vendor", kept=MONTH),
    Flow("told in passing", sender="till", recipient="vendor", kept=NEVER),
    Flow("answered", sender="shop", recipient="customer"),
    Flow("answered at home", sender="shop", recipient="phone"),
    Flow("published", sender="shop", recipient="public", act="publish"),
    Flow("counted", at="till"),
    Flow("summed up", at="till", makes="counts"),
    Flow("shredded", sender="till", recipient="till", act="shred", kept=MONTH),
    Flow("sent back", sender="till", recipient="customer", act="return"),
    Flow("notified", sender="till", recipient="customer", act="notify"),
    Flow("lent", sender="till", recipient="vendor", act="lend"),
    Flow("read out", sender="till", recipient="vendor", act="read"),
]
SYSTEM = System(
    "shop",
    {actor.name: actor for actor in (*BUILT_IN_ACTORS, *ACTORS)},
    acts={name.name: name for name in (*BUILT_IN_ACTS, *ACTS)},
    flows=tuple(FLOWS),
)


def test_which_acts_a_flow_is(same_text: Compare) -> None:
    words = Vocabulary(SYSTEM)
    rows = []
    for flow in FLOWS:
        rows.append(f"{flow.name}\n")
        for party in ("shop", "vendor"):
            told = {
                subject: ", ".join(acts(flow, words.matching[party], subject, words))
                for subject in ("customer", "friend", NOBODY)
            }
            rows.append(f"  to the {party}: {'; '.join(f'{what} ({subject})' for subject, what in told.items())}\n")
    same_text("acts.txt", "".join(rows))
