"""All tables that there are: the modules of the stores, imported for what they put into it."""

from models import (
    account_tables,
    api_tables,
    case_tables,
    dictionary_tables,
    identity_tables,
    roster_tables,
    work_tables,
)
from models.columns import metadata

assert account_tables
assert api_tables
assert case_tables
assert dictionary_tables
assert identity_tables
assert roster_tables
assert work_tables


def table_names() -> list[str]:
    """Every table of the database."""
    return [*sorted(metadata.tables), "alembic_version"]
