"""Where a limit or a requirement on one flow isn't met."""

from __future__ import annotations

from attrs import frozen

from flowvow.model.conditions import ALWAYS, Expression
from flowvow.model.times import Truth


@frozen
class Failing:
    """One way in which a flow within reach fails a clause.

    Attributes:
        where: the states, as an expression.
        sure: whether it fails there certainly (YES) or only possibly (MAYBE); NO where it would as of another date.
        needs: facts that would settle a possible failure.
        why: what fails, in a few words.
        remedy: what would mend it, in a few words.
        dated: whether only the date from which times are reckoned tells.
    """

    why: str
    where: Expression = ALWAYS
    sure: Truth = Truth.YES
    needs: tuple[str, ...] = ()
    remedy: str = ""
    dated: bool = False
