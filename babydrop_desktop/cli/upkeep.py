"""`babydrop check` and `babydrop database`: looks after the shop's data."""

import argparse
from contextlib import closing
from dataclasses import replace
from typing import TYPE_CHECKING

from babydrop_desktop.bootstrap import make_indexes, open_database, require_shop
from babydrop_desktop.cli import output
from babydrop_desktop.cli.shop import existing_shop
from babydrop_desktop.errors import Refused
from babydrop_desktop.paths import ShopOptions

if TYPE_CHECKING:
    from babydrop_desktop.db.unit import Database


def check(options: ShopOptions, given: argparse.Namespace) -> int:
    """Print what was looked at and found; 3 where something is not whole."""
    with existing_shop(options) as shop:
        findings = shop.health.look()
    whole = all(finding.fine for finding in findings)
    if given.json:
        told = [{"topic": f.topic, "fine": f.fine, "text": f.text} for f in findings]
        output.line({"whole": whole, "findings": told})
    else:
        for finding in findings:
            output.say(f"{'Fine' if finding.fine else 'Look'}  {finding.topic}: {finding.text}")
    return 0 if whole else Refused.exit_code


def _indexes(db: "Database", given: argparse.Namespace) -> tuple[str, ...]:
    """Make them; where the login may not, what an administrator has to run is the answer."""
    try:
        return make_indexes(db)
    except Refused as error:
        if "sql" in error.facts and not given.json:
            for statement in error.facts["sql"].splitlines():
                output.say(statement)
        raise


def database(options: ShopOptions, given: argparse.Namespace) -> int:
    """Upgrade the database, or make the indexes that it lacks, and print what was done."""
    if given.action in {"backup", "restore", "backups"}:
        from babydrop_desktop.cli.backups import backups  # noqa: PLC0415 - upgrades do without

        return backups(options, given)
    if given.action == "indexes":
        require_shop(options)
    db, report = open_database(replace(options, upgrade=given.action == "upgrade"))
    with closing(db):
        made = _indexes(db, given) if given.action == "indexes" else ()
        label = db.label
    document = {
        "database": label,
        "state": report.state,
        "before": report.before,
        "after": report.after,
        "backup": str(report.backup) if report.backup else None,
        "indexes": list(made),
    }
    if given.json:
        output.line(document)
    elif given.action == "indexes":
        output.say(f"{label}: made {len(made)} indexes. {', '.join(made)}".rstrip(". "))
    elif report.before == report.after:
        output.say(f"{label}: up to date ({report.after}).")
    else:
        kept = f" A copy from before is {report.backup}." if report.backup else ""
        output.say(f"{label}: upgraded to {report.after}.{kept}")
    return 0
