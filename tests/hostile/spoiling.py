"""Files made hostile: bytes changed at random, or a file's own tree changed so that it still looks like one."""

from __future__ import annotations

import re
from random import Random
from typing import Any

import yaml

from flowvow.reading import tables

# What YAML, our own fields, HTML, Markdown and expressions give a meaning to.
PIECES = [
    *(b"{ } [ ] : , - ' \" & * ! | > % @ ` # ? ~ \\ < / = ( ) . _ ^ $".split()),
    *(b"\n", b"\r", b"\t", b"  ", b"\n\n", b"\x00", b"\x1b[2J", b"\xff", b"\xed\xa0\x80", b"\xef\xbb\xbf", b"\xc2\x85"),
    *("é", "“", "\u202e", "\u2028", "\u200b", "名", "½", "İ", "ß", "١", "\U0001f600", "Â", "â€™"),
    *(b": ", b"- ", b"<<: ", b"---\n", b"...\n", b"%YAML 1.1\n", b"!!python/object:os.system ", b"&a ", b"*a "),
    *(b"each: ", b"any of ", b" and ", b" or ", b"not (", b"means: ", b"includes: ", b"is: ", b"without: "),
    *(b"{}", b"[]", b"flowvow: 1\n", b"flowvow: 2\n", b"system: ", b"policy: ", b"outline: ", b"clauses:", b"flows:"),
    *(b"expect:", b"1.1", b"7 years", b"9" * 400, b"until now", b"session", b"business days", b"yes", b"none"),
    *(b"always", b"0", b"-1", b"1e9", b"<p>", b"</p>", b"<main>", b"<li>", b"<!--", b"-->", b"<script>", b"</"),
    *(b"<![CDATA[", b"&#x110000;", b"&#0;", b"&amp;", b"# ", b"## ", b"* ", b"1. ", b"[a](b)", b"[a]: b", b"|"),
    *(b"|---|", b"**", b"===\n", b"> ", b"(a)", b"e.g. ", b"1.2.3 "),
]  # fmt: skip
TABLES = (tables.ACTOR, tables.DATUM, tables.CONDITION, tables.FLOW, tables.CLAUSE, tables.REQUIRE, tables.ONLY)
FIELDS = sorted({key for table in TABLES for key in table.fields} | {"each", "expect", "change", "remove", "clauses"})
SCALARS = [
    *["", "any", "anyone", "person", "public", "none", "always", "never", "yes", "no", "1", "1.1", "01.1", "9" * 60],
    *["7 years", "0 days", "1000000000 years", "until settled", "session", "forever", "30 business days", "permits"],
    *["granted", "refused", "unstated", "contract", "identified", "anonymous", "aggregate", "link", "re-identify"],
    *["a and b", "not not a", "(a or b) and not c", "not", "((", "any of vendor", "x" * 199, "x" * 5000, "../../x"],
    *["name", "shop", "customer", "email-address", "vendor", "newsletter", "marketing", "ª", "é", "名前", "A.b_c-d"],
    *["share", "use", "keep", "delete", "notify", "collect", "derive", "publish", "2026-02-31", "2026-01-01"],
]

_PLAIN = re.compile(r"[A-Za-z0-9][\w. /-]*", re.ASCII)


def bytes_changed(data: bytes, chance: Random) -> bytes:
    """The file with up to twenty places cut, copied or written over."""
    for _ in range(chance.choice([1, 1, 1, 2, 5, 20])):
        at, to = sorted(chance.randrange(len(data) + 1) for _ in range(2))
        to = min(to, at + chance.choice([0, 0, 1, 3, 40]))
        new = chance.choice(PIECES) * chance.choice([1, 1, 1, 1, 2, 300])
        new = new if isinstance(new, bytes) else new.encode()
        if chance.random() < 0.25:
            begin = chance.randrange(len(data) + 1)
            new = data[begin : begin + chance.choice([1, 10, 60, 400])]
        data = data[:at] + new + data[to:]
    return data


