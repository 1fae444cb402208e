"""``flowvow coverage``: which sentences of a policy are accounted for, and what of a model cites none."""

from __future__ import annotations

from argparse import ArgumentParser, ArgumentTypeError, Namespace
from collections.abc import Sequence
from fractions import Fraction
from typing import TYPE_CHECKING

from flowvow.cli.policies import add_texts, in_order, texts
from flowvow.cli.streams import colour, put
from flowvow.findings.report import Outcome

if TYPE_CHECKING:
    from flowvow.outputs.coverage import Quoted
    from flowvow.policy.coverage import Coverage


def arguments(parser: ArgumentParser) -> None:
    """Declare them."""
    add_texts(parser)
    parser.add_argument("--fail", action="store_true", help="exit 1 unless every sentence is accounted for")
    parser.add_argument(
        "--fail-under", metavar="N", type=_percent, default=None, help="exit 1 where less than N percent are"
    )
    parser.add_argument(
        "--text", metavar="DIR", default="", help="the folder of the policies' texts, to quote, verify and link them"
    )
    parser.add_argument("--format", choices=("text", "json"), default="text", help="default: text")
    parser.add_argument("-o", "--output", metavar="FILE", default="", help="write there, whole or not at all")


def _percent(text: str) -> Fraction:
    try:
        number = Fraction(text)
    except (ValueError, ZeroDivisionError):
        raise ArgumentTypeError(f"'{text}' is no percentage; write a number from 0 to 100") from None
    if not 0 <= number <= 100:
        raise ArgumentTypeError(f"{text} is no percentage; write a number from 0 to 100")
    return number


def run(options: Namespace) -> int:
    """Count every policy of every model; all problems are told together."""
    from flowvow.outputs import coverage as output
    from flowvow.outputs.style import Style
    from flowvow.policy.coverage import coverage
    from flowvow.text.problem import Gathering, Problems

    found: list[Coverage] = []
    gathering = Gathering()
    for path in in_order(options.paths):
        try:
            for text in texts(path):
                found += coverage(text.system)
        except Problems as problems:
            gathering.take(problems)
    gathering.tell()
    quoted = _quoted(found, options.text)
    outcome, why = _outcome(found, quoted, options)
    if options.format == "json":
        put(output.write_json(list(zip(found, quoted, strict=True)), outcome), options.output)
    else:
        style = Style(colour() and not options.output)
        put(output.write(list(zip(found, quoted, strict=True)), outcome, why, style), options.output)
    return outcome.exit_code


def _quoted(found: Sequence[Coverage], folder: str) -> list[Quoted]:
    """What is known of each policy's text."""
    from flowvow.outputs.coverage import Quoted

    if not folder:
        return [Quoted() for _ in found]
    from flowvow.cli.originals import linked, originals

    known = originals([one.policy for one in found], folder)
    quoted = []
    for one in found:
        original = known.get(one.policy.outline)
        if original is None:
            quoted.append(Quoted())
            continue
        quoted.append(Quoted(original.sentences, linked(original, one.policy.url), original.changed))
    return quoted


def _outcome(found: Sequence[Coverage], quoted: Sequence[Quoted], options: Namespace) -> tuple[Outcome, str]:
    """The verdict and why: one policy that falls short breaks the run, one without an outline leaves it open."""
    known = [one for one in found if one.sentences]
    short = [one for one in known if options.fail_under is not None and one.share * 100 < options.fail_under]
    left = [one for one in known if options.fail and one.share < 1]
    changed = [one for one in quoted if options.fail and one.changed]
    if short or left or changed:
        under = f"less than {float(options.fail_under):g} % are accounted for" if short else ""
        open_ = "not every sentence is accounted for" if left and not short else ""
        return Outcome.BROKEN, " and ".join(filter(None, (under, open_, "the text has changed" if changed else "")))
    if len(known) < len(found) or not found:
        return Outcome.UNDECIDED, "there is no policy" if not found else "not every policy names an outline"
    return Outcome.KEPT, ""
