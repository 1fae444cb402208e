"""A whole run: nearly every command, on the three systems. ``python -m tests.hostile.whole_run SEEN`` watches itself.

Run in a folder that has copies of `flows` and of the webshop; what Python tells of its own doing goes to SEEN as JSON.
"""

from __future__ import annotations

import contextlib
import io
import json
import os
import sys
from pathlib import Path
from typing import Any

SYSTEMS = ("flows/conferencing-add-in-2007", "flows/liveoffice-2007", "flows/liveoffice-2010")
COMMANDS = (
    *(f"check {one} --notes" for one in SYSTEMS),
    *(f"consent {one} --format json" for one in SYSTEMS),
    *(f"draw {one} --view ledger -o out/picture.svg" for one in SYSTEMS),
    "check flows --format json -o out/check.json",
    "draw flows/liveoffice-2010 -o out/map.svg",
    "draw flows/liveoffice-2010 --view clauses --format png -o out/clauses.png",
    "draw flows/liveoffice-2010 --format mermaid",
    "draw flows/liveoffice-2010 --format dot",
    "expect --models-only flows/liveoffice-2010",
    "coverage flows",
    "coverage webshop --text webshop",
    "check webshop --text webshop --with webshop/proposals/sync-audience.yaml",
    "conflicts flows/conferencing-add-in-2007",
    "deadlines flows --as-of 2026-01-01 --calendar DE-BY",
    "diff flows/liveoffice-2007 flows/liveoffice-2010 --mapping flows/liveoffice-2007-to-2010.mapping.yaml --refines",
    "ask webshop --act share --to vendor",
    "trace webshop --data name",
    "explain P101",
    "explain clause:no-list-selling webshop",
    "outline webshop/webshop.txt -o out/webshop.outline.yaml",
    "drift webshop/webshop.outline.yaml webshop/webshop.txt",
    "fmt --check webshop",
    "schema flow",
)
REVISIONS = "diff --rev HEAD --rev HEAD webshop"
# What Python tells before it opens, runs, connects or compiles.
WATCHED = ("open", "compile", "exec", "socket.", "subprocess.", "os.system", "os.exec", "os.fork", "os.posix_spawn")
ALSO = ("os.startfile", "pty.", "urllib.", "http.", "ftplib.", "smtplib.", "pickle.find_class", "webbrowser.", "code.")


def main() -> None:
    """Run everything, and tell what was seen where a file is named for it."""
    seen: list[tuple[str, list[str], str]] = []
    names = (*WATCHED, *ALSO)

    def hook(event: str, words: tuple[Any, ...]) -> None:
        if event.startswith(names):
            shown = [getattr(one, "co_filename", one) for one in words]
            caller = sys._getframe(1).f_code.co_filename
            seen.append((event, [os.fsdecode(one) if isinstance(one, bytes) else str(one) for one in shown], caller))

    from flowvow.cli import main as flowvow

    if len(sys.argv) > 1:
        sys.addaudithook(hook)
    failed = []
    for command in [*COMMANDS, REVISIONS]:
        with contextlib.redirect_stdout(io.StringIO()), contextlib.redirect_stderr(io.StringIO()) as err:
            code = flowvow(command.split())
        if code not in (0, 1, 3):
            failed.append(f"{command}: {code}\n{err.getvalue()}")
    if len(sys.argv) > 1:
        Path(sys.argv[1]).write_text(json.dumps(seen), encoding="utf-8")
    sys.exit("\n".join(failed) or None)


if __name__ == "__main__":
    main()
