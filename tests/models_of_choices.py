"""Random models that are about choices: several people's, with ways round them and ways back.

`python -m tests.models_of_choices 500` counts what is in 500 of them.

They are the models of `models.py` with more guards, and with what hangs together by a choice: the flow that asks, the
flow that withdraws, a second way for the same data, a fallback, a deletion once it is refused.
"""

from __future__ import annotations

import sys
from collections import Counter

from attrs import evolve

from flowvow.model.actors import Actor
from flowvow.model.clauses import Clause, ClauseForm, Need, Policy, Reach, Require
from flowvow.model.conditions import ALWAYS, All, Condition, ConditionKind, Default, Expression, Named, Not, Some
from flowvow.model.flows import Flow, How
from flowvow.model.names import Form, Name
from flowvow.model.system import System

from .models import TERMS, TIMES, Maker
from .reference import Reference


class Chooser(Maker):
    """Builds one model whose flows hang on choices; a monotone one has no `not` in a guard."""

    def __init__(self, seed: int, monotone: bool = False) -> None:
        super().__init__(seed)
        self.monotone = monotone

    # --- words --------------------------------------------------------------------------------------------------

    def actors(self) -> dict[str, Actor]:
        found = super().actors()
        more = [Actor("friend", ("person",))] if self.chance(0.4) else []
        more += [Actor("book", of=("shop",), store=True, kept=self.one(None, *TERMS))] if self.chance(0.5) else []
        more += [Actor("admin", ("person",), of=("mailer",))] if self.chance(0.3) else []
        return {**{actor.name: actor for actor in more}, **found}

    def words(self) -> None:
        super().words()
        self.name_of["wish"] = Name("wish")
        if self.chance(0.4):
            self.name_of["number"] = Name("number", origin=(self.one(*sorted({"book", "shop"} & {*self.ends})),))
        people = [name for name in ("friend", "admin") if name in self.names]
        pool = [("news", self.one("customer", "person")), ("orders", "customer"), ("tracks", self.one("shop", "web"))]
        pool = [(name, by if by in self.names else "shop") for name, by in pool]
        pool += [(f"of-{name}", name) for name in people] + [("bulk", "mailer")]
        chosen = self.random.sample(pool, self.random.choice([1, 2, 2, 3, 3]))
        safeguards = [c for c in self.conditions.values() if c.kind is ConditionKind.SAFEGUARD]
        found = [Condition(name, ConditionKind.CHOICE, by, self.one(*Default)) for name, by in sorted(chosen)]
        self.choices = [c.name for c in found]
        events = [Condition(n, ConditionKind.CIRCUMSTANCE, "court") for n in ("court-order", "leaving")]
        found += events[: self.random.randint(0, min(2, 4 - len(found)))]
        self.variables = [c.name for c in found]
        self.conditions = {c.name: c for c in (*found, *safeguards)}

    def expression(self, names: list[str], depth: int = 2) -> Expression:
        return self.positive(super().expression(names, depth)) if self.monotone else super().expression(names, depth)

    def positive(self, guard: Expression) -> Expression:
        """The same guard without its `not`s."""
        if isinstance(guard, Not):
            return self.positive(guard.part)
        return guard if isinstance(guard, Named) else type(guard)(tuple(map(self.positive, guard.parts)))

    def refusal(self, choice: str) -> Expression:
        return Named(choice) if self.monotone else Not(Named(choice))

    # --- flows --------------------------------------------------------------------------------------------------

    def add(self, **fields: object) -> Flow:
        fields.setdefault("when", self.guard())
        return super().add(**fields)

    def guard(self) -> Expression:
        if self.chance(0.45):
            return ALWAYS
        choice = Named(self.one(*self.choices))
        if len(self.choices) > 1 and self.chance(0.2):
            return self.one(All, Some)(tuple(map(Named, self.random.sample(self.choices, 2))))
        if len(self.variables) > 2 and self.chance(0.1):
            return self.either_or()
        if self.chance(0.6):
            return choice
        return self.expression(self.variables, self.one(0, 1, 2))

    def either_or(self) -> Expression:
        """One way where something holds, another where it doesn't; both ways together always do."""
        one, way, other = map(Named, self.random.sample(self.variables, 3))
        return Some((All((one, way)), All((self.refusal(one.name), other))))

    def lay_flows(self) -> None:
        super().lay_flows()
        for another in (self.second_way, self.fallback, self.more_pairs, self.keep_and_erase):
            if self.chance(0.45):
                another()
        if self.chance(0.1):
            self.lower_way()

    def moves(self) -> list[Flow]:
        return [f for f in self.flows if f.sender and not f.act and f.recipient in self.actor_of]

    def second_way(self) -> None:
        """The same data reach the same organisation under another guard."""
        flow = self.one(*self.moves())
        ends = [flow.recipient, *(a.name for a in self.actor_of.values() if flow.recipient in a.of)]
        senders = [n for n in self.ends if set(flow.data) & set(self.held[n]) and n != flow.recipient]
        sender, end = self.one(flow.sender, *senders), self.one(*ends)
        if sender != end:
            why = flow.purposes if self.chance(0.7) else self.pick(list(self.purposes))
            self.add(sender=sender, recipient=end, data=flow.data, purposes=why, act="", via="")

    def fallback(self) -> None:
        """What happens instead where somebody refuses."""
        flow = self.one(*self.moves())
        self.add(
            sender=flow.sender, recipient=flow.recipient, data=flow.data, when=self.refusal(self.one(*self.choices))
        )

    def lower_way(self) -> None:
        """One product in two forms, from two places to one end, one of them by choice."""
        places = [n for n in ("shop", "web", "mailer") if n in self.ends and self.held[n]]
        ends = [n for n in self.ends if n not in places and not self.held_by_person(n)]
        if len(places) < 2 or not ends:
            return
        self.name_of.setdefault("tag", Name("tag", form=self.one(None, Form.PSEUDONYMOUS)))
        hows, end = self.random.sample([How.STRIP, How.JOIN], 2), self.one(*ends)
        guards = self.random.sample([Named(self.one(*self.choices)), self.guard()], 2)
        data = self.one(*self.held["customer"])
        for place, how, when in zip(self.random.sample(places, 2), hows, guards, strict=True):
            self.add(sender="customer", recipient=place, data=(data,), when=ALWAYS, about=())
            self.add(at=place, data=(data,), makes="tag", how=how, when=ALWAYS, about=())
            self.add(sender=place, recipient=end, data=("tag",), when=when, purposes=(), act="", via="", about=())

    def more_pairs(self) -> None:
        """One line with a list at an end is several flows of one name."""
        at = self.one(*[i for i, f in enumerate(self.flows) if f in self.moves()])
        flow = self.flows[at]
        others = [n for n in self.ends if n not in (flow.sender, flow.recipient)]
        end = self.one("sender", "recipient")
        self.flows.insert(at + 1, evolve(flow, **{end: self.one(*others)}))

    def keep_and_erase(self) -> None:
        """Data are kept somewhere while a choice is granted, and perhaps deleted once it isn't."""
        holders = [n for n in self.ends if self.held[n] and not self.held_by_person(n)]
        places = [n for n in self.ends if not self.held_by_person(n) and n != "jar"]
        choice, place, sender = self.one(*self.choices), self.one(*places), self.one(*holders)
        if place == sender:
            return
        data = self.some_data(sender)
        self.add(sender=sender, recipient=place, data=data, when=Named(choice), act="", kept=self.one(*TERMS))
        if self.chance(0.6):
            when = self.one(self.refusal(choice), Named(self.one(*self.variables)), ALWAYS)
            how = {"at": place} if self.chance(0.5) else {"sender": "shop", "recipient": place}
            self.add(act="delete", data=data, within=self.one(None, *TIMES), when=when, **how)

    # --- what is said of the choices ----------------------------------------------------------------------------

    def ask(self) -> None:
        for name in self.choices:
            choice = self.conditions[name]
            refusing = self.pick(list(self.purposes), 2) if self.chance(0.4) else ()
            asked = self.question(choice) if self.chance(0.6) else ""
            withdraw = self.one("", "by a letter", self.way_back(choice), self.way_back(choice))
            self.conditions[name] = evolve(choice, refusing=refusing, asked=asked, withdraw=withdraw)
        self.asked_first = [name for name in self.choices if self.conditions[name].asked]

    def question(self, choice: Condition) -> str:
        """An early flow, or a banner of its own that comes after some flow."""
        if self.chance(0.5):
            return self.one(*self.flows[:2]).name
        to = choice.by if choice.by in self.ends and choice.by != "shop" else "customer"
        flow = self.add(sender="shop", recipient=to, data=self.some_data("shop"), when=ALWAYS, act="", via="")
        if self.chance(0.5):
            at = self.one(*range(len(self.flows) - 1))
            late = [f.name for f in self.flows if not {flow.name, f.name} & self.named_before(self.flows[at].name)]
            if flow.name not in self.named_before(flow.name) and self.flows[at].name in late:
                self.flows[-1] = evolve(flow, after=tuple(sorted({*flow.after, self.flows[at].name})))
        return flow.name

    def named_before(self, name: str) -> set[str]:
        direct = {earlier for flow in self.flows if flow.name == name for earlier in flow.after}
        return direct.union(*map(self.named_before, direct))

    def way_back(self, choice: Condition) -> str:
        """A flow that withdraws: the chooser's own, or somebody else's, at times one that never happens."""
        own = choice.by if choice.by in self.ends else "customer"
        sender = own if self.chance(0.75) else "shop"
        recipient = "shop" if sender != "shop" else "mailer"
        events = [Named(name) for name in self.variables if name not in self.choices]
        never = Some(()) if self.monotone else All((Named(choice.name), Not(Named(choice.name))))
        when = self.one(ALWAYS, ALWAYS, self.refusal(choice.name), *events, never)
        data = ("wish",) if self.held_by_person(sender) else self.some_data(sender)
        act = {"act": "delete", "within": None} if self.chance(0.2) else {"act": "", "via": ""}
        return self.add(sender=sender, recipient=recipient, data=data, when=when, kept=None, **act).name

    def policy(self, name: str, party: str) -> Policy:
        """With a promise to delete what is kept, on refusal or always."""
        policy = super().policy(name, party)
        kept = [flow for flow in self.flows if flow.kept or (flow.recipient and self.actor_of[flow.recipient].store)]
        if not kept or self.chance(0.5):
            return policy
        flow = self.one(*kept)
        when = self.one(ALWAYS, self.refusal(self.one(*self.choices)), Named(self.one(*self.variables)))
        clause = Clause(
            "erasing",
            name,
            ClauseForm.REQUIRE,
            Reach(at=(self.one("shop", flow.recipient),) if self.chance(0.5) else ()),
            when,
            self.exceptions(flow, ()) if self.chance(0.4) else (),
            travels=self.chance(0.3),
            require=Require(Need.DELETE, self.wider(flow.data, self.name_of), within=self.one(None, *TIMES)),
        )
        return evolve(policy, clauses=(*policy.clauses, clause))


