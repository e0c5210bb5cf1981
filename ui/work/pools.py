"""The window's named pools, so that a slow import never keeps an answer waiting.

A job may wait only on a pool further right: answers → imports → pictures; nobody waits on his own.
"""

from dataclasses import dataclass
from time import monotonic

from ui.work.executor import QtExecutor

# Measured: three decodes at once already hold the main thread up for over 50 ms on two cores.
PICTURE_WORKERS = 2


@dataclass(frozen=True, slots=True)
class Pools:
    """`answers`: reads and small writes; `imports`: one whole import each; `pictures`: decodes."""

    answers: QtExecutor
    imports: QtExecutor
    pictures: QtExecutor

    @classmethod
    def opened(cls) -> "Pools":
        """The pools in the sizes of the program."""
        return cls(
            answers=QtExecutor("answers", 4),
            imports=QtExecutor("imports", 2),
            pictures=QtExecutor("pictures", PICTURE_WORKERS),
        )

    def close(self, *, within_ms: int = 0) -> bool:
        """Drop what has not begun and wait `within_ms` for the rest; whether all ended."""
        every = (self.imports, self.answers, self.pictures)
        for pool in every:
            pool.close(cancel=True)
        end = monotonic() + within_ms / 1000
        waited = [pool.wait(max(0, round((end - monotonic()) * 1000))) for pool in every]
        return all(waited)
