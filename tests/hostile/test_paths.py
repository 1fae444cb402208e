"""Names that lead elsewhere, and things that are no files: told, never followed or waited for."""

from __future__ import annotations

import os
import resource
import shutil
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.faces.running import Run, flowvow
from tests.hostile import readers
from tests.hostile.children import apart, run_apart

NOBODY = 65534
NAMES = {
    "nothing": "",
    "a name too long": "a" * 300,
    "a path too long": "a/" * 3000,
    "a link to itself": "loop",
    "something below a link to itself": "loop/shop",
    "something below a file": "text.md/x",
    "a pipe": "pipe.yaml",
    "a device without an end": "zero.yaml",
    "a device with nothing in it": "/dev/null",
    "a folder named as a file": "folder.yaml",
    "a missing file": "no-such.yaml",
    "bytes that are no text": "\udcff.yaml",
    "an option": "--",
}
COMMANDS = [
    "check {}",
    "check shop --with {}",
    "check shop --text {}",
    "conflicts {}",
    "conflicts shop --text {}",
    "coverage {}",
    "coverage shop --text {}",
    "diff {} old.policy.yaml",
    "diff old.policy.yaml {}",
    "diff old.policy.yaml new.policy.yaml --mapping {}",
    "diff old.policy.yaml new.policy.yaml --model {}",
    "diff --rev HEAD --rev HEAD {}",
    "draw {} --view ledger",
    "draw --diff {} new.policy.yaml",
    "drift {} text.md",
    "drift shop/webshop.outline.yaml {}",
    "drift shop/webshop.outline.yaml text.md --for {}",
    "drift shop/webshop.outline.yaml shop/webshop.txt --old-text {}",
    "expect {}",
    "fmt --check {}",
    "outline {}",
    "outline text.md --update {}",
    "outline text.md --update shop/webshop.outline.yaml --for {}",
    "trace {} --data name",
    "ask {} --act use",
]
OUTPUTS = [
    "draw shop --view ledger -o {}",
    "draw shop --all -o {}",
    "check shop -o {}",
    "outline text.md -o {}",
    "schema flow -o {}",
]


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("paths")
    readers.lay_quickly(folder)
    (folder / "loop").symlink_to("loop")
    os.mkfifo(folder / "pipe.yaml")
    (folder / "zero.yaml").symlink_to("/dev/zero")
    (folder / "folder.yaml").mkdir()
    return folder


@pytest.mark.parametrize("what", NAMES)
def test_a_name_that_is_no_file_is_told(what: str, folder: Path) -> None:
    for command in COMMANDS:
        run = flowvow(*[NAMES[what] if word == "{}" else word for word in command.split()], cwd=folder)
        assert run.code in (0, 1, 2, 3), (command, run.err)
        assert run.err.replace("\n", "").isprintable()
        if what not in ("nothing", "an option", "a folder named as a file"):  # these may be meant
            assert run.code != 0, command


@pytest.mark.parametrize("command", OUTPUTS)
@pytest.mark.parametrize(
    ("target", "told"),
    [
        ("text.md/new/x.svg", "there is no folder text.md/new to write it to"),
        ("/proc/new/x.svg", "there is no folder /proc/new to write it to"),
        ("loop/x.svg", "there is no folder loop to write it to"),
        ("a" * 300, "File name too long"),
    ],
)
def test_an_output_that_cannot_be_made_is_told(command: str, target: str, told: str, folder: Path) -> None:
    before = sorted(folder.rglob("*"))
    run = flowvow(*command.format(target).split(), cwd=folder)
    assert (run.code, run.out) == (2, "")
    assert told in run.err or "there is no folder" in run.err
    assert sorted(folder.rglob("*")) == before


def test_links_in_a_circle_are_walked_once(tmp_path: Path) -> None:
    """Two links up double the ways at every step, and forty steps are allowed."""
    readers.lay_quickly(tmp_path)
    for name in ("up", "again"):
        (tmp_path / "shop" / "proposals" / name).symlink_to("..")
    for command in ("expect shop", "check shop", "fmt --check shop", "drift shop/webshop.outline.yaml text.md --for ."):
        run = run_apart(command, tmp_path, lambda: resource.setrlimit(resource.RLIMIT_CPU, (10, 10)))
        assert run.code in (0, 1), run.err


