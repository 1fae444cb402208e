"""A whole run reads what it was given, and nothing else; it runs nothing but git, and opens no socket."""

from __future__ import annotations

import json
import os
import re
import shutil
import subprocess
import sys
import sysconfig
import tempfile
from pathlib import Path

import pytest

import flowvow
from tests.hostile import whole_run

ROOT = Path(__file__).parents[2]
# The interpreter, its libraries and this package.
OWN = [
    *(sys.prefix, sys.base_prefix, Path(flowvow.__file__).parent, ROOT / "tests"),
    *(sysconfig.get_path(name) for name in ("stdlib", "platstdlib", "purelib", "platlib")),
]  # fmt: skip
# What the system's own loader, clock, randomness, counters of processors and git read on the way.
SYSTEM = [
    *("/lib", "/lib64", "/usr/lib", "/usr/lib64", "/usr/local/lib", "/usr/share", "/etc/ld.so", "/etc/localtime"),
    *("/proc", "/sys", "/dev/null", "/dev/urandom", "/dev/tty", "/etc/gitconfig", "/etc/locale", "/etc/nsswitch.conf"),
    *("/etc/passwd", "/etc/ssl/openssl.cnf", "/etc/ld.so.cache"),
    *("/etc/fonts", "/var/cache/fontconfig"),  # the system's fonts, for PNG and PDF
]  # fmt: skip
# Revisions are laid out in a folder of their own; before, Python tries whether it can write a file beside it.
_TEMPORARY = re.compile(re.escape(tempfile.gettempdir()) + r"/(?:flowvow-\w+(?:/.+)?|\w{8})$")
WORDS = ("liveoffice", "conferencing", "webshop")


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("run") / "given"
    shutil.copytree(ROOT / "flows", folder / "flows")
    shutil.copytree(ROOT / "tests" / "models" / "webshop", folder / "webshop")
    (folder / "out").mkdir()
    for words in ("init -q", "add .", "-c user.name=a -c user.email=a@a commit -qm one"):
        subprocess.run(["git", *words.split()], cwd=folder, check=True)
    (folder.parent / "beside.yaml").write_text("flowvow: 1\n", encoding="utf-8")
    (folder / ".env").write_text("SECRET=1\n", encoding="utf-8")
    return folder


def below(name: str, roots: list[Path | str]) -> bool:
    """Whether a path is one of these, or lies below one, followed to its end or not."""
    names = {os.path.normpath(name), os.path.realpath(name)}
    places = {one for root in roots for one in (str(root), os.path.realpath(root))}
    return any(name == place or name.startswith(f"{place}/") for name in names for place in places)


def environment(folder: Path) -> dict[str, str]:
    return {
        "PATH": os.environ["PATH"],
        "PYTHONPATH": str(ROOT),
        "PYTHONDONTWRITEBYTECODE": "1",
        "HOME": str(folder.parent / "home"),
    }


@pytest.fixture(scope="module")
def seen(folder: Path) -> list[tuple[str, list[str], str]]:
    """What Python's own hook was told."""
    told = folder.parent / "seen.json"
    done = subprocess.run(
        [sys.executable, "-m", "tests.hostile.whole_run", str(told)],
        cwd=folder,
        env=environment(folder),
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    found: list[tuple[str, list[str], str]] = json.loads(told.read_text(encoding="utf-8"))
    return found


def test_files_are_those_given_and_our_own(seen: list[tuple[str, list[str], str]], folder: Path) -> None:
    read, written = set(), set()
    for event, words, caller in seen:
        removing = os.path.basename(caller) == "shutil.py"  # names below a folder that is open
        if event == "open" and not words[0].isdigit() and not removing:
            (written if {*words[1]} & {*"wxa+"} else read).add(os.path.join(folder, words[0]))
    laid = {name for name in read | written if _TEMPORARY.match(name)}
    given = [folder / "flows", folder / "webshop", folder / "out"]
    assert {name for name in read - laid if not below(name, [*given, *OWN, *SYSTEM])} == set()
    assert {name for name in written - laid if not below(name, [folder / "out"])} <= {str(folder.parent / "seen.json")}
    assert any(below(name, given) for name in read)
    assert laid


def test_nothing_is_run_but_git(seen: list[tuple[str, list[str], str]]) -> None:
    assert {words[0] for event, words, _ in seen if event == "subprocess.Popen"} == {"git"}
    forbidden = ("socket.", "os.system", "os.exec", "os.posix_spawn", "pty.", *whole_run.ALSO)
    assert [event for event, _, _ in seen if event.startswith(forbidden)] == []


def test_no_code_comes_from_what_was_given(seen: list[tuple[str, list[str], str]]) -> None:
    """What is compiled is the code of modules, or is made by a library from what stands in these; never by us."""
    ran = [(event, words, caller) for event, words, caller in seen if event in ("compile", "exec")]
    assert ran
    for _, words, caller in ran:
        name = words[-1] if words[-1] else caller
        assert name.startswith("<") or below(name, list(OWN)), words
        assert not below(caller, [Path(flowvow.__file__).parent]) or below(name, list(OWN)), (words, caller)
        assert not any(word in words[0].lower() for word in WORDS) or below(words[0], list(OWN))


def test_the_hook_would_see_it() -> None:
    """Code, sockets, processes and files of an ordinary script are all noticed."""
    script = (
        "import sys; seen = []\n"
        "sys.addaudithook(lambda event, words: seen.append(event))\n"
        "import socket, subprocess; socket.socket(); subprocess.run(['true']); eval('1'); open('/etc/hostname')\n"
        "print(*seen)"
    )
    told = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, check=True).stdout.split()
    assert {"socket.__new__", "subprocess.Popen", "compile", "exec", "open"} <= {*told}


