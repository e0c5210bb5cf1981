"""Names the steps that bring the shop's memory from one version of the program to the next."""

from dataclasses import dataclass
from pathlib import Path

FOLDER = Path(__file__).parent


@dataclass(frozen=True, slots=True)
class Migrations:
    """Steps in their order, oldest first, and the folders that hold them.

    The names are repeated here so that a start with nothing to do need not load them all.
    """

    revisions: tuple[str, ...]
    folders: tuple[Path, ...] = (FOLDER / "versions",)

    @property
    def newest(self) -> str:
        """Return the version that the program works with."""
        return self.revisions[-1]


SHIPPED = Migrations(revisions=("0001", "0002", "0003", "0004", "0005", "0006"))
