"""What an installed flowvow is made of, as CycloneDX 1.6 JSON: ``sbom.py FOLDER``.

Names, licences and who needs whom come from the packages' own metadata, as installed beside flowvow; versions and the
hashes of their files from the lock. No date and no random number: the same lock gives the same bytes. What only tests,
pictures' exports or calendars need isn't in the wheel's own list and isn't here.
"""

from __future__ import annotations

import json
import re
import sys
from collections.abc import Iterator
from importlib.metadata import Distribution, distribution
from pathlib import Path
from typing import Any

from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

LOCK = Path(__file__).with_name("requirements.txt")
ROOT = "flowvow"
_PINNED = re.compile(
    r"^([\w.-]+)==([^ ;\\]+)(?: ; ([^\\]+?))? \\\n((?:    --hash=sha256:[0-9a-f]{64}(?: \\)?\n?)+)", re.M
)


def locked(text: str) -> dict[tuple[str, str], list[str]]:
    """The SHA-256 hashes of the files of each package and version that a lock names."""
    return {
        (canonicalize_name(name), version): re.findall(r"sha256:([0-9a-f]{64})", hashes)
        for name, version, _, hashes in _PINNED.findall(text)
    }


def needed(of: Distribution) -> Iterator[str]:
    """What a package needs without extras, here."""
    for line in of.requires or ():
        requirement = Requirement(line)
        if requirement.marker is None or requirement.marker.evaluate({"extra": ""}):
            yield canonicalize_name(requirement.name)


def closure(root: str) -> dict[str, Distribution]:
    """A package and all it needs, directly or through others, by name."""
    found: dict[str, Distribution] = {}
    waiting = [root]
    while waiting:
        name = waiting.pop()
        if name not in found:
            found[name] = distribution(name)
            waiting += needed(found[name])
    return dict(sorted(found.items()))


def component(of: Distribution, hashes: list[str] | None) -> dict[str, Any]:
    """One package."""
    name = canonicalize_name(of.name)
    purl = f"pkg:pypi/{name}@{of.version}"
    told: dict[str, Any] = {"type": "library", "bom-ref": purl, "name": name, "version": of.version, "purl": purl}
    if licence := of.metadata.get("License-Expression"):
        told["licenses"] = [{"expression": licence}]
    elif (licence := (of.metadata.get("License") or "").strip()) and "\n" not in licence:
        told["licenses"] = [{"license": {"name": licence}}]
    if hashes:
        where = f"https://pypi.org/project/{name}/{of.version}/"
        listed = [{"alg": "SHA-256", "content": one} for one in sorted(hashes)]
        told["externalReferences"] = [{"type": "distribution", "url": where, "hashes": listed}]
    return told


def bill() -> dict[str, Any]:
    """The whole document. Raises ``LookupError`` for a package that isn't there in the locked version."""
    packages = closure(ROOT)
    known = locked(LOCK.read_text(encoding="utf-8"))
    other = [
        f"{name} {one.version}" for name, one in packages.items() if name != ROOT and (name, one.version) not in known
    ]
    if other:
        raise LookupError(f"the lock has another version of {', '.join(other)}: install from the lock, or `make lock`")
    refs = {name: f"pkg:pypi/{name}@{one.version}" for name, one in packages.items()}
    return {
        "bomFormat": "CycloneDX",
        "specVersion": "1.6",
        "version": 1,
        "metadata": {"component": {**component(packages[ROOT], None), "type": "application"}},
        "components": [component(one, known[name, one.version]) for name, one in packages.items() if name != ROOT],
        "dependencies": [
            {"ref": refs[name], "dependsOn": sorted(refs[other] for other in set(needed(one)))}
            for name, one in packages.items()
        ],
    }


def main(folder: str) -> int:
    """Write it, and say where."""
    try:
        document = bill()
    except LookupError as error:
        print(error, file=sys.stderr)
        return 1
    version = document["metadata"]["component"]["version"]
    target = Path(folder, f"{ROOT}-{version}.cdx.json")
    target.parent.mkdir(parents=True, exist_ok=True)
    target.write_text(json.dumps(document, indent=2, ensure_ascii=False) + "\n", encoding="utf-8", newline="\n")
    print(f"wrote {target.as_posix()}, {len(document['components'])} packages")
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1]))