@pytest.fixture(scope="module")
def calls(folder: Path) -> list[str]:
    """The system calls of the same run, by whichever of its processes; the kernel's word, and not Python's.

    A file for each process: in one for all a call that another one interrupts stands in two lines.
    """
    trace = folder.parent / "trace"
    trace.mkdir()
    watched = (
        "trace=open,openat,openat2,creat,execve,execveat,socket,connect,bind,sendto,unlink,unlinkat,rename,renameat2"
    )
    subprocess.run(
        [
            *f"strace -f -ff -qq -y -s 4096 -e {watched} -o {trace}/of".split(),
            *(sys.executable, "-m", "tests.hostile.whole_run"),
        ],
        cwd=folder,
        env=environment(folder),
        check=True,
        capture_output=True,
    )  # fmt: skip
    files = [file.read_text(encoding="utf-8", errors="replace") for file in sorted(trace.iterdir())]
    return [line for text in files for line in text.splitlines()]


_CALL = re.compile(r"(\w+)\((.*)")
_NAME = r'\((?:(?:AT_FDCWD|\d+)<([^>]*)>, )?"((?:[^"\\]|\\.)*)"'
_OPENED = re.compile(rf"open(?:at2?)?{_NAME}, (?:{{flags=)?([A-Z_|]+).*\) += \d+")
_TAKEN = re.compile(rf"(?:unlink|rename)(?:at2?)?{_NAME}.*\) += 0")


@pytest.mark.system_calls
def test_the_kernel_saw_no_socket_and_no_program_but_git(calls: list[str]) -> None:
    names = [found[1] for line in calls if (found := _CALL.match(line))]
    assert not {"socket", "connect", "bind", "sendto"} & {*names}
    programs = {
        os.path.basename(found[1]) for line in calls if (found := re.match(r'execve\("([^"]+)".*\) += 0', line))
    }
    assert programs == {os.path.basename(sys.executable), "git"}


@pytest.mark.system_calls
def test_the_kernel_saw_no_file_but_those_given(calls: list[str], folder: Path) -> None:
    opening = [line for line in calls if line.startswith(("open", "creat")) and re.search(r"\) += \d", line)]
    opened = {found.groups() for line in opening if (found := _OPENED.match(line))}
    assert [line for line in opening if not _OPENED.match(line)] == []
    files = {(os.path.join(at or folder, name), how) for at, name, how in opened if "O_DIRECTORY" not in how}
    laid = {(name, how) for name, how in files if _TEMPORARY.match(name)}
    read = {name for name, how in files - laid if "O_RDONLY" in how}
    written = {name for name, how in files - laid if "O_RDONLY" not in how}
    git = folder / ".git"
    given = [folder / "flows", folder / "webshop", folder / "out", git]
    assert {name for name in read if not below(name, [*given, *OWN, *SYSTEM])} == set()
    assert {name for name in written if not below(name, [folder / "out", "/dev/null", "/dev/tty"])} == set()
    assert any(below(name, [folder / "flows"]) for name in read)


@pytest.mark.system_calls
def test_the_kernel_saw_nothing_taken_away(calls: list[str], folder: Path) -> None:
    """But for outputs, which are renamed, and what was laid out to be read."""
    taken = {os.path.join(found[1] or folder, found[2]) for line in calls if (found := _TAKEN.match(line))}
    assert {name for name in taken if not below(name, [folder / "out"]) and not _TEMPORARY.match(name)} == set()
    assert any(below(name, [folder / "out"]) for name in taken)
