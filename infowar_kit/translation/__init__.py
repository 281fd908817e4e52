"""Lessons 05 and 06: what translation changes, and what it hides."""
