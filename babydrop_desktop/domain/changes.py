"""What changed, told once to everything that shows it."""

from dataclasses import dataclass, field


@dataclass(frozen=True, slots=True)
class Change:
    """The ids that a piece of work changed; whoever shows one of them asks again."""

    products: frozenset[str] = field(default_factory=frozenset)
    jobs: frozenset[str] = field(default_factory=frozenset)
    categories: frozenset[str] = field(default_factory=frozenset)
    pictures: frozenset[str] = field(default_factory=frozenset)
    orders: frozenset[str] = field(default_factory=frozenset)  # the dropship orders'
