"""An event of one's own: its folder, draft rows from what one has, tasks and lessons to be filled in."""