SECRET = "flowvow: 1\nsystem: Top secret\nflows: {}\n"


@pytest.fixture
def outside(tmp_path: Path) -> Path:
    """A folder `in`, beside which lies what nobody gave; its files have the words 'Top secret' in them."""
    readers.lay_quickly(tmp_path / "in")
    (tmp_path / "secret.yaml").write_text(SECRET, encoding="utf-8")
    (tmp_path / "secret.txt").write_text("diff:Top secret, Top secret\n", encoding="utf-8")
    (tmp_path / "secret.policy.yaml").write_text("flowvow: 1\npolicy: Top secret\n", encoding="utf-8")
    return tmp_path / "in"


def untold(run: Run) -> bool:
    return "secret" not in (run.out + run.err).replace("/secret", "").replace("secret.", "")


@pytest.mark.parametrize(
    "way",
    [
        "../../secret.policy.yaml",
        "{}/secret.policy.yaml",
        "..\\..\\secret.yaml",
        "x/../../../secret.policy.yaml",
        "nul\\0",
        "~/x",
        "C:/x",
        "//host/x",
        "file:///x",
        "a" * 5000,
    ],
)
def test_a_file_names_nothing_outside_of_what_is_read(way: str, outside: Path) -> None:
    way = way.format(outside.parent)
    flow = outside / "shop" / "webshop.flow.yaml"
    text = flow.read_text(encoding="utf-8")
    flow.write_text(text.replace("[webshop.policy.yaml]", f"['{way}']"), encoding="utf-8")
    run = flowvow("check", "shop", cwd=outside)
    assert run.code == 2
    assert untold(run)
    flow.write_text(text, encoding="utf-8")
    policy = outside / "shop" / "webshop.policy.yaml"
    text = policy.read_text(encoding="utf-8")
    policy.write_text(text.replace("outline: webshop.outline.yaml", f"outline: '{way}'"), encoding="utf-8")
    run = flowvow("coverage", "shop", cwd=outside)
    assert run.code == 2
    assert untold(run)


@pytest.mark.parametrize(
    ("link", "target", "command"),
    [
        ("shop/more/x.flow.yaml", "secret.yaml", "check shop"),
        ("shop/x.proposal.yaml", "secret.yaml", "expect shop"),
        ("shop/x.yaml", "secret.yaml", "expect shop"),
        ("shop/x.policy.yaml", "secret.policy.yaml", "drift shop/webshop.outline.yaml text.md"),
        ("shop/x.policy.yaml", "secret.policy.yaml", "fmt --check shop"),
        ("shop/x.yaml", "secret.policy.yaml", "fmt --check shop"),
        ("shop/x.txt", "secret.txt", "coverage shop --text shop"),
        ("shop/x.txt", "secret.txt", "check shop --text shop"),
        ("shop/x.txt", "secret.txt", "conflicts shop --text shop"),
        ("shop/pictures.txt", "secret.txt", "draw shop --all -o drawn"),
        ("pictures.txt", "secret.txt", "draw . --all -o drawn"),
        ("old.policy.yaml", "secret.policy.yaml", "draw . --all -o drawn"),
    ],
)
def test_a_link_out_of_the_folder_is_never_read(link: str, target: str, command: str, outside: Path) -> None:
    """Found by what is opened, and not only by what is told."""
    place = outside / link
    place.parent.mkdir(exist_ok=True)
    place.unlink(missing_ok=True)
    place.symlink_to(outside.parent / target)
    opened = opening(command, outside)
    assert not [name for name in opened if "secret" in os.path.realpath(name)]


