"""The lens on files: a person's own texts (scan) and labelled posts (evaluate)."""

from infowar_kit.tone.evaluating import Report, evaluate
from infowar_kit.tone.scanning import scan

__all__ = ["Report", "evaluate", "scan"]
