"""The engines behind one port, and the choice between them."""

from __future__ import annotations

import functools

from immconseq.engine.port import Engine
from immconseq.engine.reference import ReferenceEngine
from immconseq.errors import EngineUnavailable

__all__ = ["choose_engine", "default_engine"]


@functools.cache
def _engine(name: str) -> Engine:
    if name == "durable":
        from immconseq.engine.durable import DurableEngine

        return DurableEngine()
    return ReferenceEngine()


@functools.cache
def default_engine() -> str:
    """``durable`` where it imports, else ``reference``."""
    from immconseq.engine.durable import available

    return "durable" if available() else "reference"


def choose_engine(name: str | None) -> Engine:
    """An engine by name; the default where none is named.

    Raises:
        EngineUnavailable: There is no such engine, or it does not import here.
    """
    if name is not None and name not in ("durable", "reference"):
        raise EngineUnavailable(f"no engine is called {name!r}; there are: durable, reference")
    return _engine(name or default_engine())
