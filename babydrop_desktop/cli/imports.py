"""`babydrop import SOURCE… --category SLUG`: imports products, one answer for each source."""

import argparse
import sys
import time
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Any

from babydrop_desktop.bootstrap import Services, open_shop
from babydrop_desktop.cli import output
from babydrop_desktop.cli.reading import is_file
from babydrop_desktop.domain.jobs import OPEN, Choices, JobId, JobRow, JobState
from babydrop_desktop.errors import NotFound, Refused, ShopError, Unavailable
from babydrop_desktop.paths import ShopOptions
from babydrop_desktop.services.page_files import read_page_stream

LONGEST_PAUSE_S = 1.0
BUG = 1


@dataclass(frozen=True, slots=True)
class _Place:
    """Where something was named: a source, and its line where that is a list."""

    source: str
    line: int | None = None


def run_imports(options: ShopOptions, given: argparse.Namespace) -> int:
    """Import every source and print what became of it, in order; the gravest exit code."""
    shop = open_shop(options)
    codes = []
    try:
        # All are queued before the first is worked on.
        for place, job in list(_staged(shop, given)):
            codes.append(_tell(shop, place, _answer(shop, job), as_json=given.json))
    finally:
        shop.runner.stop()
        shop.close()
    return next((code for code in (BUG, Unavailable.exit_code) if code in codes), max(codes))


def _staged(
    shop: Services, given: argparse.Namespace
) -> Iterator[tuple[_Place, JobId | ShopError]]:
    """Each source with its job, or with what is wrong about it, or about the category of all.

    A list is as many sources as it has lines.
    """
    try:
        category = shop.catalog.category(given.category).id
    except ShopError as error:
        yield from ((_Place(source), error) for source in given.sources)
        return
    choices = Choices(category_id=category, for_sale=shop.settings.imports.for_sale)
    for source in given.sources:
        try:
            yield from _stage(shop, source, choices)
        except ShopError as error:
            yield _Place(source), error


def _stage(
    shop: Services, source: str, choices: Choices
) -> Iterable[tuple[_Place, JobId | ShopError]]:
    if source == "-":
        body = read_page_stream(sys.stdin.buffer, "The input")
        job = shop.importing.stage_page("standard input", body, auto=True, choices=choices)
        return [(_Place(source), job)]
    if not is_file(source):
        return [(_Place(source), shop.importing.stage_item(source, auto=True, choices=choices))]
    report = shop.files.stage(Path(source), auto=True, choices=choices)
    if not report.lines and not report.refused:
        return [(_Place(source), report.jobs[0])]
    lines: list[tuple[_Place, JobId | ShopError]] = [
        (_Place(source, number), job) for number, job in zip(report.lines, report.jobs, strict=True)
    ]
    for bad in report.refused:
        error = Refused(bad.message, reason=bad.reason, **bad.facts)
        lines.append((_Place(source, bad.line), error))
    return sorted(lines, key=lambda one: one[0].line or 0)


def _answer(shop: Services, job: JobId | ShopError) -> JobRow | ShopError:
    """What became of one source. What stops it never stops the sources behind it."""
    if isinstance(job, ShopError):
        return job
    try:
        return _finish(shop, job)
    except ShopError as error:
        return error


def _finish(shop: Services, job_id: JobId) -> JobRow:
    """Run the queue until this job has ended, and give it.

    A pause that a host asks for ends it, too: nobody looks at a command for minutes.
    Raises Unavailable (reason "host_waits") then.
    """
    while True:
        ran = shop.runner.run_next(only=[job_id])
        row = shop.importing.row(job_id)
        if row is None:
            raise NotFound("This import is not in the list any more.", reason="job_gone")
        if row.state not in OPEN:
            return row
        if row.state is JobState.READY:  # put back meanwhile, or its price has changed since
            shop.importing.start([job_id])
        elif row.not_before is not None:
            shop.importing.cancel(job_id)
            raise _pause(row, row.not_before)
        elif ran is None:
            due = shop.runner.next_due()
            time.sleep(min(due or LONGEST_PAUSE_S, LONGEST_PAUSE_S))


_WAITS = {
    "": "AliExpress wants a pause.",
    "day": "As many pages were opened within a day as your settings allow.",
    "browser": "The browser opens one page after another, with pauses between them.",
    "owner": "Another import waits for you in the browser.",
}


def _pause(row: JobRow, until: datetime) -> Unavailable:
    seconds = max(round((until - row.updated_at).total_seconds()), 1)
    return Unavailable(
        f"{_WAITS.get(row.waits_for) or f'{row.waits_for} wants a pause.'} "
        f"Try again in {seconds} seconds.",
        reason="host_waits",
        host=row.waits_for,
        retry_after=str(seconds),
    )


def _tell(shop: Services, place: _Place, answer: JobRow | ShopError, *, as_json: bool) -> int:
    if isinstance(answer, ShopError):
        document: dict[str, Any] = {"status": "refused", **_reason(answer)}
        if isinstance(answer, Unavailable):
            document["status"] = "failed"
        code, message = answer.exit_code, str(answer)
    else:
        document, code = _document(shop, answer), _code(answer)
        message = answer.message or ""
    if as_json:
        output.line({"source": place.source, "line": place.line, **document})
    elif code == 0:
        output.say(f"Imported {document['title']} as {document['sku']}{_lost(document)}")
    if code:
        where = place.source if place.line is None else f"{place.source} line {place.line}"
        output.say(f"{where}: {message or document['status']}", sys.stderr)
    return code


def _lost(document: dict[str, Any]) -> str:
    """What a product lacks, in words."""
    pictures, description = document["lost_pictures"], document["description_missing"]
    return (f", {pictures} pictures lost" if pictures else "") + (
        ", the description could not be fetched" if description else ""
    )


def _reason(error: ShopError) -> dict[str, Any]:
    return {"reason": error.reason, "message": str(error), "facts": error.facts}


def _document(shop: Services, row: JobRow) -> dict[str, Any]:
    """What became of one job, in the form that README documents."""
    summary = row.summary
    return {
        "status": row.state,
        "reason": row.reason,
        "message": row.message,
        "facts": row.facts,
        "outcome": row.outcome,
        "job_id": row.id,
        "product_id": row.product_id,
        "canonical_id": row.canonical_id,
        "sku": row.facts.get("sku"),
        "title": summary.title,
        "price": summary.price,
        "cost": summary.cost,
        "currency": shop.about.shop_currency,
        "variants": summary.variants,
        "pictures": summary.pictures - (summary.lost_pictures - summary.lost_options),
        "lost_pictures": summary.lost_pictures,
        "description_missing": summary.no_description,
    }


def _code(row: JobRow) -> int:
    if row.state is JobState.DONE:
        return 0
    if row.state is JobState.FAILED:
        return BUG if row.reason == "bug" else Unavailable.exit_code
    return Refused.exit_code
