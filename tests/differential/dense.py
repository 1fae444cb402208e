"""Random models in which much is at work at once, so that each pair of the language's features meets often.

They are the models of `tests/models.py` with more forms of clause in each policy, more derivations, names and subjects
of every sort, and flows that leave facts out after clauses were cut to them.
"""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise

from attrs import evolve

from flowvow.model.actors import Actor
from flowvow.model.clauses import Carve, Clause, ClauseForm, Need, Policy, Reach
from flowvow.model.conditions import ALWAYS, All, Default, Expression, Named
from flowvow.model.flows import Flow, How
from flowvow.model.names import Extent, Form, Name
from flowvow.model.system import System
from tests.models import TERMS, TIMES, Maker

PLAIN = (ClauseForm.PERMIT, ClauseForm.FORBID, ClauseForm.DUTY, ClauseForm.DISCLAIM)
LIMITS = ("for", "to", "while", "kept")
EACH = (Need.WITH, Need.CONSENT, Need.OPT_OUT, Need.HAPPENS)
EVENTS = (Need.DELETE, Need.RETURN, Need.NOTIFY)
# Forbids twice, as more hangs on them than on others.
SORTS = (*PLAIN, ClauseForm.FORBID, *LIMITS, *EACH, *EVENTS)


class Dense(Maker):
    """Builds one such model."""

    def __init__(self, seed: int) -> None:
        super().__init__(seed)
        self.sort: object = ClauseForm.PERMIT
        self.next_how: How | None = None

    # --- words --------------------------------------------------------------------------------------------------

    def actors(self) -> dict[str, Actor]:
        more = [Actor("friend", ("person",))] if self.chance(0.5) else []
        more += [Actor("pay", ("vendor",))] if self.chance(0.4) else []
        found = {**{actor.name: actor for actor in more}, **super().actors()}
        if {"vendor", "court"} <= set(found) and self.chance(0.3):
            found["vendor"] = evolve(found["vendor"], of=("court",))
        return found

    def data(self) -> dict[str, Name]:
        found = super().data()
        if self.chance(0.5) and "card" in found:
            found["profile-facts"] = Name("profile-facts", Extent.CLOSED, ("personal",), without=("card",))
        if self.chance(0.4):
            found["list"] = Name("list", self.one(Extent.OPEN, Extent.CLOSED), ("email",))
        if self.chance(0.15) and not found["phone"].origin:
            found["phone"] = Name("phone", form=self.one(Form.AGGREGATE, Form.ANONYMOUS, Form.PSEUDONYMOUS))
        return found

    def words(self) -> None:
        """Seldom more than three conditions: states double with each, and say little that is new."""
        super().words()
        if len(self.variables) > 3 or (len(self.variables) > 2 and self.chance(0.5)):
            gone = self.variables.pop()
            del self.conditions[gone]

    # --- flows --------------------------------------------------------------------------------------------------

    def how(self, place: str) -> How:
        return self.next_how or super().how(place)

    def lay_flows(self) -> None:
        super().lay_flows()
        for how in self.random.sample(list(How), self.random.choice([1, 1, 2, 2])):
            self.made_and_sent(how)
        if self.chance(0.12):
            self.blended()
        if self.chance(0.3):
            self.of_another()
        if self.chance(0.12):
            self.go_round()
        if self.chance(0.2):
            sender = self.one(*[n for n in self.ends if self.held[n]])
            self.lay(sender, self.one(*[n for n in self.ends if n != sender]))
            if not self.flows[-1].via:
                self.flows[-1] = evolve(self.flows[-1], via=self.one(*self.sources(sender)))

    def made_and_sent(self, how: How) -> None:
        """One more derivation of a sort, with what it needs."""
        places = [n for n in self.ends if self.held[n] and not self.held_by_person(n)]
        place = self.one(*(places or [n for n in self.ends if self.held[n]]))
        if how is How.REIDENTIFY and "hashed" not in self.held[place]:
            self.next_how = How.STRIP
            self.derive(place)
        self.next_how = how
        self.derive(place)
        self.next_how = None
        if how is How.STRIP and self.chance(0.5):
            self.name_of["hashed"] = evolve(self.name_of["hashed"], form=Form.ANONYMOUS)

    def blended(self) -> None:
        """What was made less identifying in two ways is brought together."""
        places = [n for n in self.ends if self.held[n] and not self.held_by_person(n)]
        if places:
            place = self.one(*places)
            for self.next_how in (How.AGGREGATE, How.STRIP):
                self.derive(place)
            self.next_how = None
            self.name_of.setdefault("profile", Name("profile"))
            how = self.one(How.JOIN, How.LINK)
            self.add(at=place, data=("counts", "hashed"), makes="profile", how=how, when=ALWAYS, about=())
            self.held[place] += ["profile"]

    def serve(self, act: str, place: str) -> None:
        super().serve(act, place)
        if act == "return" and self.chance(0.4):
            self.flows[-1] = evolve(self.flows[-1], recipient=self.one("mailer", *self.friends))

    def of_another(self) -> None:
        """Somebody tells the shop of somebody else."""
        name = self.name_of.get("friend-mail")
        if name is not None:
            self.add(sender="customer", recipient="shop", data=("friend-mail",), when=ALWAYS, about=(), act="")
            self.held["shop"].append("friend-mail")
            if self.chance(0.6):
                end = self.one(*[n for n in self.ends if n != "shop"])
                self.add(sender="shop", recipient=end, data=("friend-mail",), about=(), act="")

    # --- clauses ------------------------------------------------------------------------------------------------

    def reach(self, flow: Flow, share: float = 0.5, act: bool = True) -> Reach:
        found = super().reach(flow, share, act)
        return evolve(found, sender=(flow.via,)) if flow.via and self.chance(0.3) else found

    def presence(self, name: str, policy: str, condition: Expression, more: dict[str, object]) -> Clause:
        clause = super().presence(name, policy, condition, more)
        if self.sort is Need.DELETE and self.chance(0.4):
            self.asked_of_vendors(clause.require.names)
            clause = evolve(clause, travels=True)
        if self.sort is Need.DELETE and self.chance(0.5):
            clause = evolve(clause, require=evolve(clause.require, within=self.one(*TIMES)))
        return clause

    def asked_of_vendors(self, data: tuple[str, ...]) -> None:
        """The mailer keeps data and is asked to delete them, and asks another in turn."""
        others = [n for n in ("pay", "court", "vault") if n in self.ends]
        chain = ["shop", "mailer", *([self.one(*others)] if others else [])]
        for sender, recipient in pairwise(chain):
            self.add(sender=sender, recipient=recipient, data=data, act="", via="", kept=self.one(*TERMS), when=ALWAYS)
            self.add(act="delete", sender=sender, recipient=recipient, data=data, within=self.one(*TIMES))

    def limit(self) -> str:
        return str(self.sort) if self.sort in LIMITS else super().limit()

    def need(self) -> Need:
        return self.sort if isinstance(self.sort, Need) else super().need()

    def event(self) -> Need:
        return self.sort if isinstance(self.sort, Need) else super().event()

    def of_each_flow(self) -> bool:
        return self.sort in EACH

    def clause(self, name: str, policy: str, permits: Sequence[str], form: ClauseForm) -> Clause:
        clause = super().clause(name, policy, permits, form)
        if form in (ClauseForm.PERMIT, ClauseForm.DUTY, ClauseForm.DISCLAIM):
            return clause
        if self.sort is Need.WITH and self.chance(0.5):
            clause = evolve(clause, require=evolve(clause.require, names=tuple(sorted(self.safeguards))))
        if self.chance(0.06):
            clause = evolve(clause, reach=evolve(clause.reach, about=("anyone",)))
        if self.sort not in EVENTS and self.chance(0.2):
            clause = evolve(clause, reach=evolve(clause.reach, through=(self.one(*self.ends),)))
        if self.sort in EACH and not clause.reach.purposes and self.chance(0.3):
            clause = evolve(clause, reach=evolve(clause.reach, purposes=self.wider(("ship",), self.purposes)))
        if self.sort is not Need.NOTIFY and self.chance(0.2):
            flow = self.one(*self.flows)
            inner = Carve(self.reach(flow, 0.3), self.expression(self.variables, 1))
            clause = evolve(clause, exceptions=(*clause.exceptions, Carve(self.reach(flow, 0.3), ALWAYS, (inner,))))
        return clause

    def policy(self, name: str, party: str) -> Policy:
        chosen = self.random.sample(SORTS, self.random.randint(5, 7) if party == "shop" else 3)
        chosen.sort(key=lambda sort: sort is not ClauseForm.PERMIT)
        clauses: list[Clause] = []
        for i, sort in enumerate(chosen):
            self.sort = sort
            only = ClauseForm.ONLY if sort in LIMITS else ClauseForm.REQUIRE
            permits = [clause.name for clause in clauses if clause.form is ClauseForm.PERMIT]
            clauses.append(self.clause(f"c{i}", name, permits, sort if isinstance(sort, ClauseForm) else only))
        forbids = [clause for clause in clauses if clause.form is ClauseForm.FORBID]
        if forbids and self.chance(0.5):
            clause = self.one(*forbids)
            reach = evolve(clause.reach, through=(), by=()) if self.chance(0.5) else clause.reach
            clauses.append(Clause("against", name, ClauseForm.PERMIT, reach, clause.condition))
        if self.chance(0.4):
            clauses.append(Clause("broad", name, ClauseForm.PERMIT, Reach(by=self.one((), ("anyone",)))))
        return Policy(name, party, clauses=tuple(clauses))

    # --- the whole ----------------------------------------------------------------------------------------------

    def system(self) -> System:
        system = super().system()
        flows = system.flows
        if self.chance(0.4):
            flows = tuple(self.left_out(flow) for flow in flows)
        if self.chance(0.35):
            flows = tuple(self.to_any(flow) for flow in flows)
        system = evolve(system, flows=flows)
        return self.obliging(system) if self.chance(0.25) else system

    def left_out(self, flow: Flow) -> Flow:
        """The flow, perhaps without saying what it is for."""
        return evolve(flow, purposes=()) if self.chance(0.7) else flow

    def to_any(self, flow: Flow) -> Flow:
        """The flow, perhaps to any vendor, or to whoever is called so, instead of to this one."""
        vendor = bool(flow.recipient) and self.actor_of[flow.recipient].kinds == ("vendor",)
        if not vendor or self.chance(0.4):
            return flow
        return evolve(flow, recipient="vendor", any_of=self.chance(0.7))

    def obliging(self, system: System) -> System:
        """The same, but it asks first, stops when told to, has safeguards and deletes, where that is required."""
        asked = [clause.require for clause in system.clauses if clause.require]
        choices = sorted({n for r in asked if r.need in (Need.CONSENT, Need.OPT_OUT) for n in r.names})
        safeguards = {n for r in asked if r.need is Need.WITH for n in r.names}
        erased = tuple(sorted({n for r in asked if r.need is Need.DELETE for n in r.names}))
        guards = tuple(Named(name) for name in choices)
        flows = list(system.flows)
        data, conditions = dict(system.data), dict(system.conditions)
        if choices:
            flows = [evolve(f, when=All((f.when, *guards)), after=(*f.after, "ask")) for f in flows]
            flows.append(Flow("ask", sender="shop", recipient="customer", data=("question",)))
            data["question"] = Name("question", origin=("shop",))
            conditions |= {n: evolve(conditions[n], asked="ask", by="anyone", default=Default.REFUSED) for n in choices}
        flows = [evolve(f, safeguards=tuple(sorted({*f.safeguards, *safeguards}))) for f in flows]
        if erased:
            flows.append(Flow("wipe", act="delete", at="anyone", data=erased, within=self.one(*TIMES)))
        return evolve(system, flows=tuple(flows), data=data, conditions=conditions)


def dense_system(seed: int) -> System:
    """The model of a seed; the same one on every run."""
    return Dense(seed).system()
