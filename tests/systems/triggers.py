"""Which sentences of a policy text say a word that promises: by number, never the sentences.

`python -m tests.systems.triggers POLICY.txt > tests/systems/NAME.triggers.yaml`, where the text is at hand.
"""

from __future__ import annotations

import re
import sys
from collections.abc import Iterable
from hashlib import blake2b
from pathlib import Path

from flowvow.policy.fingerprints import words
from flowvow.policy.outline import cut, passages

TRIGGERS = ("will", "may", "not", "only", "must", "restrict", "consent", "delete")
HEADER = """\
# Words that promise, by the number of the sentence that says them; the sentences themselves aren't here.
# Made by `python -m tests.systems.triggers POLICY.txt`, where the text was at hand. `not` stands for any n't and for
# cannot too; restrict, consent and delete for every word that begins so. `outline` is a digest of the numbers and
# fingerprints of all sentences that the text had then: where the outline changes, this file has to be made anew.
"""
_OPEN = ("restrict", "consent", "delet")  # delete, deleting
_CONTRACTED = re.compile(r"\w+n't|cannot")


def said(text: str) -> tuple[str, ...]:
    """The triggers that a sentence says, in the order of the list."""
    found = {_trigger(word) for word in words(text)}
    return tuple(trigger for trigger in TRIGGERS if trigger in found)


def _trigger(word: str) -> str:
    if _CONTRACTED.fullmatch(word):
        return "not"
    start = next((start for start in _OPEN if word.startswith(start)), "")
    return {"": word, "delet": "delete"}.get(start, start)


def digest(prints: Iterable[tuple[str, str]]) -> str:
    """What stays the same as long as all numbers and fingerprints do."""
    told = "\n".join(f"{number} {print_}" for number, print_ in prints)
    return blake2b(told.encode(), digest_size=8).hexdigest()


def write(text: str) -> str:
    """The file of a text."""
    outline = digest((one.number, one.fingerprint) for one in cut(text).sentences)
    told = {number: said(one.text) for number, one in passages(text).items()}
    lines = [f'  "{number}": [{", ".join(triggers)}]\n' for number, triggers in told.items() if triggers]
    return f'{HEADER}outline: "{outline}"\nsays:\n{"".join(lines)}'


if __name__ == "__main__":
    sys.stdout.write(write(Path(sys.argv[1]).read_text(encoding="utf-8")))
