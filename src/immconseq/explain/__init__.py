"""Explanations, read back from a run: the trace, the proof, the questions, the text."""

from __future__ import annotations

__all__: list[str] = []
