"""How Alembic runs the migrations: on the connection that models/migrate.py gives it."""

from alembic import context

from models import schema
from models.columns import metadata

assert schema  # imported for what it puts into the metadata
context.configure(
    connection=context.config.attributes["connection"],
    target_metadata=metadata,
    transaction_per_migration=False,
)
context.run_migrations()
