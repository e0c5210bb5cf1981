"""Reads AliExpress: what a page is, and the product on it."""
