"""What all tests share: whole printed texts compared with files, and tests that need more than Python."""

from __future__ import annotations

import shutil
from collections import Counter
from collections.abc import Callable
from pathlib import Path

import pytest
from hypothesis import HealthCheck, settings

# How long an example takes is no verdict: machines are busy.
settings.register_profile("unhurried", settings(), deadline=None, suppress_health_check=[HealthCheck.too_slow])
settings.load_profile("unhurried")

pytest_plugins = ["pytester"]
collect_ignore_glob = ["*.yaml"]  # cases for our own tests, many of them faulty on purpose

Compare = Callable[[str, str], None]

# What a marked test needs, and the programs that will do.
TOOLS = {
    "browser": ("chromium", "chromium-browser", "google-chrome"),
    "system_graphviz": ("dot",),
    "system_calls": ("strace",),
    "terminal": ("tmux",),
}
# Marked tests that take minutes, and the option that runs them.
LONG = {"planted": "--planted"}
LEFT_OUT = pytest.StashKey[Counter[str]]()


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption("--accept", action="store_true", help="write printed texts to the files they are compared with")
    parser.addoption("--everything", action="store_true", help="also run what needs more than Python")
    parser.addoption("--planted", action="store_true", help="also see every planted fault found")


def pytest_configure(config: pytest.Config) -> None:
    """Asked for everything, a missing tool is a failure and never a skip."""
    config.stash[LEFT_OUT] = Counter()
    missing = [mark for mark, programs in TOOLS.items() if not any(map(shutil.which, programs))]
    if missing and config.getoption("--everything"):
        raise pytest.UsageError(f"--everything needs {' and '.join(' or '.join(TOOLS[mark]) for mark in missing)}")


def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    left = [] if config.getoption("--everything") else [*TOOLS]
    left += [mark for mark, option in LONG.items() if not config.getoption(option)]
    dropped = [item for item in items if any(item.get_closest_marker(mark) for mark in left)]
    for item in dropped:
        config.stash[LEFT_OUT].update(mark for mark in left if item.get_closest_marker(mark))
    if dropped:
        config.hook.pytest_deselected(items=dropped)
        items[:] = [item for item in items if item not in dropped]


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter, config: pytest.Config) -> None:
    for mark, count in sorted(config.stash[LEFT_OUT].items()):
        why = f"need {' or '.join(TOOLS[mark])}; --everything" if mark in TOOLS else f"take minutes; {LONG[mark]}"
        terminalreporter.write_line(f"LEFT OUT: {count} tests marked {mark} ({why} runs them)")


@pytest.fixture
def same_text(request: pytest.FixtureRequest) -> Compare:
    """``same_text(name, text)``: the text is what ``expected/NAME`` beside the test holds."""
    folder = Path(request.path).parent / "expected"

    def compare(name: str, text: str) -> None:
        file = folder / name
        if request.config.getoption("--accept"):
            file.parent.mkdir(parents=True, exist_ok=True)
            file.write_text(text, encoding="utf-8", newline="\n")
        assert file.exists(), f"{file} is missing; --accept writes it"
        assert text == file.read_text(encoding="utf-8")

    return compare
