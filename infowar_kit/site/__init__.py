"""Lessons as pages that need no kernel and no server: tasks made of questions are played right there."""
