"""Whether somebody learned, and how that is seen: two tests, sureness, coming back, the verification file."""
