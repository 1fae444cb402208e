"""``flowvow ask``: may this be done, under which conditions, by which sentences?"""

from __future__ import annotations

from argparse import ArgumentParser, Namespace
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

from flowvow.cli.policies import texts
from flowvow.cli.streams import colour, put
from flowvow.findings.answer import Answer, Near, Silence
from flowvow.findings.report import Outcome
from flowvow.model.actors import NOBODY
from flowvow.model.conditions import ALWAYS, ConditionKind, Expression, names_in
from flowvow.model.names import Form
from flowvow.model.system import System
from flowvow.text.problem import Gathering, Problem, Problems
from flowvow.text.span import Span

if TYPE_CHECKING:
    from flowvow.comparing.question import Question
    from flowvow.comparing.regions import Regions

_SHOWN = 12
_NAMED = {
    "act": ("ACT", "what is done"),
    "data": ("NAME", "with which data type"),
    "by": ("ACTOR", "who does it; default: the policy's party, unless an end says it"),
    "from": ("ACTOR", "from whom"),
    "to": ("ACTOR", "to whom"),
    "at": ("ACTOR", "where, for what is done in place"),
    "through": ("ACTOR", "by whom the data came"),
    "about": ("ACTOR", "whose data; default: as the data's definition says, else anybody's"),
    "for": ("PURPOSE", "what for"),
    "makes": ("NAME", "what a derivation makes of it"),
}


def arguments(parser: ArgumentParser) -> None:
    """Declare them."""
    parser.add_argument("path", metavar="PATH", help="a policy file, or a model's folder or flow file")
    for name, (metavar, says) in _NAMED.items():
        parser.add_argument(f"--{name}", dest=f"asked_{name}", metavar=metavar, default="", help=says)
    forms = [form.value for form in Form]
    parser.add_argument("--form", choices=forms, default="", help="in which form; default: as the definition says")
    parser.add_argument(
        "--with", dest="safeguards", metavar="SAFEGUARD", action="append", default=[], help="what is there to guard it"
    )
    parser.add_argument("--when", metavar="EXPRESSION", default="", help="in which states; default: in all")
    parser.add_argument("--closest", action="store_true", help="say also which sentence covers it most closely")
    parser.add_argument("--silent", action="store_true", help="say instead what the policy never mentions")
    parser.add_argument("--text", metavar="DIR", default="", help="the folder of the policies' texts, to quote them")
    parser.add_argument("--format", choices=("text", "json"), default="text", help="default: text")
    parser.add_argument("-o", "--output", metavar="FILE", default="", help="write there, whole or not at all")


def run(options: Namespace) -> int:
    """Ask every policy at the path."""
    from flowvow.cli.quoting import words_of
    from flowvow.outputs import answers, answers_json
    from flowvow.outputs.style import Style

    style = Style(colour() and not options.output)
    found = list(_policies(options))
    if options.silent:
        silences = [_silence(regions) for _, regions in found]
        outcome = Outcome.KEPT if any(regions.policy.clauses for _, regions in found) else Outcome.UNDECIDED
        told = answers_json.write(outcome.value, silences=silences)
        text = "\n".join(answers.write_silence(one, style) for one in silences)
        put(told if options.format == "json" else text, options.output)
        return outcome.exit_code
    words = words_of([regions.policy for _, regions in found], options.text)
    asked = [_ask(question, regions, options.closest) for question, regions in found]
    outcome = _worst([answer.outcome for answer, _ in asked])
    if options.format == "json":
        near = [one for _, one in asked if one is not None]
        put(answers_json.write(outcome.value, [answer for answer, _ in asked], near), options.output)
    else:
        texts_ = (
            answers.write_answer(answer, style, words) + (answers.write_near(near, style, words) if near else "")
            for answer, near in asked
        )
        put("\n".join(texts_), options.output)
    return outcome.exit_code


