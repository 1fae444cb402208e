"""Problems: what is wrong with the input, where, and what to do about it. They are gathered and told together."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from attrs import frozen

from flowvow.text.source import Source
from flowvow.text.span import Span

MOST_PROBLEMS = 1000


@frozen(slots=True, order=True)
class Problem:
    """One fault of the input.

    Attributes:
        span: where it is.
        message: what is wrong, without a full stop.
        help: what to do about it, or empty.
    """

    span: Span
    message: str
    help: str = ""

    def __str__(self) -> str:
        return f"{self.span}: {self.message}" + (f" ({self.help})" if self.help else "")


class Problems(Exception):  # noqa: N818
    """The input can't be used: everything that is wrong with it, sorted by place.

    Attributes:
        problems: at least one.
        sources: the files that could be read as text, by name, to show the lines from.
    """

    def __init__(self, problems: Iterable[Problem], sources: Mapping[str, Source] | None = None) -> None:
        self.problems = tuple(sorted(set(problems)))
        self.sources = dict(sources or {})
        super().__init__("\n".join(map(str, self.problems)))

    def __reduce__(self) -> tuple[object, ...]:
        return Problems, (self.problems, self.sources)


class Gathering:
    """Problems as they come in, and the sources they stand in."""

    def __init__(self) -> None:
        self._problems: dict[Problem, None] = {}
        self.sources: dict[str, Source] = {}

    def __bool__(self) -> bool:
        return bool(self._problems)

    @property
    def full(self) -> bool:
        """Whether there are so many that further ones are no longer kept."""
        return len(self._problems) >= MOST_PROBLEMS

    def add(self, span: Span, message: str, help: str = "") -> None:  # noqa: A002
        """Keep a problem, unless it is known or there are too many already."""
        if not self.full:
            self._problems[Problem(span, message, help)] = None

    def take(self, problems: Problems) -> None:
        """Keep all that another reader found."""
        self.sources.update(problems.sources)
        for problem in problems.problems:
            if not self.full:
                self._problems[problem] = None

    def tell(self) -> None:
        """Raise everything, if there is anything."""
        if self._problems:
            raise Problems(self._problems, self.sources)
