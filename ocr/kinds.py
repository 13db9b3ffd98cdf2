"""What kind a document is, by the words on it."""

import re
import tomllib
from functools import cache
from importlib.resources import files

from matching.text import squeezed
from models.fields import DocumentKind, Field

_NUMBERED = re.compile(r"^[\u4e00-\u9fff]{2,12}[〔\[(（【](19|20)\d\d[〕\])）】]\d+号$")
_FIELDS_OF_CERTIFICATE = 4


@cache
def _words() -> tuple[dict[DocumentKind, dict[str, int]], int]:
    data = tomllib.loads((files("ocr") / "kinds.toml").read_text("utf-8"))
    threshold: int = data.pop("threshold")
    return {DocumentKind(kind): weights for kind, weights in data.items()}, threshold


def recognise_kind(texts: list[str], fields: set[Field]) -> DocumentKind:
    """The kind of a document with these lines and these fields; `other` when nothing tells."""
    kinds, threshold = _words()
    lines = [squeezed(text) for text in texts]
    whole = "".join(lines)
    scores = {
        kind: sum(weight for word, weight in weights.items() if word in whole)
        for kind, weights in kinds.items()
    }
    if any(_NUMBERED.match(line) for line in lines):
        scores[DocumentKind.APPROVAL] += 2
        scores[DocumentKind.APPOINTMENT] += 1
    if len(fields) >= _FIELDS_OF_CERTIFICATE and Field.NAME in fields:
        scores[DocumentKind.CERTIFICATE] += 2
    best = max(scores, key=lambda kind: scores[kind])
    return best if scores[best] >= threshold else DocumentKind.OTHER
