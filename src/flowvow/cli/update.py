"""``flowvow outline --update``: a new outline, and the citations of those who use it carried over, or nothing."""

from __future__ import annotations

from argparse import Namespace
from collections.abc import Mapping
from itertools import takewhile
from pathlib import Path
from typing import TYPE_CHECKING

from flowvow.cli.streams import put, put_all
from flowvow.text.problem import Gathering, Problem, Problems
from flowvow.text.source import read_source
from flowvow.text.span import Span

if TYPE_CHECKING:
    from flowvow.policy.carry import Refusal
    from flowvow.reading.users import User, Users


def update(options: Namespace) -> int:
    """Renew the outline and what cites it; raises ``Problems`` with every place where that isn't safe."""
    from flowvow.cli.versions import outlined, worded, written
    from flowvow.policy import outline
    from flowvow.policy.carry import carried
    from flowvow.policy.changes import ChangeKind
    from flowvow.policy.drift import compare
    from flowvow.reading.users import users
    from flowvow.text.show import inert

    old, new = outlined(options.update), written(options.file)
    old = worded(old, options.old_text) if options.old_text else old
    using = users(Path(options.update), Path(options.within or Path(options.update).parent))
    if not using.policies:
        raise Problems([Problem(Span(options.update, 0, 0), "no policy names this outline", "say with --for where")])
    drift = compare(old.sentences, new.sentences)
    became = carried(drift, _reviewed(options, old.name, [one.number for one in old.sentences]))
    gathering = Gathering()
    files = {user.file.path: _carried(user, using, became, gathering) for user in using.files}
    gathering.tell()
    target = Path(options.output or options.update)
    title = options.title or old.title
    changed = {path: text for path, (text, _) in files.items() if text is not None}
    put_all({target: _head(options.update) + outline.write(new.outline, title), **changed})
    lines = []
    for path in changed:
        count = files[path][1]
        lines.append(f"changed {path.as_posix()}, {count} citation{'' if count == 1 else 's'}")
    lines.append(f"wrote {target.as_posix()}, {len(new.sentences)} sentences")
    added = [number for change in drift.of(ChangeKind.ADDED) for number in change.new]
    if added:
        lines.append(f"new, and cited by nobody yet: {', '.join(added)}")
    put("".join(f"{inert(line)}\n" for line in lines))
    return 0


def _head(file: str) -> str:
    """The comments above an outline, such as the line that names its schema to an editor."""
    lines = read_source(Path(file), file).text.splitlines(keepends=True)
    return "".join(takewhile(lambda line: line.startswith("#"), lines))


def _reviewed(options: Namespace, name: str, numbers: list[str]) -> frozenset[str]:
    """The old numbers that somebody looked at."""
    from flowvow.text.nearest import did_you_mean

    said = [number for some in options.reviewed for number in some.split(",") if number]
    unknown = [number for number in said if number not in numbers]
    if unknown:
        raise Problems(
            Problem(Span(number, 0, 0), f"is no sentence of {name}", did_you_mean(number, numbers))
            for number in unknown
        )
    return frozenset(said)


def _carried(
    user: User, using: Users, became: Mapping[str, tuple[str, ...] | Refusal], gathering: Gathering
) -> tuple[str | None, int]:
    """The file's new text, or None where nothing changes, and how many of its citations change."""
    from flowvow.policy.carry import Refusal
    from flowvow.reading.files import FileKind
    from flowvow.reading.rewriting import rewritten
    from flowvow.reading.sites import renumbered, sites
    from flowvow.reading.tidy import tidy

    source = user.file.tree.source
    gathering.sources[source.file] = source
    edits = []
    count = 0
    for site in sites(user.file, user.policy):
        names: list[tuple[str, ...]] = []
        for scalar, citation in site.numbers:
            found = became.get(citation.number) if citation.policy in using.policies else (citation.number,)
            if found is None:
                gathering.add(scalar.span, f"the outline has no sentence {citation.number}", "mend the citation first")
            elif isinstance(found, Refusal):
                gathering.add(scalar.span, f"{found.message}; {citation.who} cites it", found.help)
            names.append(found if isinstance(found, tuple) else (citation.number,))
            count += names[-1] != (citation.number,)
        edits += renumbered(source.text, site, names)
    if not edits:
        return None, 0
    text = rewritten(source, edits, gathering)
    if user.file.kind is not FileKind.OUTLINE and tidy(source.text, source.file) == source.text:
        text = tidy(text, source.file)
    return text, count
