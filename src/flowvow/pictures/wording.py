"""Names as words, guards as words, and where a thing stands in the files."""

from __future__ import annotations

import re
from collections.abc import Iterable
from os.path import isabs, relpath
from urllib.parse import quote

from flowvow.model.flows import Flow
from flowvow.model.vocabulary import OTHER
from flowvow.text.natural import natural
from flowvow.text.span import Span

_HYPHEN = re.compile(r"(?<=[^\W_]{2})-(?=[^\W_]{2})")
# A guard with more alternatives than these is told in the tooltip only.
_MOST_SETS = 2


def plain(name: str) -> str:
    """A name as it is read aloud: `web-server` as "web server", while `e-mail` stays; `card/other` as "other card"."""
    words = _HYPHEN.sub(" ", name.removesuffix(OTHER))
    return f"other {words}" if name.endswith(OTHER) else words


def all_plain(names: Iterable[str]) -> tuple[str, ...]:
    """Several names as they are read aloud."""
    return tuple(map(plain, names))


def guard_words(sets: Iterable[tuple[str, ...]], more: int = 0) -> str:
    """Minimal sets of signed conditions as words; nothing for always."""
    inside = [sorted(one, key=_positive_first) for one in sets]
    told = [" and ".join(map(_signed, one)) for one in sorted(inside, key=lambda one: (len(one), [*map(natural, one)]))]
    if told == [""]:
        return ""
    shown = told[:_MOST_SETS]
    hidden = len(told) - len(shown) + more
    return " or ".join(shown) + (f" or {hidden} more" if hidden else "")


def _positive_first(literal: str) -> tuple[bool, object]:
    return literal.startswith("not "), natural(literal)


def _signed(literal: str) -> str:
    name = literal.removeprefix("not ")
    return f"not {plain(name)}" if name != literal else plain(name)


def ends_words(flow: Flow) -> str:
    """Who to whom, by their names in the files."""
    if flow.at:
        return f"at {flow.at}"
    return f"{flow.sender} → {'any of ' if flow.any_of else ''}{flow.recipient}"


def flow_words(flow: Flow) -> str:
    """A flow with all it says, in one line for a tooltip."""
    told = f"{flow.name} ({ends_words(flow)}): {', '.join(flow.data) or 'nothing named'}"
    if flow.act:
        told = f"{flow.act} {told}"
    if flow.makes:
        told += f" → {flow.makes}"
    if flow.purposes:
        told += f"; for {', '.join(flow.purposes)}"
    when = str(flow.when)
    if when != "always":
        told += f"; when {when}"
    if flow.kept is not None:
        told += f"; kept {flow.kept}"
    return f"{told}; cites {', '.join(flow.cites)}" if flow.cites else told


def link_to(span: Span | None, folder: str = "") -> str:
    """The place in the files as a link from the picture's folder.

    Where a path is absolute or the folder lies elsewhere, the link would tell of the machine: then the path stays as
    it is, and what isn't relative is no link at all.
    """
    if span is None or not span.file or isabs(span.file):
        return ""
    file = span.file
    if folder and not isabs(folder) and not folder.startswith(".."):
        file = relpath(file, folder).replace("\\", "/")
    return f"{quote(file)}#L{span.line}"
