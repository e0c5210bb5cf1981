"""Everything the owner sees, and nothing but Qt."""
