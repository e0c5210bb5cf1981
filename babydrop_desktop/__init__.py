"""The shop's work: importing, the catalog and, in time, every order. Knows nothing of Qt."""

__version__ = "0.1.0"
