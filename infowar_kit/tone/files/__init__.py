"""The lens on files: a person's own texts (scan) and labelled posts (evaluate)."""

from infowar_kit.tone.files.evaluating import Report, evaluate
from infowar_kit.tone.files.scanning import scan

__all__ = ["Report", "evaluate", "scan"]
