"""Fuzzes what opens hostile input: ten thousand damaged pages and pictures through the real doors.

    .venv/bin/python tests/bench/fuzz.py [--small] [--count 10000] [--seed 1]

Pages of every generation (ours, and the samples of real ones where they are beside the project) go
through the process that reads pages, pictures through those that make them small. Counted: what
became of each, the slowest, the most memory of such a process. The exit code is 1 where something
raised, stood still for over 15 s, or came out as a product or picture that it cannot be.
"""

import argparse
import io
import json
import random
import sys
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from functools import partial
from importlib import import_module
from pathlib import Path
from time import perf_counter
from typing import Any

ROOT = Path(__file__).resolve().parents[2]
if str(ROOT) not in sys.path:
    sys.path.insert(0, str(ROOT))

from PIL import Image  # noqa: E402

from babydrop_desktop.domain.supplier_product import Outcome  # noqa: E402
from babydrop_desktop.errors import Refused  # noqa: E402
from babydrop_desktop.gateways.aliexpress.reader import (  # noqa: E402
    FAILED,
    TOOK_TOO_LONG,
    ChildPageReader,
)
from babydrop_desktop.gateways.picture_maker import PictureMaker  # noqa: E402
from tests.bench.measure import keep  # noqa: E402
from tests.fakes import picture_mutations  # noqa: E402
from tests.pages import mutations  # noqa: E402

COUNT, SMALL = 10_000, 300
PICTURES_SHARE = 0.3
FREEZE_S = 15.0
SAMPLES = ROOT.parent / "shared" / "aliexpress" / "samples"
Mutate = Callable[[random.Random], bytes]


@dataclass
class Told:
    """What became of all mutations of one kind of input."""

    outcomes: Counter[str] = field(default_factory=Counter)
    bad: list[str] = field(default_factory=list)
    slowest_s: float = 0.0
    slowest: str = ""
    peak_mb: float = 0.0

    def note(self, name: str, found: str, seconds: float, *, bad: bool) -> None:
        """Count one."""
        self.outcomes[found] += 1
        if seconds > self.slowest_s:
            self.slowest_s, self.slowest = seconds, name
        if bad or seconds > FREEZE_S:
            self.bad.append(f"{name}: {found}, {seconds:.1f} s")

    def facts(self) -> dict[str, Any]:
        """As it is kept."""
        return {
            "outcomes": dict(self.outcomes.most_common()),
            "slowest_s": round(self.slowest_s, 2),
            "slowest": self.slowest,
            "peak_mb": round(self.peak_mb),
            "bad": self.bad,
        }


def pages(reader: ChildPageReader, count: int, seed: int) -> Told:
    """Damaged pages, and those whose parts are of another kind, in turn."""
    told, texts = Told(), mutations.TEXTS | _samples()
    makers: list[tuple[str, Mutate]] = [
        *((kind, partial(mutations.changed, kind)) for kind in mutations.OBJECTS),
        *((kind, partial(mutations.damaged, text)) for kind, text in texts.items()),
    ]
    for number, name, data in _mutated(makers, count, seed):
        started = perf_counter()
        found, bad = _read(reader, data)
        told.note(f"{name}, {number}", found, perf_counter() - started, bad=bad)
        told.peak_mb = max(told.peak_mb, *_peaks([reader.pid]))
    return told


def pictures(maker: PictureMaker, count: int, seed: int) -> Told:
    """Damaged pictures of every kind that the shop takes."""
    told = Told()
    makers = [
        (kind, partial(picture_mutations.damaged, data))
        for kind, data in picture_mutations.kinds().items()
    ]
    for number, name, data in _mutated(makers, count, seed):
        started = perf_counter()
        found, bad = _make(maker, data)
        told.note(f"{name}, {number}", found, perf_counter() - started, bad=bad)
        told.peak_mb = max(told.peak_mb, *_peaks(maker.pids))
    return told