def opening(command: str, cwd: Path) -> list[str]:
    """The files that a command opens."""

    def watched() -> list[str]:
        seen: list[str] = []
        sys.addaudithook(
            lambda event, words: (
                seen.append(os.fsdecode(words[0])) if event == "open" and isinstance(words[0], str | bytes) else None
            )
        )
        flowvow(*command.split(), cwd=cwd)
        return seen

    return [os.path.join(cwd, name) for name in apart(watched)]


def as_nobody() -> None:
    """Be an ordinary user, who can't read and write everything."""
    if os.geteuid() == 0:
        os.setgroups([])
        os.setgid(NOBODY)
        os.setuid(NOBODY)


@pytest.fixture
def shared() -> Iterator[Path]:
    """A folder that an ordinary user can reach and write to."""
    folder = Path(tempfile.mkdtemp(prefix="flowvow-shared-"))
    readers.lay_quickly(folder)
    for one in [folder, *folder.rglob("*")]:
        one.chmod(0o777 if one.is_dir() else 0o666)
    yield folder
    shutil.rmtree(folder)


@pytest.mark.parametrize(
    ("locked", "command"),
    [
        ("shop/webshop.flow.yaml", "check shop"),
        ("shop/webshop.policy.yaml", "check shop"),
        ("shop/webshop.outline.yaml", "coverage shop"),
        ("shop/proposals", "expect shop"),
        ("shop", "check shop"),
        ("shop", "conflicts shop"),
        ("shop", "fmt shop"),
        ("shop", "drift shop/webshop.outline.yaml text.md --for shop"),
        ("text.md", "outline text.md"),
        ("to.mapping.yaml", "diff old.policy.yaml new.policy.yaml --mapping to.mapping.yaml"),
        ("shop/pictures.txt", "draw shop --all -o drawn"),
        ("shop/webshop.txt", "check shop --text shop"),
    ],
)
def test_what_may_not_be_read_is_told(locked: str, command: str, shared: Path) -> None:
    (shared / locked).chmod(0)
    run = run_apart(command, shared, as_nobody)
    assert run.code == 2, run
    assert "Permission denied" in run.err or "is no file that can be read" in run.err


@pytest.mark.parametrize(
    "command",
    [
        "check shop -o locked/x",
        "draw shop --view ledger -o locked/new/x.svg",
        "fmt shop",
        "outline text.md -o shop/webshop.outline.yaml --force",
    ],
)
def test_what_may_not_be_written_is_told_and_left_alone(command: str, shared: Path) -> None:
    (shared / "locked").mkdir(mode=0o555)
    flow = shared / "shop" / "webshop.flow.yaml"
    flow.write_text(flow.read_text(encoding="utf-8").replace("{from:", "{  from:"), encoding="utf-8")
    (shared / "shop").chmod(0o555)
    before = {one: one.read_bytes() for one in shared.rglob("*") if one.is_file()}
    run = run_apart(command, shared, as_nobody)
    assert run.code == 2, run
    assert {one: one.read_bytes() for one in shared.rglob("*") if one.is_file()} == before


def test_a_pipe_beside_tests_is_never_waited_for(pytester: pytest.Pytester) -> None:
    """The pytest plugin looks for a model in the folders above a proposal."""
    readers.lay_quickly(pytester.path)
    os.mkfifo(pytester.path / "shop" / "a.yaml")
    done = pytester.runpytest_subprocess("-q", "shop/proposals", timeout=60)
    assert done.ret in (pytest.ExitCode.OK, pytest.ExitCode.TESTS_FAILED)


def test_a_name_on_the_command_line_is_inert_in_what_is_told_of_it(tmp_path: Path) -> None:
    readers.lay_quickly(tmp_path)
    odd = "\x1b]0;owned\x07\x1b[2J\u202e.flow.yaml"
    (tmp_path / "shop" / "webshop.flow.yaml").rename(tmp_path / "shop" / odd)
    for command in ("fmt shop", "fmt --check shop", "check shop", "expect shop", "draw shop --all -o drawn"):
        run = flowvow(*command.split(), cwd=tmp_path)
        assert run.code != 4
        assert (run.out + run.err).replace("\n", "").isprintable(), command
