"""Random models about promised events: what is to be deleted, given back or told, and all that can be in its way."""

from __future__ import annotations

from attrs import evolve

from flowvow.model.clauses import Carve, Clause, ClauseForm, Exception_, Need, PermittedBy, Policy, Reach, Require
from flowvow.model.conditions import ALWAYS
from flowvow.model.names import Form
from flowvow.model.system import System

from .models import TERMS, TIMES, Maker


class Eventful(Maker):
    """Builds one such model: the words and flows of others, more that serve events, and promises of nothing else."""

    def lay_flows(self) -> None:
        super().lay_flows()
        kept = {"kept": self.one(*TERMS), "act": "", "via": "", "when": ALWAYS}
        for sender, recipient in (("shop", "mailer"), ("mailer", self.one(*self.ends))):
            data = self.some_data("shop")
            self.add(sender=sender, recipient=recipient, data=data, **kept)
            self.held[recipient] += data
        for _ in range(self.random.randint(2, 4)):
            shape = self.random.choices(["delete", "asked", "return", "notify"], [3, 4, 3, 2])[0]
            place = self.one(*[name for name in self.ends if self.held[name]])
            if shape == "asked":
                sender = self.one(*self.ends)
                self.add(
                    act="delete", sender=sender, recipient=place, data=self.some_data(place), within=self.one(*TIMES)
                )
            else:
                self.serve(shape, place)

    def spares(self, depth: int = 2) -> tuple[Exception_, ...]:
        found: list[Exception_] = []
        while depth and self.chance(0.4) and len(found) < 2:
            reach = self.sparing()
            when = self.expression([*self.variables, *self.safeguards]) if self.chance(0.5) else ALWAYS
            if self.chance(0.1) and depth == 2:
                found.append(PermittedBy())
            elif reach != Reach() or when != ALWAYS:
                found.append(Carve(reach, when, self.spares(depth - 1)))
        return tuple(found)

    def sparing(self) -> Reach:
        """What copies can fit, and at times what none can."""
        drawn = {
            "data": self.wider(self.some_data(self.one(*self.ends)), self.name_of),
            "about": (self.one("customer", "person", *self.friends),),
            "at": (self.one(*self.names),),
            "form": self.pick(list(Form), 2),
            "through": self.pick([*self.ends, *(f.name for f in self.flows), "frame-1"], 2),
        }
        fields = {name: value for name, value in drawn.items() if self.chance(0.3)}
        if self.chance(0.08):
            fields |= self.one({"act": ("delete",)}, {"by": ("anyone",)}, {"recipient": ("customer",)})
            fields |= self.one({}, {"sender": ("shop",)}, {"makes": ("email",)}, {"purposes": ("serve",)})
        return Reach(**fields)

    def event_clause(self, name: str, policy: str) -> Clause:
        condition = self.expression([*self.variables, *self.safeguards], 1) if self.chance(0.4) else ALWAYS
        more = {"travels": self.chance(0.4), "until": None, "exceptions": self.spares()}
        clause = self.presence(name, policy, condition, more)
        if clause.require.need is Need.NOTIFY:
            return evolve(clause, exceptions=more["exceptions"] if self.chance(0.5) else ())
        return evolve(clause, require=self.named(clause.require))

    def named(self, require: Require) -> Require:
        """Sooner or later, and more than one name at times."""
        within = self.one(*TIMES) if self.chance(0.5) else require.within
        if self.chance(0.3):
            return evolve(require, within=within, names=self.pick(list(self.name_of), 2))
        return evolve(require, within=within)

    def policy(self, name: str, party: str) -> Policy:
        clauses = [self.event_clause(f"c{i}", name) for i in range(self.random.randint(2, 3))]
        broad = Clause("broad", name, ClauseForm.PERMIT, Reach(by=("anyone",)))
        return Policy(name, party, clauses=(*clauses, broad))


def eventful_system(seed: int) -> System:
    """The model of a seed; the same one on every run."""
    return Eventful(seed).system()
