"""Take each statement of the example systems away, one after the other, and say which ones nobody misses.

``python -m tests.silence [PART]``: PART keeps it to the statements with that in their name, such as
``liveoffice-2010 policy``. Fails where a statement isn't missed and ``unnoticed.yaml`` gives no reason, or gives one
that isn't needed. Some five minutes.
"""

from __future__ import annotations

import sys
from collections import Counter
from pathlib import Path
from tempfile import TemporaryDirectory

from . import bearing
from .test_bearing import EXCUSED, STATEMENTS


def main(part: str = "") -> int:
    """One line for each statement that nobody misses, and how many are missed by what."""
    told: Counter[str] = Counter()
    silent = set()
    wanted = [one for one in STATEMENTS if part in str(one)]
    with TemporaryDirectory() as folder:
        for one in wanted:
            here = Path(folder, one.system)
            here.mkdir(exist_ok=True)
            by = bearing.noticed(one, here)
            told[by or "nothing"] += 1
            if not by:
                silent.add(str(one))
                print(f"{one}{'' if str(one) in EXCUSED else ': no reason is given'}", flush=True)
    unneeded = sorted({name for name in EXCUSED if part in name} - silent)
    print(
        *(f"{name}: is noticed, and has a reason why not" for name in unneeded), sep="\n", end="\n" if unneeded else ""
    )
    print(f"{len(wanted)} statements: {', '.join(f'{count} by {what}' for what, count in told.most_common())}")
    return int(bool(unneeded or silent - EXCUSED))


if __name__ == "__main__":
    sys.exit(main(*sys.argv[1:2]))
