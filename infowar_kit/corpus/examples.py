"""Examples that messages about faults give; they say how a value is written, and nothing of an event."""

from __future__ import annotations

MONTH = "2022-10"  # example
DAY = f"{MONTH}-02"
MINUTE = f"{DAY}T12:30+03:00"
PERIOD = '"period": {"start": "2022-09-30", "end": "2022-10-05", "utc_offset": "+03:00"}'  # example
