"""The headings that hold for the people of a list: which one ends which."""

from models.fields import Field
from ocr.layout import Candidate
from ocr.row_groups import Heading

_MANY = 3  # people in a line, which are names though no surname is known


class Headings:
    """The headings that hold where a document has been read to."""

    def __init__(self) -> None:
        self._held: list[tuple[Heading, int]] = []
        self._bare = False  # nobody stands under the last one yet
        self._trusted = False  # the last one stands right above a table
        self._left: int | None = None  # how many more people the last one announces

    def add(self, heading: Heading, page: int) -> None:
        """A heading ends those of its own kind, and all under them."""
        held = [one for one, _ in self._held]
        again = [not one.style and bool(one.values.keys() & heading.values.keys()) for one in held]
        # 工程师 within a unit ends the title before it there, and not the unit.
        ended = again if any(again) else [self._is_ended(one, heading) for one in held]
        if any(ended):
            del self._held[ended.index(True) :]
        self._held.append((heading, page))
        self._trusted = False
        self._left = heading.count
        self._bare = True

    def _is_ended(self, held: Heading, heading: Heading) -> bool:
        """Does a heading that says something else end one that is marked as it is?"""
        if held.style != heading.style:
            return False
        # 遵义市 below a title parts those who have it.
        if not (held.style or heading.values) and Field.TITLE in held.values:
            return False
        # 工程师 on a line of its own holds for all units under it, each with its people.
        above = not held.style and not held.leads
        if above and (heading.leads or (heading.is_unit and not held.is_unit)):
            return False
        # So does a title of a list that is parted by specialties, and what stands right above one.
        if above and Field.SPECIALTY in heading.values and Field.TITLE in held.values:
            return Field.SPECIALTY in held.values
        last = self._bare and held is self._held[-1][0]
        parts = (Field.SERIES, Field.SPECIALTY)
        if above and last and Field.TITLE in heading.values and held.values.keys() & {*parts}:
            return Field.TITLE in held.values
        # So does a unit right above 工程师, if it is no line of a signature.
        return not (above and last and held.is_unit and (held.opens or held.counted))

    def trust(self) -> None:
        """A table begins: the unit right above it is that of the people in it, if none were yet."""
        self._trusted = self._trusted or self._bare

    def settle(self, people: int) -> None:
        """Take in that so many people stand under them."""
        self._bare = False
        self._left = None if self._left is None else self._left - people

    def announces(self, people: int) -> bool:
        """Are these as many people as the last one says, or some of many?"""
        return self._left is not None and (people == self._left or _MANY <= people < self._left)

    def allows(self, people: int) -> bool:
        """May so many more people stand under the last one, as far as it says?"""
        return self._left is None or people <= self._left

    def clear(self) -> None:
        self._held.clear()
        self._trusted = False
        self._left = None

    @property
    def certain(self) -> bool:
        """Is any of them surely the heading of a list, and no line of a signature?"""
        return self._trusted or any(
            h.style or h.counted or h.opens or not h.is_unit for h, _ in self._held
        )

    @property
    def values(self) -> dict[Field, tuple[Candidate, int]]:
        """What they say, each with the page that says it."""
        return {f: (value, page) for h, page in self._held for f, value in h.values.items()}
