"""The same bytes under every Python, hash seed, order of files, locale, time zone, folder and day."""

from __future__ import annotations

import difflib
import os
import random
import shutil
import subprocess
import sys
import sysconfig
from collections.abc import Mapping
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
SCRIPT = Path(__file__).with_name("everything.py")
LOWEST = (3, 11)

# What a disturbed run has besides its shuffled files and its other day. A locale that isn't installed falls back to C.
DISTURBED: dict[str, dict[str, str]] = {
    "C": {
        "PYTHONHASHSEED": "1",
        "LC_ALL": "C",
        "PYTHONUTF8": "0",
        "PYTHONCOERCECLOCALE": "0",
        "TZ": "Pacific/Kiritimati",
    },
    "tr": {"PYTHONHASHSEED": "2", "LC_ALL": "tr_TR.UTF-8", "LANG": "tr_TR.UTF-8", "TZ": "America/St_Johns"},
    "UTF-8": {"PYTHONHASHSEED": "3", "LC_ALL": "C.UTF-8", "PYTHONUTF8": "1", "TZ": "UTC", "COLUMNS": "40"},
    "random": {"PYTHONHASHSEED": "random", "LC_ALL": "POSIX", "TZ": "Asia/Kathmandu", "TERM": "dumb"},
}


def pythons() -> dict[str, Path]:
    """Every Python from 3.11 on that is installed: on the path, and below pyenv; by its version."""
    folders = [Path(folder) for folder in os.environ.get("PATH", "").split(os.pathsep) if folder]
    pyenv = Path(os.environ.get("PYENV_ROOT") or Path.home() / ".pyenv")
    folders += sorted(pyenv.glob("versions/*/bin"))
    found = {sys.version.split()[0]: Path(sys.executable)}
    for program in (program for folder in folders for program in sorted(folder.glob("python3.[0-9]*"))):
        if (
            program.name.removeprefix("python3.").isdecimal()
            and int(program.name.removeprefix("python3.")) >= LOWEST[1]
        ):
            asked = "import sys; print(sys.version.split()[0])"
            done = subprocess.run([program, "-c", asked], capture_output=True, text=True, check=False)
            if done.returncode == 0:
                found.setdefault(done.stdout.strip(), program)
    return found


def ran(out: Path, python: Path, seed: int = 0, part: str = "quick", flows: Path = ROOT / "flows", **told: str) -> Path:
    """Run the commands as a process of its own, with the libraries of this Python but for its compiled ones."""
    libraries = [str(ROOT / "src"), sysconfig.get_path("purelib")]
    environment = {"PATH": os.environ["PATH"], "PYTHONNOUSERSITE": "1", "PYTHONPATH": os.pathsep.join(libraries)}
    words = [python, SCRIPT, flows, out, str(seed), part]
    done = subprocess.run(words, env={**environment, **told}, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    return out


def differences(one: Path, other: Path) -> Mapping[str, str]:
    """The commands that printed something else, with the first lines that differ."""
    names = sorted({file.name for folder in (one, other) for file in folder.iterdir()})
    found = {}
    for name in names:
        texts = [(folder / name).read_bytes() if (folder / name).exists() else b"" for folder in (one, other)]
        if texts[0] != texts[1]:
            lines = [text.decode("utf-8", "replace").splitlines() for text in texts]
            found[name] = "\n".join(list(difflib.unified_diff(*lines, lineterm="", n=0))[:8])
    return found


def elsewhere(folder: Path, seed: int) -> Path:
    """A copy of the systems whose files were made in another order, in a folder of another depth and name."""
    target = folder / "somewhere" / "else entirely" / "models"
    files = sorted(file for file in (ROOT / "flows").rglob("*") if file.is_file())
    random.Random(seed).shuffle(files)
    for file in files:
        copy = target / file.relative_to(ROOT / "flows")
        copy.parent.mkdir(parents=True, exist_ok=True)
        shutil.copyfile(file, copy)
    return target


@pytest.fixture(scope="module")
def plain(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """What is printed when nothing is disturbed."""
    return ran(tmp_path_factory.mktemp("plain") / "out", Path(sys.executable), PYTHONHASHSEED="0")


def test_something_is_compared(plain: Path) -> None:
    codes = [file.read_bytes().partition(b"\n")[0] for file in plain.iterdir()]
    assert len(codes) > 15
    assert set(codes) <= {b"exit 0", b"exit 1", b"exit 3"}


def test_disturbed_in_every_way_at_once(plain: Path, tmp_path: Path) -> None:
    flows = elsewhere(tmp_path, 1)
    assert differences(plain, ran(tmp_path / "out", Path(sys.executable), 1, flows=flows, **DISTURBED["C"])) == {}


def test_where_a_capital_i_has_no_dot(plain: Path, tmp_path: Path) -> None:
    """Turkish, the locale in which upper and lower case differ most from what a program expects."""
    asked = "import locale; locale.setlocale(locale.LC_ALL, 'tr_TR.UTF-8')"
    if subprocess.run([sys.executable, "-c", asked], capture_output=True, check=False).returncode:
        pytest.skip("the locale tr_TR.UTF-8 isn't installed")
    assert differences(plain, ran(tmp_path / "out", Path(sys.executable), **DISTURBED["tr"])) == {}


def test_under_every_python(plain: Path, tmp_path: Path) -> None:
    found = pythons()
    others = {version: program for version, program in found.items() if version != sys.version.split()[0]}
    if not others:
        pytest.skip(f"there is one Python from 3.11 on here, {', '.join(found)}: no other to compare it with")
    differing = {
        version: told
        for version, program in others.items()
        if (told := differences(plain, ran(tmp_path / version, program, PYTHONHASHSEED="7")))
    }
    assert differing == {}