def choosing_system(seed: int, monotone: bool = False) -> System:
    """The model of a seed; the same one on every run."""
    return Chooser(seed, monotone).system()


def choice_features(system: System) -> set[str]:
    """What the reference says of a model's choices, reading by reading."""
    ref, found = Reference(system), set()
    uses = {use[:3] for use in ref.there()}
    for c in ref.choices():
        condition, (ended, more) = ref.system.conditions[c], ref.costs(c)
        told = {
            "H1 stops": ref.stops(c),
            "H1 starts": ref.stops(c, False),
            "H1 dead": c in ref.dead(),
            "H2 bypass": ref.bypasses(c),
            "H3 bundle": ref.bundled(c),
            "H5 ends": ended,
            "H5 more than admitted": more,
            f"H6 {ref.way_back(c)}": True,
            "H7 left behind": ref.left_behind(c),
            "H7 outlives": ref.outlives(c),
            "H7 left, promised": ref.withdrawal(c) and ref.left_behind(c) - ref.outlives(c),
            "H7 deleted": any(f.act in ref.acts("delete") and c in str(f.when) for f in system.flows),
            "H8 asked late": ref.asked_late(c),
            f"default {condition.default.value if condition.default else ''}": True,
            f"by {condition.by}": True,
        }
        found |= {feature for feature, there in told.items() if there}
    for name, atom, s in uses:
        there = ref.there()[name, atom, s]
        found.add(f"by default {ref.by_default(there)}")
        alone, others = ref.hands(s, name, atom)
        found |= {f"H9 alone by {alone}"} if alone is not None else set()
        found |= {"H9 not alone"} if alone is None and ref.choices(s) else set()
        found |= {"H9 others"} if others else {"H9 not others"}
        found |= {"hangs on several choices"} if len(ref.hangs_on(there)) > 1 else set()
    found |= {"H4 wrong hand"} if ref.wrong_hands() else set()
    deleting = [c for c in ref.promises if c.require.need is Need.DELETE]
    found |= {"H10 elsewhere"} if any(map(ref.elsewhere, deleting)) else set()
    names = Counter(flow.name for flow in system.flows)
    found |= {"several pairs"} if max(names.values()) > 1 else set()
    return found


def count_choice_features(seeds: range) -> Counter[str]:
    """In how many of the models each feature is."""
    counted: Counter[str] = Counter()
    for seed in seeds:
        counted.update(choice_features(choosing_system(seed)))
    return counted


if __name__ == "__main__":
    size = int(sys.argv[1]) if len(sys.argv) > 1 else 500
    for feature, count in sorted(count_choice_features(range(size)).items(), key=lambda pair: -pair[1]):
        print(f"{count / size:7.1%}  {feature}")
