"""A citation as it stands in a file: who cites which sentence, and where."""

from __future__ import annotations

from attrs import frozen

from flowvow.text.span import Span

MARK = "non-normative mark"


@frozen
class Citation:
    """One sentence number in one place.

    Attributes:
        policy: the policy cited.
        number: the sentence.
        kind: what cites it: clause, flow, actor, store, data type, purpose, act, condition, or a mark that the
            sentence promises nothing.
        name: its name; empty for a mark.
        span: where the number stands.
    """

    policy: str
    number: str
    kind: str
    name: str
    span: Span

    @property
    def who(self) -> str:
        """What cites it, in words."""
        return f"{self.kind} {self.name}".rstrip()
