"""What the project's own makers use; nothing of it is in the package."""