def _policies(options: Namespace) -> Iterator[tuple[Question, Regions]]:
    from flowvow.comparing.regions import Regions
    from flowvow.model.vocabulary import Vocabulary

    asked = (*(getattr(options, f"asked_{name}") for name in _NAMED), options.form, options.safeguards, options.when)
    if not options.silent and not any(asked):
        raise Problems([Problem(Span("", 0, 0), "there is no question", "ask with --act, --data, --to … or --silent")])
    for text in texts(Path(options.path)):
        question = _question(options, text.system)
        vocabulary = Vocabulary(text.system)
        for policy in text.system.policies:
            yield question, Regions(policy, vocabulary)


def _ask(question: Question, regions: Regions, closest_too: bool) -> tuple[Answer, Near | None]:
    from flowvow.comparing.asking import answer
    from flowvow.comparing.closest import closest
    from flowvow.comparing.question import asked
    from flowvow.graph.budget import BudgetError

    try:
        near = closest(asked(question, regions.realm, regions.party), regions) if closest_too else None
        return answer(question, regions), near
    except BudgetError:
        message = "the question is too wide: its answer falls into too many parts"
        raise Problems([Problem(Span("", 0, 0), message, "say more of it, such as --act, --data or --for")]) from None


def _silence(regions: Regions) -> Silence:
    from flowvow.comparing.silence import silence

    return silence(regions)


def _worst(outcomes: list[Outcome]) -> Outcome:
    from flowvow.app import worst

    return worst(outcomes) if outcomes else Outcome.UNDECIDED


def _question(options: Namespace, system: System) -> Question:
    """The question, with all names known; raises ``Problems``."""
    from flowvow.comparing.question import Question

    gathering = Gathering()
    given = {name: getattr(options, f"asked_{name}") for name in _NAMED}
    kinds = {"act": "act", "data": "data type", "makes": "data type", "for": "purpose"}
    known = {"act": system.acts, "data": system.data, "makes": system.data, "for": system.purposes}
    for option, name in given.items():
        names = {*known.get(option, system.actors), *({NOBODY} if option == "about" else ())}
        if name:
            _known(name, names, f"--{option}", kinds.get(option, "actor"), gathering)
    guards = {one.name for one in system.conditions.values() if one.kind is ConditionKind.SAFEGUARD}
    for name in options.safeguards:
        if name in system.conditions and name not in guards:
            kind = system.conditions[name].kind.value
            gathering.add(Span(f"--with {name}", 0, 0), f"this is a {kind}, and no safeguard", f"say --when {name}")
        else:
            _known(name, guards, "--with", "safeguard", gathering)
    when = _when(options.when, {*system.conditions}, gathering)
    if given["at"] and (given["from"] or given["to"]):
        gathering.add(Span("--at", 0, 0), "what is done in place has no --from and no --to", "leave --at or these out")
    gathering.tell()
    return Question(
        given["act"], given["data"], given["by"], given["from"], given["to"], given["at"], given["through"],
        given["about"], given["for"], Form(options.form) if options.form else None, given["makes"],
        tuple(options.safeguards), when,
    )  # fmt: skip


def _known(name: str, names: set[str], option: str, kind: str, gathering: Gathering) -> None:
    from flowvow.text.nearest import did_you_mean

    if name not in names:
        help_ = did_you_mean(name, names) or _some(names)
        gathering.add(Span(f"{option} {name}", 0, 0), f"there is no {kind} of that name", help_)


def _some(names: set[str]) -> str:
    """What there is, as far as a line holds it."""
    from flowvow.text.natural import natural

    shown = sorted(names, key=natural)[:_SHOWN]
    more = len(names) - len(shown)
    return f"there are {', '.join(shown)}{f' and {more} more' if more else ''}" if shown else "there is none at all"


def _when(text: str, names: set[str], gathering: Gathering) -> Expression:
    from flowvow.reading.expressions import Garbled, expression

    if not text:
        return ALWAYS
    try:
        found = expression(text)[0]
    except Garbled as error:
        gathering.add(Span(f"--when {text}", 0, 0), error.message, error.remedy)
        return ALWAYS
    for name in dict.fromkeys(names_in(found)):
        _known(name, names, "--when", "condition", gathering)
    return found
