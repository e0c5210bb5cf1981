"""Lists of any length: pages by key, pictures of what is seen, the owner's columns."""
