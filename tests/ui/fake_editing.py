"""No product of a FakeShop was ever edited; what edits is tried on a real shop."""

from collections import Counter
from collections.abc import Collection

from babydrop_desktop.domain.edit_history import EditLine


class FakeEditing:
    """No history, nothing to take back; `asked` counts the calls."""

    def __init__(self) -> None:
        self.asked: Counter[str] = Counter()

    def history(self, product_id: str, limit: int = 100) -> tuple[EditLine, ...]:  # noqa: ARG002
        self.asked["history"] += 1
        return ()

    def last_undoable(
        self,
        person: str | None = None,  # noqa: ARG002
        *,
        skip: Collection[str] = (),  # noqa: ARG002
    ) -> EditLine | None:
        self.asked["last"] += 1
        return None

    last_redoable = last_undoable
