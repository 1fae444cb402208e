"""What is noted while values are read: problems, and every mention of a name, to be looked up when all files are in."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable

from attrs import define, field

from flowvow.model.conditions import Expression
from flowvow.reading.spaces import Space
from flowvow.text.nearest import did_you_mean
from flowvow.text.nodes import Node, Scalar
from flowvow.text.problem import Gathering


@define(eq=False)
class Notes:
    """Notes on one model.

    Attributes:
        gathering: the problems.
        mentions: every use of a name, by the set it must be in.
        listed: names that a list of parts makes known, with the place of the first listing.
        cited: every citation (``policy/section.sentence``), with its place.
        removed: names that a proposal takes away.
        policies: the names of the policies that are read.
        policy: the policy that a bare sentence number speaks of at the moment; empty where it isn't clear.
        sound_shapes: acts and fields of flows that go together, so that ten thousand alike are checked once.
        expressions: expressions read so far, with the pieces of their text that are names.
    """

    gathering: Gathering = field(factory=Gathering)
    mentions: defaultdict[Space, list[Scalar]] = field(factory=lambda: defaultdict(list))
    listed: defaultdict[Space, dict[str, Scalar]] = field(factory=lambda: defaultdict(dict))
    cited: list[tuple[str, Scalar]] = field(factory=list)
    removed: set[str] = field(factory=set)
    policies: tuple[str, ...] = ()
    policy: str = ""
    sound_shapes: set[tuple[object, ...]] = field(factory=set)
    expressions: dict[str, tuple[Expression, tuple[tuple[int, int], ...]]] = field(factory=dict)

    @property
    def sole_policy(self) -> str:
        """The one policy that is read, or an empty string."""
        return self.policies[0] if len(self.policies) == 1 else ""

    def problem(self, node: Node, message: str, help: str = "") -> None:  # noqa: A002
        """Note a problem at a place."""
        self.gathering.add(node.span, message, help)

    def unknown(self, node: Scalar, message: str, known: Iterable[str], otherwise: str = "") -> None:
        """Note a problem with a word, and the known word that is nearest to it."""
        if not self.gathering.no_room():
            self.gathering.add(node.span, message, did_you_mean(node.text, known) or otherwise)
