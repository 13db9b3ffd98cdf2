"""What an approval document says as a whole, and what the rows of its list say: made to agree.

A title told of everybody in a sentence is that of each person of a list without one; a title that
some of the people do not have is none of the document. One heading over all names tells the title
of the document, too, where no sentence does. Who alone is decided on is the one person of a
document without a list.
"""

from collections.abc import Mapping, Sequence
from dataclasses import replace

from models.fields import Field
from ocr.fields import Found
from ocr.row_people import ALONE

# What a document may tell of all of its people, and a list of each.
_OF_ALL = (Field.SERIES, Field.SPECIALTY, Field.TITLE, Field.LEVEL)
# What a sentence may tell of one of them, or of those below it.
_OF_SOME = (Field.EMPLOYER, Field.COMMITTEE, Field.OBTAINED_ON)


def without_contradicted(
    fields: Mapping[Field, Found], people: Sequence[Mapping[Field, Found]]
) -> dict[Field, Found]:
    """The fields of the document but for those that some of its people have otherwise."""
    return {
        field: found
        for field, found in fields.items()
        if not _is_contradicted(field, found, people)
    }


def _is_contradicted(field: Field, found: Found, people: Sequence[Mapping[Field, Found]]) -> bool:
    """Do some people have another value, or, of a field of persons, some this and some another?"""
    same = [found.value == one[field].value for one in people if field in one]
    if field in _OF_ALL:
        return not all(same)
    return field in _OF_SOME and any(same) and not all(same)


def with_title_of_all(
    people: Sequence[dict[Field, Found]], fields: Mapping[Field, Found]
) -> tuple[dict[Field, Found], ...]:
    """The people, with the title that the document gives them all where their list tells none.

    fields are those that none of the people contradicts.
    """
    title = fields.get(Field.TITLE)
    if title is None:
        return tuple(people)
    return tuple({Field.TITLE: replace(title, in_row=True), **one} for one in people)


def title_above_all(people: Sequence[Mapping[Field, Found]]) -> dict[Field, Found]:
    """The title of the one heading that all of the people stand under; nothing for other lists.

    Titles that stand beside the names are those of the rows.
    """
    titles = [one[Field.TITLE] for one in people if Field.TITLE in one]
    if not titles or len(titles) < len(people):
        return {}
    first = titles[0]
    place = first.page, first.candidate.box
    under = all(
        (title.page, title.candidate.box) == place and _is_under(one.get(Field.NAME), first)
        for one, title in zip(people, titles, strict=True)
    )
    return {Field.TITLE: replace(first, in_row=False)} if under else {}


def _is_under(name: Found | None, title: Found) -> bool:
    """Does a name stand below a title, on its page or one that follows?"""
    if name is None or name.page != title.page:
        return name is not None and name.page > title.page
    return name.candidate.box.middle > title.candidate.box.y1


def person_alone(fields: Mapping[Field, Found]) -> tuple[dict[Field, Found], ...]:
    """The person whom a document without a list gives a title, as the one row; nobody elsewhere."""
    if Field.NAME not in fields or not any(field in fields for field in _OF_ALL):
        return ()
    own = (*ALONE, Field.EMPLOYER, *_OF_ALL)
    return ({field: replace(one, in_row=True) for field, one in fields.items() if field in own},)
