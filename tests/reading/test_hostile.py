"""Hostile input: a clear problem each, in bounded time and memory, and never a traceback."""

from __future__ import annotations

import os
import resource
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from flowvow.reading.model import read_model
from flowvow.text.problem import MOST_PROBLEMS, Problems
from tests.reading.writing import FLOW, POLICY, write

HEAD = "flowvow: 1\nsystem: Shop\n"


def told(path: Path) -> list[str]:
    with pytest.raises(Problems) as problems:
        read_model(path)
    return [f"{problem.span.line}: {problem.message}" for problem in problems.value.problems]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (HEAD + "a: " + "[" * 10_000, "3: this is nested more than 100 deep"),
        (
            HEAD + "".join(" " * depth + f"k{depth}:\n" for depth in range(2000)),
            "103: this is nested more than 100 deep",
        ),
        (
            HEAD + f"flows: {{a: {{from: shop, to: shop, data: x, when: {'(' * 10_000}}}}}\n",
            "3: this is nested more than 50 deep",
        ),
        (
            HEAD + f"flows: {{a: {{from: shop, to: shop, data: x, when: {'not ' * 10_000}}}}}\n",
            "3: this is longer than 20000 characters",
        ),
        (HEAD + f"flows: {{{'a' * 500}: }}\n", "3: this name is longer than 200 characters"),
        (HEAD + f"stores: {{a: {{kept: {'9' * 100_000} years}}}}\n", f"3: '{'9' * 80}' is no duration"),
    ],
)
def test_depth_and_length_are_bounded(text: str, expected: str, tmp_path: Path) -> None:
    assert expected in told(write(tmp_path, text))


def test_nested_exceptions_are_bounded(tmp_path: Path) -> None:
    nested = "{to: mailer, except: " * 40 + "newsletter" + "}" * 40
    policy = POLICY + f"  deep: {{forbid: share, data: name, except: {nested}, cites: 1.1}}\n"
    assert told(write(tmp_path, policy=policy)) == ["13: exceptions are nested more than 20 deep"]


def test_aliases_are_not_followed(tmp_path: Path) -> None:
    bomb = "a0: &a0 [x, x, x, x, x, x, x, x, x]\n"
    bomb += "".join(f"a{n}: &a{n} [{', '.join([f'*a{n - 1}'] * 9)}]\n" for n in range(1, 40))
    assert "3: anchors are refused: &a0" in told(write(tmp_path, HEAD + bomb))


