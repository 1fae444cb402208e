"""Hostile texts and names through every output there is, shown by a real browser and a real terminal.

There are no writers of SARIF, CSV, JUnit, Markdown or HTML yet, and no `watch`.
"""

from __future__ import annotations

import http.server
import json
import os
import shlex
import shutil
import subprocess
import sys
import tempfile
import threading
import time
from pathlib import Path
from xml.etree import ElementTree as Tree

import pytest

from tests.faces.running import Run, flowvow
from tests.hostile import inlets
from tests.pictures.measure import _FLAGS, chromium

COMMANDS = (
    "check {} --notes",
    "consent {}",
    "deadlines {} --as-of 2026-01-01",
    "conflicts {}",
    "coverage {}",
    "trace {} --data email",
    "ask {} --act share",
    "explain clause:not {}",
    "explain flow:tell {}",
    "diff {} a.policy.yaml",
    "expect --models-only {}",
    "drift a.outline.yaml a.txt",
    "fmt --check {}",
)
WITH_JSON = tuple(one for one in COMMANDS if one.split()[0] not in ("expect", "fmt"))
PICTURES = ("map", "ledger", "clauses", "choice:news", "finding:not", "data:email", "state:news")


@pytest.fixture(scope="module")
def file(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("injection")
    (folder / "a.txt").write_text("".join(f"{inlets.attack(at)} is kept.\n\n" for at in range(10)), encoding="utf-8")
    return inlets.lay(folder)


def run(command: str, file: Path) -> Run:
    done = flowvow(*[file.name if word == "{}" else word for word in command.split()], cwd=file.parent)
    assert done.code in (0, 1, 3), done.err
    return done


@pytest.mark.parametrize("command", COMMANDS)
def test_text_holds_nothing_that_a_terminal_obeys(command: str, file: Path) -> None:
    done = run(command, file)
    assert done.out
    assert (done.out + done.err).replace("\n", "").isprintable()


@pytest.mark.parametrize("command", WITH_JSON)
def test_json_is_whole_and_inert(command: str, file: Path) -> None:
    done = run(f"{command} --format json", file)
    assert done.out.replace("\n", "").isprintable()
    found = json.loads(done.out)
    assert found["schema"].startswith("flowvow-")
    assert list(found) == list(dict(json.loads(done.out, object_pairs_hook=_once)))


def _once(pairs: list[tuple[str, object]]) -> dict[str, object]:
    assert len(dict(pairs)) == len(pairs)
    return dict(pairs)


def drawn(file: Path, *options: str) -> dict[str, str]:
    told = {}
    for view in PICTURES:
        done = flowvow("draw", file.name, "--view", view, *options, cwd=file.parent)
        assert done.code == 0, done.err
        told[view] = done.out
    return told


def test_pictures_are_text_and_shapes(file: Path) -> None:
    for text in drawn(file).values():
        assert text.replace("\n", "").isprintable()
        for part in Tree.fromstring(text).iter():
            assert part.tag.rpartition("}")[2] not in ("script", "foreignObject", "image", "iframe", "style", "use")
            assert not any(name.lower().startswith("on") for name in part.attrib)
            assert not part.get("href", "").lower().startswith(("javascript", "data", "//"))


@pytest.mark.parametrize("form", ["dot", "mermaid"])
def test_sources_of_pictures_hold_nothing_that_a_terminal_obeys(form: str, file: Path) -> None:
    for view in ("map", "state:news", "finding:not"):
        done = flowvow("draw", file.name, "--view", view, "--format", form, cwd=file.parent)
        assert done.code == 0, done.err
        assert done.out.replace("\n", "").replace("\t", "").isprintable()
        assert 'URL="javascript' not in done.out
        assert not [line for line in done.out.splitlines() if line.lstrip().startswith(("click", "%%{", "evil"))]


@pytest.fixture(scope="module")
def knocks() -> tuple[str, list[str]]:
    """A server on this machine, and who came to it."""
    seen: list[str] = []

    class Door(http.server.BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            seen.append(self.path)
            self.send_error(404)

        def log_message(self, *_: object) -> None:
            pass

    server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), Door)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    return f"http://127.0.0.1:{server.server_address[1]}", seen


def shown(page: str, ending: str) -> str:
    """The page as the browser has it after running what it would run."""
    with tempfile.TemporaryDirectory() as folder:
        file = Path(folder, f"page.{ending}")
        file.write_text(page, encoding="utf-8")
        done = subprocess.run(
            [chromium() or "", *_FLAGS, f"--user-data-dir={folder}/profile", "--dump-dom", file.as_uri()],
            capture_output=True, check=True, timeout=120,
        )  # fmt: skip
    return done.stdout.decode("utf-8")


@pytest.mark.browser
@pytest.mark.parametrize("way", ["svg", "html"])
def test_a_browser_runs_nothing_of_a_picture(way: str, file: Path, knocks: tuple[str, list[str]]) -> None:
    """Opened by itself, and with all others in a page; and what the same browser does with an attack left alive."""
    address, seen = knocks
    svgs = list(drawn(file).values())
    inside = f'<img src="{address}/alive"><script>document.documentElement.setAttribute("owned","1")</script>'
    if way == "html":
        page = "<!doctype html><meta charset=utf-8><body>{}</body>"
        assert 'owned="1"' not in shown(page.format("".join(svgs)), way)
        assert seen == []
        assert 'owned="1"' in shown(
            page.format(svgs[0].replace("</svg>", f"<foreignObject>{inside}</foreignObject></svg>")), way
        )
        assert seen == ["/alive"]
    else:
        assert 'owned="1"' not in shown(svgs[0], way)
        alive = '<script>document.documentElement.setAttribute("owned","1")</script></svg>'
        assert 'owned="1"' in shown(svgs[0].replace("</svg>", alive), way)


@pytest.mark.terminal
def test_a_terminal_obeys_nothing(file: Path) -> None:
    """In tmux: its title, its screen and its other panes stay; an escape left alive would change the title."""
    socket = f"flowvow-{os.getpid()}"
    tmux = [shutil.which("tmux") or "", "-L", socket, "-f", "/dev/null"]

    def say(*words: str) -> str:
        return subprocess.run([*tmux, *words], capture_output=True, text=True, check=True, cwd=file.parent).stdout

    def enter(script: str, word: str) -> str:
        say("send-keys", "-l", f"{script}; echo {word[:4]}''{word[4:]}")
        say("send-keys", "Enter")
        for _ in range(900):
            if word in (screen := say("capture-pane", "-p", "-S", "-")):
                return screen
            time.sleep(0.2)
        raise AssertionError(say("capture-pane", "-p", "-S", "-"))

    commands = [
        shlex.join([sys.executable, "-m", "flowvow", *(file.name if word == "{}" else word for word in one.split())])
        for one in COMMANDS
    ]
    script = file.parent / "all.sh"
    script.write_text(
        "\n".join([*commands, *(f"{one} nonsense 2>&1" for one in commands[:2])]) + "\n", encoding="utf-8"
    )
    try:
        say("new-session", "-d", "-x", "200", "-y", "50", "sh")
        say("set-option", "-g", "history-limit", "20000")
        say("select-pane", "-T", "untouched")
        screen = enter("sh all.sh", "first-end")
        assert say("display-message", "-p", "#{pane_title}").strip() == "untouched"
        assert "\\x1b]0;owned\\x07" in screen
        enter("printf '\\033]0;owned\\007'", "second-end")
        assert say("display-message", "-p", "#{pane_title}").strip() == "owned"
    finally:
        subprocess.run([*tmux, "kill-server"], check=False, capture_output=True)
