"""How Alembic runs the migrations: on the connection that models/migrate.py gives it."""

from alembic import context

from models import account_tables, case_tables, roster_tables, work_tables
from models.columns import metadata

# Imported for what they put into the metadata.
assert roster_tables
assert work_tables
assert account_tables
assert case_tables
context.configure(
    connection=context.config.attributes["connection"],
    target_metadata=metadata,
    transaction_per_migration=False,
)
context.run_migrations()
