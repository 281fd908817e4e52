"""Lessons 07 to 09: how a text tries to move its reader, and what a machine sees of it."""
