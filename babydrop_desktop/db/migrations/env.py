"""Runs the steps on the connection that the caller holds, within its one transaction."""

from alembic import context

from babydrop_desktop.db.ours import SCHEMA, Ours
from babydrop_desktop.db.recognise import VERSION_TABLE
from babydrop_desktop.db.storefront import Storefront

connection = context.config.attributes["connection"]
on_file = connection.dialect.name == "sqlite"

context.configure(
    connection=connection,
    target_metadata=[Storefront.metadata, Ours.metadata],
    version_table=VERSION_TABLE,
    version_table_schema=None if on_file else SCHEMA,
    render_as_batch=on_file,
    transactional_ddl=True,  # on SQLite too: BEGIN is ours
    transaction_per_migration=False,
    program_version=context.config.attributes["program_version"],
)
with context.begin_transaction():
    context.run_migrations()
