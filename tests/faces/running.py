"""Running the command line: in this process, which is quick, or as people do."""

from __future__ import annotations

import contextlib
import io
import os
import subprocess
import sys
from pathlib import Path
from typing import NamedTuple
from unittest import mock

from flowvow.cli import main

HERE = Path(__file__).parent


class Run(NamedTuple):
    code: int
    out: str
    err: str


def flowvow(*words: str, cwd: Path = HERE) -> Run:
    """In this process, in the folder of the test models."""
    out, err = io.StringIO(), io.StringIO()
    with (
        contextlib.chdir(cwd),
        contextlib.redirect_stdout(out),
        contextlib.redirect_stderr(err),
        mock.patch.dict(os.environ, {"COLUMNS": "100"}),
    ):
        try:
            code = main(words)
        except SystemExit as stop:  # argparse: help, version, unusable arguments
            code = int(stop.code or 0)
    return Run(code, out.getvalue(), err.getvalue())


def process(*words: str, cwd: Path = HERE, **environment: str) -> Run:
    """As a process of its own."""
    plain = {name: value for name, value in os.environ.items() if name != "NO_COLOR"}
    done = subprocess.run(
        [sys.executable, "-m", "flowvow", *words],
        cwd=cwd,
        env={**plain, "COLUMNS": "100", **environment},
        capture_output=True,
        check=False,
    )
    return Run(done.returncode, done.stdout.decode(), done.stderr.decode())
