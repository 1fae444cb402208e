"""Arguments that can't be used end the run with code 2 and a suggestion."""

from __future__ import annotations

import re
from argparse import Action, ArgumentParser, HelpFormatter
from typing import Any, NoReturn

_CHOICE = re.compile(r"invalid choice: '(.*)' \(choose from (.*)\)", re.DOTALL)


class _Formatter(HelpFormatter):
    """Options with their value once, as newer Pythons print them; so the help is the same under all."""

    def _format_action_invocation(self, action: Action) -> str:
        if not action.option_strings or action.nargs == 0:
            return super()._format_action_invocation(action)
        value = self._format_args(action, self._get_default_metavar_for_optional(action))
        return f"{', '.join(action.option_strings)} {value}"


class Parser(ArgumentParser):
    """argparse, but options are never abbreviated and a mistaken word gets a suggestion."""

    def __init__(self, **options: Any) -> None:
        super().__init__(allow_abbrev=False, formatter_class=_Formatter, **options)

    def parse_known_args(self, args: Any = None, namespace: Any = None) -> Any:
        """A command tells its own unknown options, knowing which ones it has."""
        found, unknown = super().parse_known_args(args, namespace)
        if unknown and " " in self.prog:
            self.error(f"unrecognized arguments: {' '.join(unknown)}")
        return found, unknown

    def error(self, message: str) -> NoReturn:
        """Print the usage and the fault, and exit."""
        from flowvow.text.nearest import did_you_mean
        from flowvow.text.show import inert

        if found := _CHOICE.search(message):
            message = "; ".join(filter(None, (message, did_you_mean(found[1], re.findall(r"[\w-]+", found[2])))))
        elif message.startswith("unrecognized arguments: "):
            known = [option for action in self._actions for option in action.option_strings]
            words = message.removeprefix("unrecognized arguments: ").split()
            message = "; ".join(
                filter(None, (message, *(did_you_mean(word.partition("=")[0], known) for word in words)))
            )
        super().error(inert(message))
