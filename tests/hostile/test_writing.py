"""Outputs are replaced whole or not at all: on a full disk, by a process that is killed, past a link."""

from __future__ import annotations

import os
import resource
import signal
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from tests.faces.running import flowvow
from tests.hostile import readers
from tests.hostile.children import Killed, apart, run_apart, warm

# A command, and the files that it replaces.
COMMANDS = {
    "check shop -o out/one": ["out/one"],
    "check shop --format json -o out/one": ["out/one"],
    "consent shop -o out/one": ["out/one"],
    "coverage shop -o out/one": ["out/one"],
    "conflicts shop -o out/one": ["out/one"],
    "deadlines shop --as-of 2026-01-01 -o out/one": ["out/one"],
    "diff old.policy.yaml new.policy.yaml -o out/one": ["out/one"],
    "drift shop/webshop.outline.yaml text.md -o out/one": ["out/one"],
    "ask shop --act share -o out/one": ["out/one"],
    "schema flow -o out/one": ["out/one"],
    "outline text.md --force -o out/one": ["out/one"],
    "draw shop --view ledger -o out/one.svg": ["out/one.svg"],
    "draw shop --format mermaid -o out/one.mmd": ["out/one.mmd"],
    "draw shop --all -o out": [f"out/shop/{view}.svg" for view in ("ledger", "clauses")],
    "fmt shop": ["shop/webshop.flow.yaml", "shop/webshop.policy.yaml"],
    "outline shop/webshop.txt --update shop/webshop.outline.yaml": ["shop/webshop.outline.yaml"],
}
OLD = b"what was here before\n"


@pytest.fixture(scope="module", autouse=True)
def _warm(tmp_path_factory: pytest.TempPathFactory) -> None:
    folder = tmp_path_factory.mktemp("warm")
    readers.lay_quickly(folder)
    warm(COMMANDS, folder)


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    readers.lay_quickly(tmp_path)
    (tmp_path / "out" / "shop").mkdir(parents=True)
    for name in {name for names in COMMANDS.values() for name in names if name.startswith("out")}:
        (tmp_path / name).write_bytes(OLD)
    for name in ("flow", "policy"):  # so that there is something to tidy
        file = tmp_path / "shop" / f"webshop.{name}.yaml"
        file.write_text(file.read_text(encoding="utf-8").replace(": {", ":   {"), encoding="utf-8")
    outline = tmp_path / "shop" / "webshop.outline.yaml"
    outline.write_text(outline.read_text(encoding="utf-8").replace("heading: ", "heading:  ", 1), encoding="utf-8")
    return tmp_path


def contents(folder: Path) -> dict[Path, bytes]:
    return {file: file.read_bytes() for file in folder.rglob("*") if file.is_file()}


def full() -> None:
    """No file may grow past a hundred bytes, as on a disk with no more room."""
    signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
    resource.setrlimit(resource.RLIMIT_FSIZE, (100, 100))


@pytest.mark.parametrize("command", COMMANDS)
def test_a_full_disk_leaves_everything_as_it_was(command: str, folder: Path) -> None:
    before = contents(folder)
    run = run_apart(command, folder, full)
    assert (run.code, run.out) == (2, "")
    assert "can't be written: File too large" in run.err
    assert contents(folder) == before


def die(*_: object) -> None:
    """End as on a cut of power: nothing of this process goes on."""
    os.kill(os.getpid(), signal.SIGKILL)


def while_writing() -> None:
    def half(path: Path, _: int) -> None:
        path.write_bytes(b"half")
        die()

    os.chmod = half  # type: ignore[assignment]


def before_replacing() -> None:
    Path.replace = die  # type: ignore[assignment]


@pytest.mark.parametrize("moment", [while_writing, before_replacing])
@pytest.mark.parametrize("command", [one for one in COMMANDS if one.split()[0] in ("check", "draw", "fmt", "outline")])
def test_a_killed_process_leaves_whole_files(command: str, moment: Callable[[], None], folder: Path) -> None:
    before = contents(folder)
    with pytest.raises(Killed):
        run_apart(command, folder, moment)
    after = contents(folder)
    assert {file: after[file] for file in before} == before
    left = [file.name for file in after.keys() - before.keys()]
    assert left
    assert all(name.startswith(".") and name.endswith(".part") for name in left)
    assert run_apart(command, folder).code in (0, 1, 3)  # what was left lying is in nobody's way
    assert all((folder / name).read_bytes() not in (OLD, b"half") for name in COMMANDS[command])


