"""Where one sentence of running text ends and the next begins."""

import re
from itertools import pairwise

_STOP = re.compile(r"(?<![.!?…])[.!?…]+[\"'”’»)\]*_]*\s+(?=[\"'“‘«(\[*_]*(?:[^\W_a-z]|[a-z][A-Z]))")
_TOKEN = re.compile(r"(?<![^\s(\[\"“‘'])[^\s(\[\"“‘']+$")
_SPOKEN = re.compile(r"[^\W\d_]{2}")
_DOTTED = re.compile(r"(?:[^\W\d_]\.)+[^\W\d_]|[A-Z]")
_STARTER = re.compile(r"[\"'“‘«(\[*_]*([^\W_]+)")

_NEVER_ENDING = "e.g i.e cf vs mr mrs ms dr prof attn approx fig sec sect art para pp"
_SELDOM_ENDING = "inc ltd co corp llc st ave jr sr dept no u.s.c est yahoo"
_BEGINNING = """a an the this that these those we our us you your it its they their he she if when where while unless
    although because since in on at by for from to with under upon as after before except however therefore moreover
    please such all any each every no not there here some many most other both neither how what who why do does"""

_NEVER_LAST = frozenset(_NEVER_ENDING.split())
_SELDOM_LAST = frozenset(_SELDOM_ENDING.split())
_FIRST_WORDS = frozenset(_BEGINNING.split())
_NEARBY = 200


def sentences(prose: str) -> tuple[tuple[int, str], ...]:
    """The sentences of one paragraph, each with the offset where it begins; together they are the whole paragraph."""
    inside = _bracketed(prose)
    cuts = [0]
    for stop in _STOP.finditer(prose):
        before = prose[max(cuts[-1], stop.start() - _NEARBY) : stop.start()]
        whole = inside.get(stop.start(), cuts[-1]) <= cuts[-1]
        if whole and _ends(before, stop.group(), prose[stop.end() : stop.end() + _NEARBY]):
            cuts.append(stop.end())
    return tuple((start, prose[start:end].strip()) for start, end in pairwise([*cuts, len(prose)]))


def _ends(before: str, stop: str, following: str) -> bool:
    """Whether a full stop, followed by a capital or a digit, ends the sentence it stands in."""
    if not _SPOKEN.search(before) and not before.endswith((")", "]")):
        return False
    found = _TOKEN.search(before)
    token = found.group() if found else ""
    if stop.rstrip() not in {".", "!"}:
        return True
    word = token.lstrip("*_").lower()
    if word in _NEVER_LAST:
        return False
    if word in _SELDOM_LAST or _DOTTED.fullmatch(token):
        return _starts(word, following)
    return True


def _starts(word: str, following: str) -> bool:
    first = _STARTER.match(following)
    if word == "no":
        return not following[:1].isdigit()
    return first is not None and first.group(1).lower() in _FIRST_WORDS


def _bracketed(prose: str) -> dict[int, int]:
    """For each full stop inside round brackets, where the outermost bracket around it opens."""
    found: dict[int, int] = {}
    opened: list[int] = []
    waiting: list[int] = []
    for place, char in enumerate(prose):
        if char == "(":
            opened.append(place)
        elif char == ")" and opened:
            outermost = opened[0]
            opened.pop()
            if not opened:
                found.update(dict.fromkeys(waiting, outermost))
                waiting = []
        elif char in ".!?…" and opened:
            waiting.append(place)
    return found
