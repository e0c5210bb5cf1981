"""How a page is brought in by hand, and a list to fill in."""