def _mutated(
    makers: Sequence[tuple[str, Mutate]], count: int, seed: int
) -> Iterator[tuple[int, str, bytes]]:
    for number in range(count):
        name, make = makers[number % len(makers)]
        yield number, name, make(random.Random(f"{seed} {name} {number}"))  # noqa: S311


def _read(reader: ChildPageReader, data: bytes) -> tuple[str, bool]:
    """What became of a page, and whether that must not be."""
    try:
        reading = reader.read(data)
    except Exception as error:  # noqa: BLE001 - that is what is looked for
        return f"raised {type(error).__name__}", True
    if reading.note in {FAILED, TOOK_TOO_LONG}:
        return reading.note, True
    surprise = "could not be read (" in reading.note
    if not mutations.is_whole(reading):
        return "a wrong product", True
    incomplete = reading.outcome is Outcome.PRODUCT and reading.missing
    return "product, incomplete" if incomplete else reading.outcome.value, surprise


def _make(maker: PictureMaker, data: bytes) -> tuple[str, bool]:
    """What became of a picture, and whether that must not be."""
    try:
        sizes = maker.make(data, check=lambda: None)
        with Image.open(io.BytesIO(sizes.large)) as kept:
            kept.load()
            right = kept.size == (sizes.width, sizes.height) and max(kept.size) <= 2000
    except Refused as error:
        ended = "it ends what opens it" in str(error) or "too long" in str(error)
        return (str(error) if ended else error.reason), ended
    except Exception as error:  # noqa: BLE001 - that is what is looked for
        return f"raised {type(error).__name__}", True
    return ("kept", False) if right else ("a wrong picture", True)


def _samples() -> dict[str, bytes]:
    """Real pages of products, by name; none where they are not beside the project."""
    manifest = SAMPLES / "manifest.jsonl"
    if not manifest.exists():
        return {}
    lines = map(json.loads, manifest.read_text("utf-8").splitlines())
    names = [line["file"] for line in lines if line["outcome"] == "product"]
    return {name: (SAMPLES / name).read_bytes() for name in names}


def _peaks(pids: Sequence[int | None]) -> list[float]:
    """The most that these processes have held, in MB; Linux tells it."""
    found = [0.0]
    for pid in pids:
        status = Path(f"/proc/{pid}/status")
        try:
            lines = status.read_text(encoding="ascii").splitlines()
        except OSError:
            continue
        found += [int(line.split()[1]) / 1024 for line in lines if line.startswith("VmHWM:")]
    return found


def _show(what: str, told: Told) -> None:
    counts = ", ".join(f"{count:,} {found}" for found, count in told.outcomes.most_common())
    sys.stdout.write(
        f"\n{what}: {told.outcomes.total():,} mutations: {counts}\n"
        f"    slowest {told.slowest_s:.2f} s ({told.slowest}); peak {told.peak_mb:.0f} MB\n"
    )
    for line in told.bad[:20]:
        sys.stdout.write(f"    WRONG {line}\n")


def main() -> int:
    """Print what became of all, and write bench-results/fuzz.json; 1 where something was wrong."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--count", type=int, default=COUNT)
    parser.add_argument("--small", action="store_true")
    parser.add_argument("--seed", type=int, default=1)
    given = parser.parse_args()
    count = SMALL if given.small else given.count
    # The processes beside load the start file of whoever starts them: the program's own.
    sys.modules["__main__"] = import_module("babydrop_desktop.__main__")
    reader, maker = ChildPageReader(), PictureMaker()
    started = perf_counter()
    try:
        drawn = round(count * PICTURES_SHARE)
        told = {
            "pages": pages(reader, count - drawn, given.seed),
            "pictures": pictures(maker, drawn, given.seed),
        }
    finally:
        reader.close()
        maker.close()
    for what, one in told.items():
        _show(what, one)
    facts = {what: one.facts() for what, one in told.items()}
    keep("fuzz", {"count": count, "seed": given.seed,
                  "seconds": round(perf_counter() - started), **facts})  # fmt: skip
    return 1 if any(one.bad for one in told.values()) else 0


if __name__ == "__main__":
    sys.exit(main())
