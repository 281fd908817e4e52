"""What a class handed in: reading the records, counting them, a page for the wall and a table."""
