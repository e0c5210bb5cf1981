"""The first start: four steps until the owner has a shop."""
