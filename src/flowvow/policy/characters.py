"""Characters that mean the same to a reader made the same: spaces, line ends, what is unseen, what was mis-decoded."""

import re

from flowvow.policy.mending import mend

_INVISIBLE = re.compile("[\u00ad\u200b-\u200f\u202a-\u202e\u2060\u2066-\u2069\ufeff]")
_ODD_SPACE = re.compile("[\u0000-\u0008\u000e-\u001f\u00a0\u2000-\u200a\u202f\u205f\u3000\t]")
_NEWLINE = re.compile("\r\n?|[\x0b\x0c\x85\u2028\u2029]")


def evened(text: str) -> str:
    """The text with one kind of space and of line end, nothing unseen, and its characters mended."""
    return _INVISIBLE.sub("", _ODD_SPACE.sub(" ", _NEWLINE.sub("\n", mend(text))))
