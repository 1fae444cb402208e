"""What is left of a sentence when its words are not carried: a fingerprint and a sketch."""

import re
import unicodedata
from hashlib import blake2b

from flowvow.policy.mending import mend

SKETCH_SIZE = 8
TRIPLE = 3

_WORD = re.compile(r"[^\W_]+(?:'[^\W_]+)*")
_APOSTROPHES = str.maketrans(dict.fromkeys("’‘ʼ`´\ufffd", "'"))


def words(text: str) -> tuple[str, ...]:
    """The words of a text, without case, punctuation, markup or mis-decoded characters."""
    plain = unicodedata.normalize("NFKC", mend(text).translate(_APOSTROPHES)).casefold()
    return tuple(_WORD.findall(plain))


def fingerprint(text: str) -> str:
    """Sixteen hex digits that stay the same as long as the words do."""
    return _digest(words(text), 8).hex()


def sketch(text: str) -> tuple[int, ...]:
    """The smallest hashes of the word triples, in order: texts that share triples share hashes."""
    told = words(text)
    triples = {told[i : i + TRIPLE] for i in range(max(1, len(told) - TRIPLE + 1))}
    return tuple(sorted({int.from_bytes(_digest(triple, 4), "big") for triple in triples})[:SKETCH_SIZE])


def _digest(told: tuple[str, ...], size: int) -> bytes:
    return blake2b(" ".join(told).encode(), digest_size=size).digest()
