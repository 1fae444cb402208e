"""``flowvow diff``: two policies, two models or two revisions: what changed in meaning."""

from __future__ import annotations

from argparse import ArgumentParser, Namespace
from contextlib import AbstractContextManager, nullcontext
from pathlib import Path
from typing import TYPE_CHECKING

from attrs import evolve, frozen

from flowvow.cli.streams import colour, put
from flowvow.text.problem import Problem, Problems
from flowvow.text.span import Span

if TYPE_CHECKING:
    from flowvow.findings.difference import Difference, Version
    from flowvow.model.system import System
    from flowvow.model.wordings import Wording

SAME, CHANGED, UNDECIDED = 0, 1, 3
_WORDS = {SAME: "same", CHANGED: "changed", UNDECIDED: "undecided"}


def arguments(parser: ArgumentParser) -> None:
    """Declare them."""
    parser.add_argument(
        "versions",
        metavar="VERSION",
        nargs="+",
        help="OLD NEW, each a policy file, a model's folder or its flow file; or REV1..REV2 PATH; with --rev, PATH",
    )
    parser.add_argument(
        "--rev", metavar="REV", action="append", default=[], help="a git revision: the old one, then the new one"
    )
    parser.add_argument(
        "--mapping", metavar="FILE", default="", help="which words of the old text are which of the new one"
    )
    parser.add_argument(
        "--model", metavar="PATH", default="", help="judge this model's flows by both; it answers to one of them"
    )
    parser.add_argument(
        "--refines", action="store_true", help="only decide whether whatever NEW allows was allowed by OLD"
    )
    parser.add_argument("--words", action="store_true", help="name all words that were added or removed")
    parser.add_argument("--format", choices=("text", "json"), default="text", help="default: text")
    parser.add_argument("-o", "--output", metavar="FILE", default="", help="write there, whole or not at all")


@frozen
class Read:
    """One version as read.

    Attributes:
        text: its policy, as a model without flows.
        model: the model, where a model was given; else None.
        where: the file or folder, and the revision.
    """

    text: System
    model: System | None
    where: str


def run(options: Namespace) -> int:
    """Compare, then write."""
    old, new = _read(options)
    wording, turned = _wording(options.mapping, old.text, new.text)
    if options.refines:
        return _refine(old, new, wording, turned, options)
    found = _difference(old, new, wording, turned, options.model)
    code = CHANGED if found.changed else UNDECIDED if found.undecided or not found.compared else SAME
    if options.format == "json":
        from flowvow.outputs import difference_json

        put(difference_json.write(found, _WORDS[code]), options.output)
    else:
        from flowvow.outputs import difference
        from flowvow.outputs.style import Style

        put(difference.write(found, Style(colour() and not options.output), options.words), options.output)
    return code


def _difference(old: Read, new: Read, wording: Wording, turned: bool, other: str) -> Difference:
    from flowvow.comparing.difference import difference

    found = difference(old.text, new.text, wording, turned)
    found = evolve(found, old=_placed(found.old, old), new=_placed(found.new, new))
    if other:
        return _by_both(found, old, new, wording, turned, _model(other))
    if old.model is not None and new.model is not None and old.model.name == new.model.name:
        return _models(found, old, new, _renamed(wording, turned))
    model = new.model or old.model
    return _by_both(found, old, new, wording, turned, model) if model is not None else found


def _renamed(wording: Wording, turned: bool) -> dict[str, dict[str, str]]:
    """The words that have one other word, by section."""
    found: dict[str, dict[str, str]] = {}
    for section, lines in wording.words.items():
        pairs = [(line.old, line.new[0]) for line in lines.values() if len(line.new) == 1]
        found[section] = {new: old for old, new in pairs} if turned else dict(pairs)
    return found


def _models(found: Difference, old: Read, new: Read, renamed: dict[str, dict[str, str]]) -> Difference:
    """Two models of one system, each judged by its own text."""
    from flowvow.checks.versions import between
    from flowvow.comparing.difference import cited
    from flowvow.comparing.parts import parts

    assert old.model is not None
    assert new.model is not None
    clauses = {clause.id: cited(clause) for model in (old.model, new.model) for clause in model.clauses}
    return evolve(
        found,
        parts=tuple(parts(old.model, new.model, (old.text, new.text))),
        flows=tuple(between(old.model, new.model, clauses, renamed)),
        model=new.model.name,
    )


