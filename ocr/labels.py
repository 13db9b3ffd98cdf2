"""The labels that documents print before a value, from data that a department can add to."""

import re
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cache
from importlib.resources import files
from pathlib import Path

from rapidfuzz.distance import Levenshtein

from matching.text import squeezed
from models.errors import UsageWrong
from models.fields import DocumentKind, Field
from models.findings import found
from ocr.label_patterns import LabelPatterns, load_patterns

_SERIES = frozenset({"农业系列", "农业技术系列"})  # values that are a letter off a label
_TWICE = re.compile(r"([\u4e00-\u9fff])\1")
_STRAY = re.compile(r"(?<=.)[.·,'`、](?=.)")  # specks between the letters of a label
_BEHEADED = re.compile("[\u4e00-\u9fff]{1,3}(?:时间|日期|机关|编号|文号)")
_MISREAD = 2  # letters of an English label, at most
_SURE_FROM = 4  # letters of it for each that may be misread
_IN_ENGLISH = re.compile(r"[(/]?[A-Z][A-Za-z./]{0,30}[a-z][A-Za-z./]{0,30}[)]?:(?=.)")
_MISREAD_ENGLISH = re.compile(r"[\[A-Za-z][A-Za-z.'\[\]|]{4,40}")
_A_WORD = re.compile(r"[A-Z][a-z]{3,}[.:]?(?=[12]\d{3})")  # before a year: Birth 1974.07.18
_AN_ENGLISH = re.compile(r"[A-Z][a-z]{2,}[A-Za-z./]{0,30}")  # in words that are in no list
_ENGLISH = re.compile(r":?[A-Za-z.,()/]+:?")


@dataclass(frozen=True, slots=True)
class Label:
    """One label; field is None for labels of things that are no field of ours."""

    text: str
    field: Field | None


