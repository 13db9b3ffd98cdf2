"""Labels that are put together of words: 拟|评审|专业技术|职务任职资格|名称.

Which words make which label is data (`ocr/label_patterns.toml`). Offices put them together anew, so
no list holds them all; 学历 before 取得时间, or 现任 before 职称, says that it is no field of ours.
"""

import re
import tomllib
from collections.abc import Mapping
from functools import cache, lru_cache
from importlib.resources import files

from models.fields import Field

_NONE = "none"  # the key of labels of things that are no field
_LONGEST = 32  # letters of such a label
_KEPT = 8192  # answers: the same places of a page are asked for again and again

Made = tuple[str, Field | None]


class LabelPatterns:
    """What labels that are in no list look like, by field; None for things that are no field."""

    def __init__(self, patterns: Mapping[Field | None, re.Pattern[str]]) -> None:
        self._patterns = patterns
        self._answer = lru_cache(_KEPT)(self._longest)

    def longest_at(self, text: str, start: int) -> Made | None:
        """The longest label that stands in squeezed text at start, and its field."""
        return self._answer(text[start : start + _LONGEST])

    def _longest(self, text: str) -> Made | None:
        best: Made | None = None
        for field, pattern in self._patterns.items():
            found = pattern.match(text)
            if found and len(found[0]) > len(best[0] if best else ""):
                best = found[0], field
        return best


@cache
def load_patterns() -> LabelPatterns:
    """The bundled patterns; those of no field first, which win over others that are as long."""
    data = tomllib.loads((files("ocr") / "label_patterns.toml").read_text("utf-8"))
    words = {key: f"(?:{told})" for key, told in data["words"].items()}
    patterns: dict[Field | None, re.Pattern[str]] = {}
    for key in sorted(data["labels"], key=lambda key: key != _NONE):
        text = data["labels"][key]
        while text != (filled := _filled(text, words)):
            text = filled
        patterns[None if key == _NONE else Field(key)] = re.compile(text)
    return LabelPatterns(patterns)


def _filled(text: str, words: Mapping[str, str]) -> str:
    """The text with the words that {…} stand for; numbers in braces stay."""
    return re.sub(r"\{([a-z]+)\}", lambda found: words[found[1]], text)
