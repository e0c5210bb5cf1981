"""The shop's work: importing, the catalog and, in time, every order. Knows nothing of Qt."""
