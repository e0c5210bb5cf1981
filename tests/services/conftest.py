"""Lets time pass for a shop, in its database and on its disk."""

import os
from datetime import datetime, timedelta

import pytest
import sqlalchemy as sa

from babydrop_desktop.db.ours import Job, PictureFile, Setting
from babydrop_desktop.db.storefront import ImportJob


@pytest.fixture
def days_pass(memory, profile):
    """Return what makes everything in the shop and its folder so many days older."""

    def older(days):
        by = timedelta(days=days)
        with memory.write() as session:
            for model, columns in (
                (PictureFile, ["created_at"]),
                (Job, ["created_at", "updated_at"]),
                (ImportJob, ["updated_at"]),
            ):
                for row in session.scalars(sa.select(model)):
                    for column in columns:
                        setattr(row, column, getattr(row, column) - by)
            for row in session.scalars(sa.select(Setting)):
                row.value = {name: _older(text, by) for name, text in row.value.items()}
        kept = profile / "pictures-kept.txt"
        if kept.exists():
            kept.write_text(_older(kept.read_text(), by))
        for path in (profile / "pictures").rglob("*.webp"):
            moment = path.stat().st_mtime - by.total_seconds()
            os.utime(path, (moment, moment))

    return older


def _older(text, by):
    return (datetime.fromisoformat(text) - by).isoformat()
