"""``flowvow drift``: what became of each sentence of a text, and who has to look again."""

from __future__ import annotations

from argparse import ArgumentParser, Namespace
from collections.abc import Mapping
from pathlib import Path
from typing import TYPE_CHECKING

from flowvow.cli.paths import add_for
from flowvow.cli.streams import colour, put
from flowvow.text.problem import Problem, Problems
from flowvow.text.span import Span

if TYPE_CHECKING:
    from flowvow.cli.versions import Version
    from flowvow.policy.likeness import Told


def arguments(parser: ArgumentParser) -> None:
    """Declare them."""
    parser.add_argument("old", metavar="OLD.outline.yaml", help="the outline that is cited")
    parser.add_argument("new", metavar="NEW", help="the new text, or its outline")
    parser.add_argument(
        "--old-text", metavar="FILE", default="", help="the text that OLD is of: edits are then told exactly"
    )
    add_for(parser)
    parser.add_argument("--format", choices=("text", "json"), default="text", help="default: text")
    parser.add_argument("-o", "--output", metavar="FILE", default="", help="write there, whole or not at all")


def run(options: Namespace) -> int:
    """Compare, and tell who cites what has changed."""
    from flowvow.cli.versions import either, outlined
    from flowvow.outputs import drift as output
    from flowvow.outputs.style import Style
    from flowvow.policy.drift import compare
    from flowvow.policy.review import review
    from flowvow.reading.sites import sites
    from flowvow.reading.users import users

    old, new = outlined(options.old), either(options.new)
    sentences, then = _words(old, options.old_text) if options.old_text else (old.sentences, {})
    using = users(Path(options.old), Path(options.within or Path(options.old).parent))
    citations = [
        citation
        for user in using.files
        for site in sites(user.file, user.policy)
        for _, citation in site.numbers
        if citation.policy in using.policies
    ]
    found = review(old.name, new.name, compare(sentences, new.sentences), citations, using.policies, (then, new.words))
    text = (
        output.write_json(found)
        if options.format == "json"
        else output.write(found, Style(colour() and not options.output))
    )
    put(text, options.output)
    return output.outcome(found).exit_code


def _words(old: Version, file: str) -> tuple[tuple[Told, ...], Mapping[str, str]]:
    """The old sentences with their words; raises ``Problems`` where the text isn't the one that was outlined."""
    from flowvow.cli.versions import written

    text = written(file)
    prints = {one.number: one.fingerprint for one in text.sentences}
    other = [one.number for one in old.sentences if prints.get(one.number) != one.fingerprint]
    if other or len(text.sentences) != len(old.sentences):
        told = f"{len(other)} of {len(old.sentences)} sentences are other ones" if other else "it has further sentences"
        raise Problems(
            [Problem(Span(file, 0, 0), f"isn't the text of {old.name}: {told}", "give the text it was cut from")]
        )
    return text.sentences, text.words
