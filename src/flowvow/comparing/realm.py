"""Everything a text could be asked about: the atoms along each dimension, and which of them go together.

A combination is one act on one datum. It *moves* data, from one actor to another; or it *uses* them in place; or it
*derives* something there. Whoever does it follows from the act and its ends (readings E3), and where it happens from
its ends; so a combination has nothing along ``by``, and along ``at`` only what happens in place.

The actors are those the model names. A kind's own name stands for anybody of that kind whom nothing names, as it does
at the end of a flow, and ``anyone`` for a stranger; a closed kind (``means``) has nobody else, and its name is left
out. In the same way ``NAME/other`` stands for what an open name doesn't list, and ``OTHER`` for data and purposes for
which there is no name at all. Places on the way (``through``) are conditions, as a copy may have passed several.
"""

from __future__ import annotations

from functools import cached_property

from flowvow.comparing.boxes import DIMENSIONS, EVERYTHING, Atom, Box, Space, overlap
from flowvow.model.actors import NOBODY
from flowvow.model.names import Form
from flowvow.model.vocabulary import OTHER, Vocabulary
from flowvow.policy.acts import SERVING

_BY_ENDS = ("collect", "use", "share")
NONE_HERE: frozenset[Atom] = frozenset({"-"})


class Realm:
    """The combinations over one vocabulary.

    Attributes:
        space: the atoms along each dimension; ``NONE_HERE`` where a combination has nothing along it.
        actors, data, purposes: the atoms of these.
        moving, using, deriving: the three kinds of combination; together they are all.
    """

    def __init__(self, vocabulary: Vocabulary) -> None:
        self.vocabulary = vocabulary
        system = vocabulary.system
        self.actors = frozenset(a for a in system.actors if not (system.actors[a].closed and vocabulary.members[a]))
        self.data = vocabulary.data.all_atoms(system.data) | {OTHER}
        self.purposes = vocabulary.purposes.all_atoms(system.purposes) | {OTHER}
        acts = frozenset(system.acts)
        making = frozenset(act for act in acts if "derive" in vocabulary.act_matches(act))
        inside = frozenset(act for act in acts if {"use", "delete"} & vocabulary.act_matches(act)) - making
        ends = self.actors | NONE_HERE
        sides: dict[str, frozenset[Atom]] = {
            "act": acts,
            "by": NONE_HERE,
            "from": ends,
            "to": ends,
            "at": ends,
            "through": NONE_HERE,
            "about": self.actors | {NOBODY},
            "data": self.data,
            "for": self.purposes,
            "form": frozenset(Form),
            "makes": self.data | NONE_HERE,
        }
        assert set(sides) == set(DIMENSIONS)
        self.space = Space(sides)
        stays = {"from": NONE_HERE, "to": NONE_HERE, "at": self.actors, "about": sides["about"]}
        moves = {"from": self.actors, "to": self.actors, "at": NONE_HERE, "about": sides["about"]}
        self.moving = EVERYTHING.having({**moves, "act": acts - making, "makes": NONE_HERE})
        self.using = EVERYTHING.having({**stays, "act": inside, "makes": NONE_HERE})
        self.deriving = EVERYTHING.having({**stays, "act": making, "makes": self.data})

    @property
    def kinds(self) -> tuple[Box, Box, Box]:
        """The three kinds of combination."""
        return self.moving, self.using, self.deriving

    def clipped(self, box: Box) -> list[Box]:
        """The combinations in a box."""
        return [found for kind in self.kinds if (found := overlap(box, kind)) is not None]

    def ordinary(self, party: frozenset[str]) -> list[Box]:
        """The combinations whose act is the one their ends say, as that party sees it (readings E2).

        A flow may state another act; what a text says of those by the way is not worth telling.
        """
        vocabulary = self.vocabulary
        acts = frozenset(vocabulary.system.acts)
        families = {name: frozenset(a for a in acts if name in vocabulary.act_matches(a)) for name in _BY_ENDS}
        persons = frozenset(name for name in self.actors if vocabulary.persons(name))
        others = acts - frozenset().union(*families.values())
        inside, outside = self.actors & party, self.actors - party
        moving = [
            {"act": families["collect"], "from": outside, "to": inside},
            {"act": families["share"], "to": outside},
            {"act": families["use"], "from": inside, "to": inside},
            {"act": families["use"], "to": persons - inside},
            {"act": others},
        ]
        boxes = [overlap(self.moving, EVERYTHING.having(sides)) for sides in moving]
        return [self.using, self.deriving, *(box for box in boxes if box is not None)]

    @cached_property
    def acts(self) -> dict[str, frozenset[str]]:
        """The acts by who does them: the recipient, either end, or the sender."""
        found: dict[str, set[str]] = {"arriving": set(), "keeping": set(), "leaving": set()}
        for act in self.vocabulary.system.acts:
            around = self.vocabulary.act_matches(act)
            arriving = "collect" in around or "read" in around
            found["arriving" if arriving else "keeping" if "keep" in around else "leaving"].add(act)
        return {who: frozenset(acts) for who, acts in found.items()}

    @cached_property
    def serving(self) -> frozenset[str]:
        """Deletions, returns and notices, which no ``only`` limits."""
        acts = self.vocabulary.system.acts
        return frozenset(act for act in acts if SERVING & self.vocabulary.act_matches(act))
