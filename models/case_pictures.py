"""Which pictures of a file's pages are in the file store already."""

from datetime import datetime

from sqlalchemy import Connection, select

from models.audit_trail import Entry
from models.case_tables import picture, review_file
from models.dialects import upsert
from models.work_tables import attachment


def find_picture(connection: Connection, name: str, page: int, look: str) -> str | None:
    """The SHA-256 of the picture of a page of a file; None where it was not drawn yet."""
    of = picture.c
    query = select(of.sha256).where(of.name == name, of.page == page, of.look == look)
    found: str | None = connection.execute(query).scalar()
    return found


def keep_picture(
    connection: Connection, _at: datetime, name: str, page: int, look: str, sha256: str
) -> tuple[bool, list[Entry]]:
    """Remember a picture; False where its file has been removed meanwhile."""
    if not _needed(connection, name):
        return False, []
    row = {"name": name, "page": page, "look": look, "sha256": sha256}
    made = upsert(connection, picture).values(row)
    key = ["name", "page", "look"]
    drawn = made.on_conflict_do_update(index_elements=key, set_={"sha256": sha256})
    connection.execute(drawn)
    return True, []


def _needed(connection: Connection, name: str) -> bool:
    """Has a submission the file? It is held, so that who removes it finds its pictures, too."""
    return any(
        connection.execute(
            select(table.c.submission_id)
            .where(table.c.sha256 == name)
            .limit(1)
            .with_for_update(read=True)
        ).first()
        for table in (attachment, review_file)
    )
