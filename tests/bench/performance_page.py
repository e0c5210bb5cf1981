"""Writes docs/performance.md out of what the benchmarks told."""


def write() -> None:
    """Not before all parts are there."""
