"""``python -m flowvow``."""

from __future__ import annotations

import sys

from flowvow.cli import main

if __name__ == "__main__":
    sys.exit(main())
