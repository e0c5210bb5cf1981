"""Reads saved pages with PyPI's aliexpress-page-parser: readers_pypi.py FOLDER TIMES, as JSON."""

import json
import sys
from pathlib import Path
from time import perf_counter
from typing import Any


def facts(made: dict[str, Any]) -> dict[str, Any]:
    """What it told, in the words of readers.py."""
    rows = made["sku_products"]
    prices = [_value(row.get("skuVal", {})) for row in rows]
    head = [
        made["price"][f"{end}ActivityAmount"]["value"] or made["price"][f"{end}Amount"]["value"]
        for end in ("min", "max")
    ]
    return {"id": made["product_id"], "title": made["title"], "skus": len(rows),
            "prices": prices, "head": head}  # fmt: skip


def _value(amounts: dict[str, Any]) -> float | None:
    for name in ("skuActivityAmount", "skuAmount"):
        if name in amounts:
            return float(amounts[name]["value"])
    return None


def main() -> None:
    """One line of JSON for each page."""
    from aliexpress_page_parser.product_detail_parser import (  # type: ignore[import-not-found]  # noqa: PLC0415
        ProductDetailParser,
    )

    folder, times = Path(sys.argv[1]), int(sys.argv[2])
    for path in sorted(folder.iterdir()):
        text = path.read_text("utf-8", "replace")
        told: dict[str, Any] = {"name": path.name, "ms": []}
        for _ in range(times):
            started = perf_counter()
            try:
                told["facts"] = facts(ProductDetailParser(text).parse())
            except Exception as error:  # noqa: BLE001 - that is an answer, too
                told["error"] = f"{type(error).__name__}: {error}"[:120]
            told["ms"].append((perf_counter() - started) * 1000)
        sys.stdout.write(json.dumps(told) + "\n")


if __name__ == "__main__":
    main()
