"""Lessons 01 to 04: who says so, who said it first, where and when."""
