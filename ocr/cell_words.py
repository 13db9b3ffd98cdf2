"""Which label the text of a cell is: a known one, or one that asks for more or for two values."""

from collections.abc import Sequence
from dataclasses import dataclass

from models.fields import Field
from ocr.joint_values import asked_first, first_of
from ocr.labels import Label, Labels
from ocr.pieces import Piece
from ocr.plausible import is_complete
from ocr.sections import Sections
from ocr.title_and_specialty import asks_both, holds_both

_AND = "及"
_OF_GROUP = "名称"
_OF_NUMBER = ("身份证", "居民身份证", "公民身份证")
_ASKED = {Field.TITLE, Field.SPECIALTY, Field.LEVEL, Field.SERIES}


@dataclass(frozen=True, slots=True)
class CellWords:
    """Tells the labels of the cells of a form."""

    labels: Labels
    sections: Sections

    def label(self, text: str) -> Label | None:
        """The label that a cell's squeezed text is, maybe one put together of others."""
        label = self.labels.longest_at(text, 0)
        if label and self.labels.english_end(text, len(label.text)) == len(text):
            return label
        present = self.sections.present
        if first := asked_first(text, self.meant):
            return Label(text, first)
        if text.startswith(present.asked) and asks_both(text):
            return Label(text, Field.TITLE)
        ends = [known for i in range(1, len(text) - 1) if (known := self.labels.whole(text[i:]))]
        if not ends or not 3 < len(text) <= 16:
            return None
        if text.startswith(present.begins) or _AND in text[1:-1]:
            return Label(text, None)  # 毕业院校及专业: two values in one cell are neither
        # 拟评审 专业技术职务任职资格: which title, specialty or level is asked for.
        named = ends[0].field in _ASKED and text.startswith(present.asked)
        return Label(text, ends[0].field) if named else None

    def meant(self, text: str) -> Field | None:
        """The field that squeezed text is the label of, maybe where no other label is."""
        label = self.labels.whole(text)
        return (label.field if label else None) or self.sections.instead.get(text)

    def beside(self, text: str, left: Sequence[str], right: str) -> Label | None:
        """The label that a word is by what stands left and right of it.

        名称 is that of the title which 呈报职务 or 现任职务 beside it is about, 身份证 that of the
        number behind it.
        """
        if text in _OF_NUMBER and is_complete(Field.ID_NUMBER, right):
            return Label(text, Field.ID_NUMBER)
        if text != _OF_GROUP:
            return None
        return next(filter(None, map(self._title, left)), None)

    def _title(self, text: str) -> Label | None:
        """The label of a title that squeezed text is, be it of the one that is held."""
        label = self.label(text)
        held = text.startswith(self.sections.present.begins)
        return Label(text, label.field) if label and (held or label.field is Field.TITLE) else None

    def asked_of(
        self, name: str, field: Field, pieces: tuple[Piece, ...]
    ) -> tuple[tuple[Piece, ...], bool]:
        """What of a value a label asks for, and whether another one stood beside it.

        Nothing where it asks for two and nothing tells where the second begins.
        """
        if asked_first(name, self.meant) is field:
            return first_of(pieces, field), True
        both = _AND in name[1:-1] and asks_both(name)
        return (() if both and not holds_both(name, pieces) else pieces), False