def tree_changed(data: bytes, chance: Random, donors: list[bytes]) -> bytes:
    """The file with up to eight places of its tree changed, with parts of other files among what comes in."""
    tree = _tree(data)
    if not isinstance(tree, dict):
        return bytes_changed(data, chance)
    parts = [holder[key] for donor in donors for holder, key in _spots(_tree(donor))]
    mildly = chance.random() < 0.6
    for _ in range(chance.choice([1, 1, 2, 3, 8])):
        spots = _spots(tree)
        if not spots:
            break
        holder, key = chance.choice(spots)
        if mildly:
            _exchange(holder, key, chance, spots)
        else:
            _change(holder, key, chance, parts)
    text = "".join(f"{_written(key)}: {_written(value)}\n" for key, value in tree.items())
    return text.encode("utf-8", "surrogatepass")


def _written(part: Any) -> str:
    """A part in brackets and braces; what is blank stays blank, which isn't the same as an empty text."""
    if isinstance(part, dict):
        return "{" + ", ".join(f"{_written(key)}: {_written(value)}" for key, value in part.items()) + "}"
    if isinstance(part, list):
        return "[" + ", ".join(map(_written, part)) + "]"
    return part if not part or _PLAIN.fullmatch(part) else "'" + part.replace("'", "''").replace("\n", " ") + "'"


def _tree(data: bytes) -> Any:
    try:
        return yaml.load(data, Loader=yaml.BaseLoader)
    except (yaml.YAMLError, ValueError):
        return None


def _spots(tree: Any) -> list[tuple[Any, Any]]:
    """Every place in a tree, as what holds it and under which key; the head's two keys stay."""
    found: list[tuple[Any, Any]] = []
    waiting = [tree]
    while waiting:
        here = waiting.pop()
        keys = list(here) if isinstance(here, dict) else range(len(here)) if isinstance(here, list) else []
        for key in keys:
            if here is tree and key in {"flowvow", "system", "policy", "proposal", "outline", "mapping"}:
                continue
            found.append((here, key))
            waiting.append(here[key])
    return found


def _exchange(holder: Any, key: Any, chance: Random, spots: list[tuple[Any, Any]]) -> None:
    """A change after which a file often still says something: what stands under the same key elsewhere, or nothing."""
    others = [one[same] for one, same in spots if same == key and type(one[same]) is type(holder[key])]
    way = chance.randrange(4)
    if way == 0 and isinstance(holder, dict) and not isinstance(holder[key], dict):
        del holder[key]
    elif way == 1 and isinstance(holder, dict) and isinstance(holder[key], dict):
        holder[f"{key}-2"] = _copied(holder[key])
    else:
        holder[key] = _copied(chance.choice(others))


def _change(holder: Any, key: Any, chance: Random, parts: list[Any]) -> None:
    way = chance.randrange(8)
    if way == 0:
        del holder[key]
    elif way == 1:
        holder[key] = chance.choice(SCALARS)
    elif way == 2:
        holder[key] = _copied(chance.choice(parts))
    elif way == 3:
        holder[key] = [holder[key], chance.choice(SCALARS)]
    elif way == 4:
        holder[key] = {chance.choice(FIELDS): holder[key]}
    elif isinstance(holder, dict):
        new = chance.choice([*FIELDS, *SCALARS, f"{key}-2"])
        holder[new] = _copied(holder[key]) if way == 5 else _copied(chance.choice(parts))
        if way == 7:
            del holder[key]
    else:
        holder.append(_copied(chance.choice(parts)))


def _copied(part: Any) -> Any:
    """A copy, so that the tree stays one and no anchor is written."""
    if isinstance(part, dict):
        return {key: _copied(value) for key, value in part.items()}
    return [_copied(value) for value in part] if isinstance(part, list) else str(part)
