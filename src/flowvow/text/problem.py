"""Problems: what is wrong with the input, where, and what to do about it. They are gathered and told together."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping

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
        nothing: whether nothing is wrong but that there is nothing to look at.
    """

    span: Span
    message: str
    help: str = ""
    nothing: bool = False

    def __str__(self) -> str:
        return f"{self.span}: {self.message}" + (f" ({self.help})" if self.help else "")


class Problems(Exception):  # noqa: N818
    """The input can't be used: everything that is wrong with it, sorted by place.

    Attributes:
        problems: at least one.
        sources: the files that could be read as text, by name, to show the lines from.
    """

    def __init__(self, problems: Iterable[Problem], sources: Mapping[str, Source] | None = None) -> None:
        self.problems = (
            tuple(dict.fromkeys(problems)) if isinstance(problems, Gathering) else tuple(sorted(set(problems)))
        )
        self.sources = dict(sources or {})
        super().__init__("\n".join(map(str, self.problems)))

    @property
    def nothing(self) -> bool:
        """Whether all there is to say is that there is nothing to look at."""
        return all(problem.nothing for problem in self.problems)

    def __reduce__(self) -> tuple[object, ...]:
        return Problems, (self.problems, self.sources)


class Gathering:
    """Problems as they come in, and the sources they stand in."""

    def __init__(self) -> None:
        self._problems: dict[Problem, None] = {}
        self._more = False
        self.sources: dict[str, Source] = {}

    def __len__(self) -> int:
        return len(self._problems)

    def __iter__(self) -> Iterator[Problem]:
        """What is kept, sorted; the last says so if there was more."""
        kept = sorted(self._problems)
        yield from kept
        if self._more:
            yield Problem(kept[-1].span, f"there are more problems than these {MOST_PROBLEMS}", "mend these first")

    def no_room(self) -> bool:
        """Whether a problem that is about to be worded would no longer be kept; that there was one is remembered."""
        self._more = self._more or len(self._problems) >= MOST_PROBLEMS
        return self._more

    def add(self, span: Span, message: str, help: str = "", nothing: bool = False) -> None:  # noqa: A002
        """Keep a problem, unless it is known or there are too many already."""
        self._keep(Problem(span, message, help, nothing))

    def _keep(self, problem: Problem) -> None:
        if problem in self._problems:
            return
        if not self.no_room():
            self._problems[problem] = None

    def take(self, problems: Problems) -> None:
        """Keep all that another reader found."""
        self.sources.update(problems.sources)
        for problem in problems.problems:
            self._keep(problem)

    def tell(self) -> None:
        """Raise everything, if there is anything."""
        if self._problems:
            raise Problems(self, self.sources)