def test_killed_at_any_moment_a_file_is_the_old_or_the_new_one(folder: Path) -> None:
    """Without knowing how it is written: a process that writes one file over and over is killed at odd moments."""
    target = folder / "out" / "one"
    script = (
        "import sys; from flowvow.cli.streams import put\n"
        "texts = [letter * 300_000 for letter in 'ab']\n"
        "print('ready', flush=True)\n"
        "while True:\n    for text in texts: put(text, sys.argv[1])\n"
    )
    for moment in range(12):
        with subprocess.Popen([sys.executable, "-c", script, target], stdout=subprocess.PIPE) as process:
            assert process.stdout is not None
            assert process.stdout.readline() == b"ready\n"
            while target.stat().st_size == len(OLD):
                pass
            for _ in range(moment * 40):
                target.stat()
            process.kill()
        data = target.read_bytes()
        assert data in (b"a" * 300_000, b"b" * 300_000)


@pytest.mark.parametrize(
    "command", ["check shop", "draw shop --view ledger", "draw shop --view ledger --format png", "fmt shop"]
)
@pytest.mark.parametrize("end", ["/dev/full", "closed", "gone"])
def test_an_output_stream_that_takes_nothing(command: str, end: str, folder: Path) -> None:
    """A full device is told; a closed stream too; one whose reader has gone is nothing to tell of."""
    reading, writing = os.pipe()
    os.close(reading)
    if end == "/dev/full":
        os.close(writing)
        writing = os.open(end, os.O_WRONLY)
    done = subprocess.run(
        [sys.executable, "-m", "flowvow", *command.split()],
        cwd=folder,
        stdout=writing,
        stderr=subprocess.PIPE,
        check=False,
        preexec_fn=(lambda: os.close(1)) if end == "closed" else None,
    )
    os.close(writing)
    err = done.stderr.decode()
    assert "Traceback" not in err
    assert "internal error" not in err
    assert "Exception ignored" not in err
    if end == "gone":
        assert (done.returncode in (0, 1, 3), err) == (True, "")
    else:
        assert done.returncode == 2
        assert "standard output: can't be written" in err


def test_a_draft_is_never_written_through_a_link(tmp_path: Path) -> None:
    """In a folder that others write to, a link that lies where the draft will be leads nowhere."""
    (tmp_path / "precious").write_bytes(OLD)
    script = (
        "import os, pathlib; from flowvow.cli.streams import put\n"
        "for name in (f'.{os.getpid()}.0.one.part', f'.one.{os.getpid()}.part'): os.symlink('precious', name)\n"
        "put('new', 'one')\n"
    )
    subprocess.run([sys.executable, "-c", script], cwd=tmp_path, check=True)
    assert (tmp_path / "precious").read_bytes() == OLD
    assert (tmp_path / "one").read_text(encoding="utf-8") == "new"


def test_a_private_file_stays_private(tmp_path: Path) -> None:
    readers.lay_quickly(tmp_path)
    outline = tmp_path / "shop" / "webshop.outline.yaml"
    outline.chmod(0o600)
    assert run_apart(f"outline text.md --force -o {outline}", tmp_path).code == 0
    assert outline.stat().st_mode & 0o777 == 0o600


def test_the_longest_name_that_a_file_can_have_is_written(tmp_path: Path) -> None:
    name = "名" * 83 + ".yaml"
    assert len(name.encode()) == 254
    assert run_apart(f"schema flow -o {name}", tmp_path) == (0, "", "")
    assert (tmp_path / name).is_file()


@pytest.mark.parametrize("place", ["..", ".", ".hidden.flow.yaml"])
def test_pictures_go_where_they_are_asked_to(place: str, tmp_path: Path) -> None:
    """A model in the folder above, or in a hidden file, gives the pictures' folder no name that leads elsewhere."""
    readers.lay_quickly(tmp_path)
    inside = tmp_path / "shop" / "deep"
    inside.mkdir()
    where = {"..": inside, ".": tmp_path / "shop", ".hidden.flow.yaml": tmp_path / "shop"}[place]
    if place.startswith(".h"):
        (where / "webshop.flow.yaml").rename(where / place)

    def watched() -> list[str]:
        seen: list[str] = []
        sys.addaudithook(
            lambda event, words: seen.append(words[0]) if event == "open" and "x" in str(words[1]) else None
        )
        assert flowvow(*f"draw {place} --all -o out".split(), cwd=where).code == 0
        return [str(name) for name in seen]

    drafts = apart(watched)
    assert len(drafts) == 2
    assert all(os.path.realpath(where / one).startswith(f"{where / 'out'}/") for one in drafts)
