"""``python -m immconseq``."""

from __future__ import annotations

import sys

from immconseq.cli import main

__all__: list[str] = []

if __name__ == "__main__":
    sys.exit(main())
