"""Premises: the questions that rules ask of a case, each a small cited function."""

from __future__ import annotations

__all__: list[str] = []
