"""The command line: arguments, streams and exit codes. Rooms are entered only when a command needs them."""

from __future__ import annotations

import atexit
import gc
import os
import sys
from argparse import ArgumentParser, Namespace
from collections.abc import Sequence
from importlib import import_module

from flowvow import __version__
from flowvow.cli.parsing import Parser
from flowvow.cli.streams import prepare
from flowvow.text.problem import Problem, Problems
from flowvow.text.span import Span

# One line a command. Its module has `arguments(parser)` and `run(options)`, and is imported only for its own command.
COMMANDS = {
    "ask": "ask a policy whether something may be done, and by which sentences",
    "check": "decide whether a design keeps its promises",
    "consent": "say what each choice really changes, and what each flow hinges on",
    "conflicts": "say which clauses of a policy collide, and which say nothing or too much",
    "coverage": "say which sentences of a policy are accounted for, and what cites none",
    "deadlines": "tell by which date each promise with a time is due, and what the model does by then",
    "diff": "say what changed in meaning between two policies, models or revisions",
    "draw": "draw a model: the whole map, or one question's view of it",
    "drift": "tell what a changed text asks of those who cite it",
    "expect": "test models and proposals against their expect blocks",
    "explain": "say what a code, clause, flow or finding means, and what would clear it",
    "fmt": "write files the one way there is to say each thing",
    "outline": "number the sections and sentences of a policy text",
    "schema": "print the JSON Schema of a kind of file, for editors",
    "trace": "answer who can hold what, how it came there, and in which states",
}

UNUSABLE = 2
UNDECIDED = 3
NOTHING = 3
INTERNAL = 4
INTERRUPTED = 130
_LONGEST = 200

_CODES = "exit codes: 0 kept, 1 broken, 2 the input can't be used, 3 undecided or nothing checked, 4 internal error"


def main(argv: Sequence[str] | None = None) -> int:
    """Run one command and give its exit code."""
    gc.set_threshold(100_000)  # nearly all that is made lives to the end: looking for garbage costs a tenth of a run
    atexit.register(gc.freeze)  # nor does Python look a last time when it ends
    words = list(sys.argv[1:] if argv is None else argv)
    prepare()
    options = _parser(words).parse_args(words)
    try:
        return int(options.run(options))
    except Problems as problems:
        return _unusable(problems)
    except KeyboardInterrupt:
        return INTERRUPTED
    except OSError as error:
        return _internal(error, options) if error.filename is None else _unusable(_refused(error))
    except Exception as error:
        from flowvow.graph.budget import BudgetError

        return _past_budget() if isinstance(error, BudgetError) else _internal(error, options)


def _parser(words: Sequence[str]) -> ArgumentParser:
    parser = Parser(
        prog="flowvow",
        description="The type checker for privacy: does this design keep what our privacy policy promises?",
        epilog=_CODES,
    )
    parser.add_argument("--version", action="version", version=f"flowvow {__version__}")
    commands = parser.add_subparsers(metavar="COMMAND", dest="command", required=True)
    wanted = next((word for word in words if not word.startswith("-")), "")
    for name, purpose in COMMANDS.items():
        one = commands.add_parser(name, help=purpose, description=f"{purpose[0].upper()}{purpose[1:]}.", epilog=_CODES)
        if name == wanted:
            module = import_module(f"flowvow.cli.{name}")
            module.arguments(one)
            one.add_argument("--debug", action="store_true", help="show a traceback on an internal error")
            one.set_defaults(run=module.run)
    return parser


def _unusable(problems: Problems) -> int:
    from flowvow.text.show import show_all

    many = len(problems.problems)
    print(show_all(problems), file=sys.stderr)
    if problems.nothing:
        print("nothing was checked", file=sys.stderr)
        return NOTHING
    print(f"{many} problem{'s' if many > 1 else ''}; nothing was done", file=sys.stderr)
    return UNUSABLE


def _refused(error: OSError) -> Problems:
    """A name that the system refuses, or what it won't do with it, is the user's to mend wherever that comes up."""
    name = os.fsdecode(error.filename) if isinstance(error.filename, str | bytes) else str(error.filename)
    shown = name if len(name) <= _LONGEST else f"{name[:_LONGEST]}…"
    message = f"can't be used: {error.strerror or 'the system refuses'}"
    return Problems([Problem(Span(shown, 0, 0), message, "check the name and its permissions")])


def _past_budget() -> int:
    print("undecided: more choices decide together than can be worked out; nothing was done", file=sys.stderr)
    print(
        "  help: ask for one flow or choice (--flow, --choice) where the command has that, or split the model",
        file=sys.stderr,
    )
    return UNDECIDED


def _internal(error: Exception, options: Namespace) -> int:
    if options.debug:
        import traceback

        traceback.print_exception(error)
    kind = type(error).__name__
    print(f"flowvow: internal error: {kind}: {str(error)[:200]!r}", file=sys.stderr)
    print(
        "This is a fault of flowvow, not of your files. Please report it with the command you ran"
        + ("." if options.debug else " and what it prints with --debug."),
        file=sys.stderr,
    )
    return INTERNAL
