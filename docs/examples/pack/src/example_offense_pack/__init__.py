"""An offense pack for immconseq, as another distribution offers it."""

from pathlib import Path

__all__ = ["THEFT"]

THEFT = Path(__file__).with_name("theft.toml")
"""The pack; the entry point in ``pyproject.toml`` names it."""
