"""The Catalog place: find any product at once, and look at it whole."""
