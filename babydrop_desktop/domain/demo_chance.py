"""Draws the demo shop's invented facts: the same seed gives the same shop, on any machine."""

import random
from collections.abc import Sequence
from typing import TypeVar

T = TypeVar("T")


class Chance:
    """A row of draws that a seed fixes. Built on `random()` alone, which Python never changes."""

    def __init__(self, seed: str) -> None:
        self._random = random.Random(seed)  # noqa: S311 - invented orders, no secret

    def share(self) -> float:
        """A number from 0 up to, not including, 1."""
        return self._random.random()

    def below(self, end: int) -> int:
        """A whole number from 0 up to, not including, `end`."""
        return int(self.share() * end)

    def between(self, low: float, high: float) -> float:
        """A number from `low` up to `high`."""
        return low + (high - low) * self.share()

    def pick(self, options: Sequence[T]) -> T:
        """One of the options. Raises IndexError where there is none."""
        return options[self.below(len(options))]

    def weighted(self, options: Sequence[T], weights: Sequence[float]) -> T:
        """One of the options, the heavier ones more often."""
        left = self.share() * sum(weights)
        for option, weight in zip(options, weights, strict=True):
            left -= weight
            if left < 0:
                return option
        return options[-1]

    def some(self, options: Sequence[T], count: int) -> list[T]:
        """`count` different options, or all of them where there are fewer, in a drawn order."""
        left = list(options)
        return [left.pop(self.below(len(left))) for _ in range(min(count, len(left)))]

    def digits(self, count: int) -> str:
        """A text of that many digits."""
        return "".join(str(self.below(10)) for _ in range(count))
