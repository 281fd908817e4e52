"""infowar-kit: a teaching kit on information warfare, built on one real, bounded event.

A lesson begins with ``from infowar_kit import kit``; see `infowar_kit.face.Kit`.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from infowar_kit.face import Kit

    kit: Kit

__version__ = "0.2.0"
__all__ = ["__version__", "kit"]


def __getattr__(name: str) -> Any:
    """Make the kit when it is first asked for: importing the package loads nothing."""
    if name == "kit":
        from infowar_kit.face import Kit

        globals()["kit"] = Kit()
        return globals()["kit"]
    raise AttributeError(f"module 'infowar_kit' has no attribute '{name}'")