GARBAGE: dict[str, Callable[[int], bytes]] = {
    "zeros": lambda size: bytes(size),
    "noise": lambda size: (bytes(range(256)) * (size // 256 + 1))[:size],
    "letters": lambda size: b"x" * size,
    "lines": lambda size: (HEAD + "a: b\n" * (size // 5)).encode()[:size],
    "keys": lambda size: (HEAD + "".join(f"k{n}: v\n" for n in range(size // 12))).encode(),
    "items": lambda size: (HEAD + "a: [" + "x," * (size // 2)).encode()[:size],
    "openers": lambda size: b"{" * size,
    "quote": lambda size: (HEAD + 'a: "').encode() + b"x" * size,
    "comments": lambda size: HEAD.encode() + b"#\n" * (size // 2) + b"x",
    "unknown names": lambda size: (
        HEAD + "flows:\n" + "".join(f"  f{n}: {{from: a{n}, to: b{n}, data: c{n}}}\n" for n in range(size // 40))
    ).encode(),
}


@pytest.mark.parametrize(("kind", "megabytes"), [*((kind, 15) for kind in GARBAGE), ("noise", 50), ("lines", 50)])
def test_garbage_is_refused_within_bounds(kind: str, megabytes: int, tmp_path: Path) -> None:
    """In a process of its own, which may take two minutes of processor time and 1.5 GB and no more."""
    (tmp_path / "shop.flow.yaml").write_bytes(GARBAGE[kind](megabytes * 1024 * 1024))
    script = (
        "import sys; from pathlib import Path\n"
        "from flowvow.reading.model import read_model\n"
        "from flowvow.text.problem import Problems\n"
        "from flowvow.text.show import show_all\n"
        "try: read_model(Path(sys.argv[1]))\n"
        "except Problems as problems: print(show_all(problems))\n"
    )

    def bound() -> None:
        resource.setrlimit(resource.RLIMIT_AS, (1_500_000_000, 1_500_000_000))
        resource.setrlimit(resource.RLIMIT_CPU, (120, 120))

    done = subprocess.run([sys.executable, "-c", script, tmp_path], capture_output=True, text=True, preexec_fn=bound)
    assert done.returncode == 0, done.stderr[-2000:]
    assert not done.stderr
    assert "shop.flow.yaml:" in done.stdout
    assert len(done.stdout) < 1_000_000


def test_a_flood_of_problems_is_cut(tmp_path: Path) -> None:
    flows = "".join(f"  f{n}: {{from: customr, to: shp, data: nme}}\n" for n in range(5000))
    problems = told(write(tmp_path, FLOW + flows))
    assert len(problems) == MOST_PROBLEMS + 1
    assert problems[-1].endswith(f"there are more problems than these {MOST_PROBLEMS}")


def test_long_circles_and_chains_are_no_trouble(tmp_path: Path) -> None:
    ring = "".join(f"  a{n}: {{is: a{(n + 1) % 20_000}}}\n" for n in range(20_000))
    found = told(write(tmp_path, FLOW + "actors:\n" + ring))
    assert len(found) == 1
    assert "belongs to itself: a0 → a1 →" in found[0]
    chain = "".join(f"  b{n}: {{is: b{n + 1}}}\n" for n in range(20_000)) + "  b20000:\n"
    assert len(read_model(write(tmp_path, FLOW + "data:\n" + chain)).data) == 20_004


def test_links_that_lead_elsewhere_are_refused(tmp_path: Path) -> None:
    outside = write(tmp_path / "outside")
    inside = write(tmp_path / "inside")
    (inside / "shop.policy.yaml").unlink()
    (inside / "shop.policy.yaml").symlink_to(outside / "shop.policy.yaml")
    found = told(inside)
    assert found == [
        f"1: this link leads out of {inside}",
        f"3: this lies outside of the folder that is read, {inside}",
    ] or found == [f"1: this link leads out of {inside}"]
    with pytest.raises(Problems, match="this lies outside of the folder that is read"):
        read_model(inside / "shop.flow.yaml")


def test_links_that_lead_nowhere_are_told(tmp_path: Path) -> None:
    folder = write(tmp_path)
    (folder / "shop.policy.yaml").unlink()
    (folder / "shop.policy.yaml").symlink_to("shop.policy.yaml")
    (folder / "around").symlink_to(".")
    with pytest.raises(Problems, match=r"shop\.policy\.yaml"):
        read_model(folder)


def test_a_pipe_is_never_waited_for(tmp_path: Path) -> None:
    folder = write(tmp_path)
    (folder / "shop.policy.yaml").unlink()
    os.mkfifo(folder / "shop.policy.yaml")
    with pytest.raises(Problems, match="is no file that can be read"):
        read_model(folder)


@pytest.mark.skipif(os.geteuid() == 0, reason="root reads everything")
def test_a_locked_file_is_told(tmp_path: Path) -> None:
    folder = write(tmp_path)
    (folder / "shop.policy.yaml").chmod(0)
    with pytest.raises(Problems, match="can't be read: Permission denied"):
        read_model(folder)


@pytest.mark.parametrize("encoding", ["utf-16", "utf-32", "latin-1", "cp1252"])
def test_other_encodings_are_told(encoding: str, tmp_path: Path) -> None:
    (tmp_path / "shop.flow.yaml").write_bytes("flowvow: 1\nsystem: Café\n".encode(encoding))
    assert len(told(tmp_path)) == 1
