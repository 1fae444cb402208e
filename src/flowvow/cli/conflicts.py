"""``flowvow conflicts``: what the clauses of a policy make of each other, without a look at any flow."""

from __future__ import annotations

from argparse import ArgumentParser, ArgumentTypeError, Namespace
from collections.abc import Iterator

from flowvow.cli.policies import Text, add_texts, in_order, texts
from flowvow.cli.streams import colour, put
from flowvow.findings.consistency import Consistency
from flowvow.findings.finding import Level
from flowvow.findings.report import Outcome
from flowvow.model.clauses import Policy
from flowvow.text.problem import Gathering, Problems

_BROAD = 5000


def arguments(parser: ArgumentParser) -> None:
    """Declare them."""
    add_texts(parser)
    parser.add_argument(
        "--broad",
        metavar="N",
        type=_count,
        default=_BROAD,
        help="name permits that span more combinations than this; default: %(default)s",
    )
    parser.add_argument(
        "--fail-on",
        choices=("warning", "note"),
        default="",
        help="the level from which what is found breaks the run; default: none does",
    )
    parser.add_argument("--notes", action="store_true", help="tell narrowings too, not only their number")
    parser.add_argument("--text", metavar="DIR", default="", help="the folder of the policies' texts, to quote them")
    parser.add_argument("--format", choices=("text", "json"), default="text", help="default: text")
    parser.add_argument("-o", "--output", metavar="FILE", default="", help="write there, whole or not at all")


def _count(text: str) -> int:
    if not text.isdecimal() or len(text) > 18:
        raise ArgumentTypeError(f"'{text[:40]}' is no number of combinations; write one such as {_BROAD}")
    return int(text)


def run(options: Namespace) -> int:
    """Compare the clauses of every policy."""
    from flowvow.cli.quoting import words_of

    read = _read(options)
    found = [one for _, one in read]
    words = words_of([policy for policy, _ in read], options.text)
    outcome = _outcome(found, options.fail_on)
    if options.format == "json":
        from flowvow.outputs import consistency_json

        put(consistency_json.write(found, outcome.value), options.output)
    else:
        from flowvow.outputs import consistency
        from flowvow.outputs.style import Style

        style = Style(colour() and not options.output)
        put("\n".join(consistency.write(one, options.notes, style, words) for one in found), options.output)
    return outcome.exit_code


def _read(options: Namespace) -> list[tuple[Policy, Consistency]]:
    """Every policy, and what was found in it. Raises ``Problems``."""
    from flowvow.comparing.conflicts import consistency

    found: list[tuple[Policy, Consistency]] = []
    gathering = Gathering()
    for path in in_order(options.paths):
        try:
            for text in texts(path):
                idle = set(_idle(text))
                for policy in text.system.policies:
                    found.append((policy, consistency(text.system, policy, options.broad, idle, alone=text.alone)))
        except Problems as problems:
            gathering.take(problems)
    gathering.tell()
    return found


def _idle(text: Text) -> Iterator[str]:
    """The clauses that no flow of a model meets."""
    if text.alone:
        return
    from flowvow.checks.run import check
    from flowvow.findings.finding import Status

    yield from (one.id for one in check(text.system).clauses if one.status is Status.IDLE)


def _outcome(found: list[Consistency], fail_on: str) -> Outcome:
    told = [one.level for policy in found for one in policy.conflicts]
    told += [one.level for policy in found for one in policy.remarks]
    if fail_on and (Level.WARNING in told or (fail_on == "note" and told)):
        return Outcome.BROKEN
    if any(policy.unfinished for policy in found) or not any(policy.compared for policy in found):
        return Outcome.UNDECIDED
    return Outcome.KEPT
