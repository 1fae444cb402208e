"""Colours, where the reader's terminal shows them."""

from __future__ import annotations

from attrs import frozen

from flowvow.findings.finding import Level
from flowvow.findings.report import Outcome

_RED, _YELLOW, _BLUE, _GREEN, _BOLD, _DIM = "31", "33", "34", "32", "1", "2"
_LEVELS = {Level.ERROR: _RED, Level.WARNING: _YELLOW, Level.NOTE: _BLUE}
_OUTCOMES = {Outcome.KEPT: _GREEN, Outcome.BROKEN: _RED, Outcome.UNDECIDED: _YELLOW}


@frozen
class Style:
    """How to mark parts of a text; without colour every method gives its text back."""

    colour: bool = False

    def level(self, level: Level, text: str) -> str:
        """In the colour of a finding's level."""
        return self._paint(f"{_BOLD};{_LEVELS[level]}", text)

    def outcome(self, outcome: Outcome, text: str) -> str:
        """In the colour of a verdict."""
        return self._paint(f"{_BOLD};{_OUTCOMES[outcome]}", text)

    def strong(self, text: str) -> str:
        """What to read first."""
        return self._paint(_BOLD, text)

    def faint(self, text: str) -> str:
        """Frames, labels and places."""
        return self._paint(_DIM, text)

    def _paint(self, code: str, text: str) -> str:
        return f"\x1b[{code}m{text}\x1b[0m" if self.colour and text else text


PLAIN = Style()
