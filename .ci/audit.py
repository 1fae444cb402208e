"""Look the locked packages up among the published advisories: ``audit.py VENV``.

Fails where an advisory is known for one of them. Where the advisories or the tool that reads them can't be reached, it
says "not audited", and why, and doesn't fail: that says nothing about the packages.
"""

from __future__ import annotations

import json
import subprocess
import sys
import venv
from pathlib import Path

HERE = Path(__file__).parent
LOCK, TOOL = HERE / "requirements.txt", HERE / "audit.txt"
PATIENCE = 60


class NotAuditedError(Exception):
    """Nothing was looked up, for this reason."""


def run(*words: str | Path) -> subprocess.CompletedProcess[str]:
    """A command that may take its time, but not for ever."""
    try:
        return subprocess.run([*map(str, words)], capture_output=True, text=True, timeout=PATIENCE, check=False)
    except (OSError, subprocess.TimeoutExpired) as error:
        raise NotAuditedError(f"{Path(words[0]).name} didn't end: {type(error).__name__}") from None


def tool(folder: Path) -> Path:
    """The Python that has pip-audit, by its own lock; installed where it isn't yet."""
    python = folder / "bin" / "python"
    if not (folder / ".installed").exists():
        venv.create(folder, with_pip=True, clear=True)
        done = run(
            python, "-m", "pip", "install", "--quiet", "--disable-pip-version-check", "--require-hashes", "-r", TOOL
        )
        if done.returncode:
            raise NotAuditedError("pip-audit can't be installed here")
        (folder / ".installed").touch()
    return python


def audit(python: Path) -> list[str]:
    """The advisories, a line each; says how many packages were looked up, and which weren't."""
    words = (
        "--requirement",
        LOCK,
        "--disable-pip",
        "--require-hashes",
        "--format",
        "json",
        "--progress-spinner",
        "off",
    )
    done = run(python, "-m", "pip_audit", *words)
    try:
        found = json.loads(done.stdout)["dependencies"]
    except (ValueError, KeyError, TypeError):
        raise NotAuditedError("the advisories can't be reached") from None
    known = [one for one in found if "vulns" in one]
    if not known:
        raise NotAuditedError(f"no advisories are told here of any of {len(found)} packages")
    told = [f"{one['name']} {one['version']}: {advisory['id']}" for one in known for advisory in one["vulns"]]
    print(f"{len(known)} packages looked up, {len(told)} advisories")
    if skipped := [one["name"] for one in found if "vulns" not in one]:
        print(f"not audited: {', '.join(skipped)}")
    return told


def main(folder: str) -> int:
    """1 where there is an advisory."""
    try:
        told = audit(tool(Path(folder)))
    except NotAuditedError as error:
        print(f"not audited: {error}")
        return 0
    print("\n".join(told), end="\n" if told else "")
    return int(bool(told))


if __name__ == "__main__":
    sys.exit(main(sys.argv[1]))
