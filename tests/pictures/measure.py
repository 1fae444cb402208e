"""Measures a picture as a real browser shows it: is every text in its shape, free of arrows and large enough?

``measure(svg_path)`` works on any SVG whose parts carry the classes that `flowvow.pictures` writes.
"""

from __future__ import annotations

import html
import json
import shutil
import subprocess
import tempfile
from pathlib import Path

from attrs import frozen

FITTED, SMALLEST = 1920, 9.0
# fmt: off
_FLAGS = [
    "--headless", "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update", "--disable-sync", "--hide-scrollbars",
]
# fmt: on
_SCRIPT = (Path(__file__).parent / "measure.js").read_text(encoding="utf-8")


@frozen
class Violation:
    """One thing that spoils a picture: which rule, which part, and what is in its way."""

    rule: str
    part: str
    other: str = ""


@frozen
class Measures:
    """What a browser saw.

    Attributes:
        labels: how many arrows carry a label.
        spoilt: ids of the labels that break a rule.
        smallest: the smallest text, in pixels, when the picture is fitted to 1920 px width.
    """

    width: float
    height: float
    texts: int
    labels: int
    arrows: int
    smallest: float
    spoilt: tuple[str, ...]
    violations: tuple[Violation, ...]

    @property
    def clean(self) -> float:
        """The share of labels that break no rule."""
        return 1 - len(self.spoilt) / self.labels if self.labels else 1.0


def chromium() -> str | None:
    """The browser to measure with, if this machine has one."""
    return next(
        (path for name in ("chromium", "chromium-browser", "google-chrome") if (path := shutil.which(name))), None
    )


def measure(svg_path: Path) -> Measures:
    """Open the picture in headless Chromium and list each violation."""
    browser = chromium()
    if browser is None:
        raise FileNotFoundError("no Chromium on this machine")
    svg = svg_path.read_text(encoding="utf-8")
    page = (
        "<!doctype html><meta charset=utf-8><style>body{margin:0}svg{display:block}</style>"
        f"{svg}<script>{_SCRIPT.replace('FITTED', str(FITTED))}</script>"
    )
    with tempfile.TemporaryDirectory() as folder:
        file = Path(folder, "page.html")
        file.write_text(page, encoding="utf-8")
        done = subprocess.run(
            [browser, *_FLAGS, f"--user-data-dir={folder}/profile", "--dump-dom", file.as_uri()],
            capture_output=True, check=True, timeout=120,
        )  # fmt: skip
    dumped = done.stdout.decode("utf-8")
    told = json.loads(html.unescape(dumped.split('<pre id="measures">', 1)[1].split("</pre>", 1)[0]))
    violations = [Violation(*one) for one in told["violations"]]
    if told["smallest"] < SMALLEST:
        violations.append(Violation("small-text", f"{told['smallest']:.2f} px"))
    labels = set(told["labels"])
    spoilt = {part for one in violations for part in (one.part, one.other) if part in labels}
    return Measures(
        told["width"], told["height"], told["texts"], len(labels), told["arrows"], told["smallest"],
        tuple(sorted(spoilt)), tuple(violations),
    )  # fmt: skip
