"""``flowvow explain``: what a code, a clause, a flow or a finding means, and what would clear it."""

from __future__ import annotations

import re
from argparse import ArgumentParser, Namespace

from flowvow import app
from flowvow.cli.paths import add_paths, add_proposals
from flowvow.cli.reckoning import add_reckoning, reckoning
from flowvow.cli.streams import colour, put
from flowvow.text.problem import Problem, Problems
from flowvow.text.span import Span

_CODE = re.compile(r"[A-Za-z]\d{3}")


def arguments(parser: ArgumentParser) -> None:
    """Declare them."""
    parser.add_argument(
        "name", metavar="NAME", help="a code such as P101, clause:NAME, flow:NAME, or a finding's id as check prints it"
    )
    add_paths(parser)
    add_proposals(parser)
    add_reckoning(parser)
    parser.add_argument("--format", choices=("text", "json"), default="text", help="default: text")


def run(options: Namespace) -> int:
    """Say what is known of the name; a code needs no model."""
    from flowvow.checks import explaining
    from flowvow.checks.catalogue import manuals
    from flowvow.outputs import accounts
    from flowvow.outputs.style import Style
    from flowvow.outputs.text import Wishes

    if _CODE.fullmatch(options.name):
        account = explaining.explain_code(options.name)
        if account is None:
            raise _unknown(options.name, manuals())
        json = options.format == "json"
        put(
            accounts.account_json(account)
            if json
            else accounts.write_account(account, None, Wishes(style=Style(colour())))
        )
        return 0
    known: list[str] = []
    as_of = reckoning(options)
    for place in app.models(options.paths):
        system = app.read(place, options.proposals)
        account = explaining.explain(system, options.name, as_of)
        if account is not None:
            report = app.check(place, options.proposals, reckoning=as_of)
            wishes = Wishes(sources=app.sources([report]), style=Style(colour()))
            text = accounts.write_account(account, report, wishes)
            put(accounts.account_json(account) if options.format == "json" else text)
            return 0
        known += explaining.names(system)
    raise _unknown(options.name, known)


def _unknown(name: str, known: object) -> Problems:
    from flowvow.text.nearest import did_you_mean

    names = [str(one) for one in known] if isinstance(known, list | dict) else []
    whole = [one for one in names if one.partition(":")[2] == name]
    help_ = (
        " or ".join(f"did you mean '{one}'?" for one in whole)
        or did_you_mean(name, names)
        or "write a code, clause:NAME, flow:NAME, or the id that `flowvow check` prints"
    )
    return Problems([Problem(Span(name, 0, 0), "there is nothing of that name", help_)])
