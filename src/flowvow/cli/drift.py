"""``flowvow drift``: what became of each sentence of a text, and who has to look again."""

from __future__ import annotations

from argparse import ArgumentParser, Namespace
from pathlib import Path

from flowvow.cli.paths import add_for
from flowvow.cli.streams import colour, put


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
    from flowvow.cli.versions import either, outlined, worded
    from flowvow.outputs import drift as output
    from flowvow.outputs.style import Style
    from flowvow.policy.drift import compare
    from flowvow.policy.review import review
    from flowvow.reading.sites import sites
    from flowvow.reading.users import users

    old, new = outlined(options.old), either(options.new)
    old = worded(old, options.old_text) if options.old_text else old
    using = users(Path(options.old), Path(options.within or Path(options.old).parent))
    citations = [
        citation
        for user in using.files
        for site in sites(user.file, user.policy)
        for _, citation in site.numbers
        if citation.policy in using.policies
    ]
    drift = compare(old.sentences, new.sentences)
    found = review(old.name, new.name, drift, citations, using.policies, (old.words, new.words))
    text = (
        output.write_json(found)
        if options.format == "json"
        else output.write(found, Style(colour() and not options.output))
    )
    put(text, options.output)
    return output.outcome(found).exit_code
