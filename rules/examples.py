"""A case from an example of a rule: the facts as they stand in `rules/clauses/*.toml`.

fields = { title = "工程师" }                     what was entered
declarations = { certificate_state = "lost" }     what was declared
read = { certificate = { title = "工程师" } }       what a document shows, all of it sure
seals = { statement = ["兰州市第一人民医院"] }        the seals on a document that was read
rows = { statement = [{ name = "马建国" }] }        the people listed in a document
text = { statement = "因办公室搬迁遗失" }              all that a document says
findings = { statement = ["DPI_TOO_LOW"] }            what the look at the file found
photo = { bytes = 18000, background_white = 0.99, tool = true }
tables = { window = [2004, 2019] }                 figures other than the bundled ones
"""

from typing import Any

from models.box import Box
from models.documents import Document, Line, Reading, Seal, SealShape
from models.fields import DocumentKind, Field
from models.findings import Evidence, Finding, catalogue
from models.submissions import Form
from rules.case import Case, PhotoFacts
from rules.facts import case_of, plain
from rules.tables import Tables, load_tables

_PLACE = Box(0, 0, 1, 1)
# Rules speak of a day; an example that names none stands on this one, not on today.
_DAY = "2021-05-01"


def case_of_example(profile: str, example: dict[str, Any]) -> Case:
    """The case of an example. Raises ValueError for a field or kind that there is not."""
    declarations = {"submitted_on": _DAY, **example.get("declarations", {})}
    form = Form({Field(key): text for key, text in example.get("fields", {}).items()}, declarations)
    parts = ("read", "seals", "rows", "text", "findings")
    kinds = {kind for part in parts for kind in example.get(part, {})}
    documents = tuple(_document(DocumentKind(kind), example) for kind in sorted(kinds))
    photo = PhotoFacts(**example["photo"]) if "photo" in example else None
    bundled = load_tables(profile)
    tables = Tables(bundled.values | example["tables"]) if "tables" in example else bundled
    return case_of(profile, form, tables, documents, photo)


def _document(kind: DocumentKind, example: dict[str, Any]) -> Document:
    seals = tuple(
        Seal(text, "", 1.0, 1, _PLACE, SealShape.ROUND)
        for text in example.get("seals", {}).get(kind, ())
    )
    rows = tuple(_readings(row) for row in example.get("rows", {}).get(kind, ()))
    fields = _readings(example.get("read", {}).get(kind, {}))
    said = example.get("text", {}).get(kind)
    lines = (Line(said, 1.0, 1, _PLACE),) if said else ()
    codes = example.get("findings", {}).get(kind, ())
    return Document(f"{kind}.pdf", kind, fields, lines, rows, tuple(map(_finding, codes)), seals)


def _finding(code: str) -> Finding:
    severity = catalogue()[code].severity
    return Finding(code, severity, "", "", "", "", "", evidence=Evidence(1))


def _readings(shown: dict[str, str]) -> dict[Field, Reading]:
    return {
        Field(key): Reading(plain(Field(key), text), text, 1.0, 1, _PLACE)
        for key, text in shown.items()
    }
