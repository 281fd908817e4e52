"""Drafts for an event of one's own."""
