"""The demo shop: a supplier's pages and pictures, all of them our own, to try the program with."""
