"""What every view looks at: the model, its report, and what follows from both."""

from __future__ import annotations

from collections.abc import Iterable
from functools import cached_property

from attrs import frozen

from flowvow.findings.consent import Consent
from flowvow.findings.consistency import Consistency
from flowvow.findings.finding import Verdict
from flowvow.findings.report import Report
from flowvow.graph.states import EVERY, BudgetError, States
from flowvow.model.conditions import names_in
from flowvow.model.flows import Flow
from flowvow.model.system import System
from flowvow.model.vocabulary import Vocabulary
from flowvow.pictures.drawing import Style
from flowvow.pictures.presence import Carried, carried_by
from flowvow.pictures.wording import guard_words

# From the gravest; an arrow looks like the gravest of its flows.
GRAVITY = [
    Style.FORBIDDEN,
    Style.CONFLICTING,
    Style.UNDECIDED,
    Style.UNDISCLOSED,
    Style.DISCLAIMED,
    Style.PERMITTED,
    Style.GATED,
    Style.SERVING,
    Style.PLAIN,
    Style.LEFT,
    Style.ANYWAY,
    Style.STARTED,
    Style.GRANTED,
    Style.REMOVED,
    Style.FADED,
]
GRAVE = frozenset(GRAVITY[:4])
# Acts that serve what was promised; nobody asks for a permit to do them.
_SERVING = frozenset({"delete", "return", "notify"})
_LOOKS = {verdict: Style(verdict.value) for verdict in Verdict}


def gravest(styles: Iterable[Style]) -> Style:
    """The gravest of these; plain where there are none."""
    return min(styles, key=GRAVITY.index, default=Style.PLAIN)


@frozen(slots=False, eq=False)
class Scene:
    """A model and its report.

    Attributes:
        folder: the folder that the picture is written to, relative like the files' names; links start there.
        before: the same without the proposals that are laid over the model, where there are any.
        consent: what its choices change, where a view of a choice is asked for.
        consistency: what the clauses make of each other, where a view of clauses is asked for.
    """

    system: System
    report: Report
    folder: str = ""
    before: Scene | None = None
    consistency: tuple[Consistency, ...] = ()
    consent: Consent | None = None

    @cached_property
    def vocabulary(self) -> Vocabulary:
        """What the names denote."""
        return Vocabulary(self.system)

    @cached_property
    def parties(self) -> tuple[str, ...]:
        """Who makes the promises, each once."""
        return tuple(dict.fromkeys(policy.party for policy in self.system.policies))

    @cached_property
    def states(self) -> States:
        """Sets of states over the model's conditions, in the order in which the flows mention them."""
        mentioned = [name for flow in self.system.flows for name in names_in(flow.when)]
        return States(list(dict.fromkeys([*mentioned, *sorted(self.system.conditions)])))

    @cached_property
    def carried(self) -> Carried:
        """Which data the flows carry at all, and in which states."""
        return carried_by(self.vocabulary, self.states)

    def guard(self, flow: Flow) -> int:
        """The states in which a flow's guard holds."""
        try:
            return self.states.of(flow.when)
        except BudgetError:
            return EVERY

    def either(self, a: int, b: int) -> int:
        """The states in one or the other."""
        try:
            return self.states.either(a, b)
        except BudgetError:
            return EVERY

    def gate(self, guard: int) -> str:
        """A guard in words; nothing for always."""
        try:
            sets, more = self.states.minimal_sets(guard, 50)
        except BudgetError:
            return "see the tooltip"
        return guard_words(sets, more) if sets else "never"

    def style(self, flow: Flow) -> Style:
        """The look of the gravest verdict on any datum of a flow, in any state."""
        silent = Style.SERVING if self.vocabulary.is_act(flow.act, *_SERVING) else Style.PLAIN
        return self._styles.get((flow.name, flow.sender, flow.recipient, flow.at), silent)

    @cached_property
    def _styles(self) -> dict[tuple[str, str, str, str], Style]:
        found: dict[tuple[str, str, str, str], Style] = {}
        for one in self.report.verdicts:
            key = (one.flow, one.sender, one.recipient, one.at)
            found[key] = gravest((_LOOKS[one.verdict], found.get(key, Style.FADED)))
        return found

    @property
    def version(self) -> str:
        """Of which policies, and with which proposals."""
        told = "; ".join(self.report.policies)
        laid = ", ".join(self.system.proposals)
        return f"{told}; with the proposal {laid}" if laid else told