@dataclass(frozen=True, slots=True)
class Labels:
    """All labels, longest first, and the letters of the English that may stand beside them.

    english says which field such letters name, None for those that may name several. special are
    the labels that mean a field on documents of one kind only. patterns tell those in no list.
    """

    labels: tuple[Label, ...]
    english: Mapping[str, Field | None]
    special: tuple[tuple[DocumentKind, Label], ...] = ()
    patterns: LabelPatterns | None = None
    _known: Mapping[str, Label] = field(init=False, compare=False, repr=False)
    _beginning: Mapping[str, tuple[Label, ...]] = field(init=False, compare=False, repr=False)
    _long: Mapping[int, tuple[Label, ...]] = field(init=False, compare=False, repr=False)

    def __post_init__(self) -> None:
        """They are looked for at every character of a page, so they are kept by their first one.

        And by their length, by which those with a misread character are looked for.
        """
        beginning: dict[str, tuple[Label, ...]] = {}
        long: dict[int, tuple[Label, ...]] = {}
        for label in self.labels:
            beginning[label.text[0]] = (*beginning.get(label.text[0], ()), label)
            long[len(label.text)] = (*long.get(len(label.text), ()), label)
        object.__setattr__(self, "_known", {label.text: label for label in self.labels})
        object.__setattr__(self, "_beginning", beginning)
        object.__setattr__(self, "_long", long)

    def on(self, kind: DocumentKind) -> "Labels":
        """The labels as documents of a kind mean them."""
        meant = {label.text: label.field for of, label in self.special if of is kind}
        if not meant:
            return self
        known = {label.text: label.field for label in self.labels} | meant
        return Labels(_ordered(known), self.english, patterns=self.patterns)

    def longest_at(self, text: str, start: int) -> Label | None:
        """The longest label that stands in squeezed text at start."""
        listed = next(
            (
                label
                for label in self._beginning.get(text[start : start + 1], ())
                if text.startswith(label.text, start)
            ),
            None,
        )
        made = self.patterns.longest_at(text, start) if self.patterns else None
        if made and len(made[0]) > (len(listed.text) if listed else 1):
            return Label(*made)
        return listed

    def whole(self, text: str) -> Label | None:
        """The label that squeezed text is."""
        if text in self._known:
            return self._known[text]
        label = self.longest_at(text, 0)
        return label if label and label.text == text else None

    def __contains__(self, text: object) -> bool:
        return isinstance(text, str) and self.whole(text) is not None

    def begins(self, text: str) -> bool:
        """Is squeezed text the beginning of a longer label?"""
        labels = self._beginning.get(text[:1], ())
        return any(len(label.text) > len(text) and label.text.startswith(text) for label in labels)

    def nearly(self, text: str) -> Label | None:
        """The label that text is, but for one misread character of four or more."""
        if (stray := _STRAY.sub("", text)) != text:
            return self.whole(stray)
        if _BEHEADED.fullmatch(text):
            whole = [label for label in self._long.get(len(text) + 1, ()) if label.text[1:] == text]
            if len({label.field for label in whole}) == 1:
                return whole[0]  # 审时间, whose first letter was cut off
        if not 4 <= len(text) <= 12 or text in _SERIES:
            return None
        if len(once := _TWICE.sub(r"\1", text)) == len(text) - 1 and (known := self.whole(once)):
            return known  # 评审类型型, a letter of which was read twice
        near = [
            label
            for label in self._long.get(len(text), ())
            if Levenshtein.distance(label.text, text, score_cutoff=1) == 1
        ]
        # Two labels that are both one character away decide nothing.
        return near[0] if len({label.field for label in near}) == 1 else None

    def english_end(self, text: str, start: int) -> int:
        """Where the English of a label that stands in squeezed text at start ends, else start."""
        stretch = _ENGLISH.match(text, start)
        for end in range(stretch.end(), start, -1) if stretch else ():
            words, following = text[start:end], text[end : end + 1]
            ended = words[-1] in ".:)" or not (following.isascii() and following.isalpha())
            # NO2013 and ID2013 are numbers, and so is No.2013 behind a colon; Name王静 is none.
            if words.casefold() == ":no.":
                return start
            if ended and len(words.lstrip(":")) > 2 and self.is_english(words):
                return end
        # In words that are in no list, up to its colon; misread under a seal, up to the end.
        told = (
            _IN_ENGLISH.match(text, start)
            or _A_WORD.match(text, start)
            or _MISREAD_ENGLISH.fullmatch(text, start)
        )
        return told.end() if told else start

    def ends_english(self, text: str, place: int) -> bool:
        """Does the English of a label end in squeezed text where its Chinese begins: Sex性别?"""
        first, chinese = text[:place].rstrip(":/"), text[place : place + 1]
        if not first.isascii() or chinese.isascii():
            return False
        return self.is_english(first) or _AN_ENGLISH.fullmatch(first) is not None

    def is_english(self, text: str) -> bool:
        """Is this only the English of a label?"""
        return _is_words(text) and _letters(text) in self.english

    def in_english(self, text: str) -> Field | None:
        """The field that English names, also where a letter of it or two are misread."""
        letters = _letters(text) if _is_words(text) else ""
        if letters in self.english:
            return self.english[letters]
        most = min(_MISREAD, len(letters) // _SURE_FROM)
        near = {
            field
            for words, field in self.english.items()
            if most and Levenshtein.distance(words, letters, score_cutoff=most) <= most
        }
        return near.pop() if len(near) == 1 else None


def _is_words(text: str) -> bool:
    return text.isascii() and not any(character.isdigit() for character in text)


def _letters(english: str) -> str:
    return "".join(c for c in english.lower() if c.isalpha())


@cache
def load_labels(own: Path | None) -> Labels:
    """The bundled labels and those of the site's own file. Raises UsageWrong for a bad file."""
    bundled = tomllib.loads((files("ocr") / "labels.toml").read_text("utf-8"))
    added = _own(own) if own else {}
    labels = _labels(bundled) | _labels(added)
    special = (
        (DocumentKind(kind), Label(squeezed(text), Field(key)))
        for kind in bundled.keys() & (set(DocumentKind) - {DocumentKind.OTHER})
        for key, texts in bundled[kind].items()
        for text in texts
    )
    return Labels(
        _ordered(labels),
        _english(bundled) | _english(added),
        tuple(special),
        load_patterns(),
    )


def _ordered(labels: dict[str, Field | None]) -> tuple[Label, ...]:
    """The longest first."""
    ordered = sorted(labels.items(), key=lambda item: (-len(item[0]), item[0]))
    return tuple(Label(text, field) for text, field in ordered)


def _labels(data: dict[str, dict[str, list[str]]]) -> dict[str, Field | None]:
    fields: dict[str, Field | None] = {
        squeezed(text): Field(key)
        for key, texts in data.get("fields", {}).items()
        for text in texts
    }
    others = data.get("other", {}).get("labels", [])
    return fields | {squeezed(text): None for text in others}


def _english(data: dict[str, dict[str, list[str]]]) -> dict[str, Field | None]:
    fields = set(map(str, Field))
    return {
        _letters(word): Field(key) if key in fields else None
        for key, words in data.get("english", {}).items()
        for word in words
    }


def _own(path: Path) -> dict[str, dict[str, list[str]]]:
    try:
        data = tomllib.loads(path.read_text("utf-8"))
        _labels(data)
        _check(data)
    except (OSError, ValueError, AttributeError, TypeError) as error:
        raise UsageWrong(
            found("SETTING_WRONG", name="ZHENGHE_LABELS_FILE", given=path, wanted=error)
        ) from error
    return data


def _check(data: dict[str, dict[str, list[str]]]) -> None:
    """Raise ValueError for what would be no labels, or for labels without letters."""
    if unknown := set(data) - {"fields", "other", "english"}:
        raise ValueError(f"[{unknown.pop()}] ≠ [fields], [other], [english]")
    for table in data.values():
        for key, texts in table.items():
            if not isinstance(texts, list) or not all(squeezed(text) for text in texts):
                raise ValueError(f'{key} = ["…", "…"]')