def _by_both(found: Difference, old: Read, new: Read, wording: Wording, turned: bool, model: System) -> Difference:
    """A model that answers to one of two texts, judged by both."""
    from flowvow.checks.versions import changes
    from flowvow.comparing.difference import cited, versions_of
    from flowvow.comparing.translating import lacking, translated

    versions = versions_of(old.text, new.text, wording, turned)
    to_new = _answers_to(model, old, new)
    foreign = versions.old if to_new else versions.new
    system, names = translated(versions, foreign, model)
    own = (model.policies[0].name,)
    clauses = {clause.id: cited(clause) for clause in model.clauses}
    theirs = {clause.name: cited(clause) for clause in (old if to_new else new).text.clauses}
    clauses |= {c.id: theirs[c.name] for policy in system.policies if policy.name in names for c in policy.clauses}
    ambiguous = f"which words of {foreign.policy.name} are meant"
    before, after = (names, own) if to_new else (own, names)
    absent = lacking(foreign, versions.new if to_new else versions.old)
    missing = f"whether {{}} is in place, for which {own[0]} has no word"
    needs = {key: tuple(missing.format(name) for name in lacked) for key, lacked in absent.items()}
    flows = tuple(changes(system, before, after, clauses, ambiguous, needs))
    return evolve(found, flows=flows, model=model.name, one_model=True)


def _answers_to(model: System, old: Read, new: Read) -> bool:
    """Whether a model answers to the new text; raises ``Problems`` where it answers to neither."""
    policy = model.policies[0]
    texts = [read.text.policies[0] for read in (old, new)]
    if not any(text.name == policy.name for text in texts):
        raise _wrong(f"{model.name} answers to {policy.name}, which is neither of the two", "name one of its policies")
    for told in ("name", "span", "clauses", "version"):
        same = [getattr(text, told) == getattr(policy, told) for text in texts]
        if same.count(True) == 1:
            return bool(same[1])
    return True


def _model(path: str) -> System:
    _, model = _text(Path(path))
    if model is None:
        raise _wrong(f"{path} is a policy, and --model needs a model", "name a model's folder")
    return model


def _placed(version: Version, read: Read) -> Version:
    return evolve(version, where=read.where)


def _refine(old: Read, new: Read, wording: Wording, turned: bool, options: Namespace) -> int:
    from flowvow.comparing.refining import refinement

    found = refinement(old.text, new.text, wording, turned)
    found = evolve(found, old=_placed(found.old, old), new=_placed(found.new, new))
    if options.format == "json":
        from flowvow.outputs import difference_json

        put(difference_json.refinement(found), options.output)
    else:
        from flowvow.outputs import difference
        from flowvow.outputs.style import Style

        put(difference.refinement(found, Style(colour() and not options.output)), options.output)
    return {"yes": SAME, "no": CHANGED}.get(found.answer, UNDECIDED)


# -- versions


def _read(options: Namespace) -> tuple[Read, Read]:
    words, revisions = options.versions, options.rev
    if not revisions and len(words) == 2 and ".." in words[0].strip(".") and not Path(words[0]).exists():
        first, _, second = words[0].partition("..")
        revisions, words = [first or "HEAD", second.lstrip(".") or "HEAD"], words[1:]
    if revisions:
        if len(revisions) != 2 or len(words) != 1:
            raise _wrong(
                "two revisions and one path are needed", "write `--rev OLD --rev NEW PATH`, or `OLD..NEW PATH`"
            )
        return _of(words[0], revisions[0]), _of(words[0], revisions[1])
    if len(words) != 2:
        raise _wrong("two versions are needed, the old one and the new one", "name two policy files or two models")
    return _of(words[0]), _of(words[1])


def _of(path: str, revision: str = "") -> Read:
    """A policy file, or a model with its one policy. Raises ``Problems``."""
    from flowvow.cli.revisions import as_in

    place: AbstractContextManager[Path] = as_in(revision, path) if revision else nullcontext(Path(path))
    with place as here:
        text, model = _text(here)
    return Read(text, model, f"{revision}:{path}" if revision else path)


def _text(path: Path) -> tuple[System, System | None]:
    from flowvow import app
    from flowvow.reading.files import FileKind, sniff
    from flowvow.reading.model import read_policy
    from flowvow.text.problem import Gathering

    if path.is_file():
        kind = sniff(path, path.as_posix(), False, Gathering())
        if kind is FileKind.POLICY:
            return read_policy(path), None
        if kind is not None and kind is not FileKind.FLOW:
            what = f"{path.as_posix()} is neither a policy nor a model but of kind '{kind.word}'"
            raise _wrong(what, "name a policy file, a flow file or a model's folder")
    places = app.models([path.as_posix()])
    if len(places) > 1:
        raise _wrong(f"several models are below {path.as_posix()}", "name one")
    model = app.read(places[0])
    if len(model.policies) != 1:
        many = "no policy" if not model.policies else f"{len(model.policies)} policies"
        raise _wrong(f"{model.name} answers to {many}, and one is compared", "name a policy file")
    return read_policy(Path(model.policies[0].span.file), places[0].within), model


def _wording(path: str, old: System, new: System) -> tuple[Wording, bool]:
    if not path:
        from flowvow.model.wordings import Wording

        return Wording(), False
    from flowvow.reading.mapping_file import read_mapping

    return read_mapping(Path(path), old, new)


def _wrong(message: str, remedy: str) -> Problems:
    return Problems([Problem(Span("", 0, 0), message, remedy)])
