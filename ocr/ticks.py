"""Options of which one is ticked: □男 ☑女, 中级( ) 初级(√)."""

import re
from dataclasses import dataclass
from itertools import pairwise

_TOKEN = re.compile(
    r"(?P<tick>[(（]\s*[√✓✔☑■vV]\s*[)）]?|[☑√✓✔■▣☒])|(?P<box>[(（]\s*[)）]?|[□☐○])"
    r"|(?P<option>[\u4e00-\u9fff]+)"
)
_BOX_AS_WORD = re.compile("口(?![腔岸语译])")
_SEX = re.compile(r"[男女口☑√✓✔■\s]+")
_LOST = 1.7  # usual steps between two characters from which something stands between them
_NEARER = 1.15  # how much nearer a box stands to its own option than to its neighbour


@dataclass(frozen=True, slots=True)
class Choice:
    """Which option is ticked: where it begins and ends in the text, None where that is not clear.

    sure is False where the tick itself was not read, and the option is the only one without an
    empty box.
    """

    span: tuple[int, int] | None
    sure: bool


@dataclass(frozen=True, slots=True)
class _Token:
    kind: str
    begin: int
    end: int


def chosen(text: str, centres: tuple[float, ...]) -> Choice | None:
    """The choice in a row of options; None for text that is no such row.

    centres are the places of the characters. The row must hold two options at least and nothing
    but options and marks.
    """
    if text.count("口") > 1 or "□" in text or _SEX.fullmatch(text):
        text = _BOX_AS_WORD.sub("□", text)
    if not _only_options(text):
        return None
    tokens = _tokens(text, centres)
    marks = [token for token in tokens if token.kind != "option"]
    options = [token for token in tokens if token.kind == "option"]
    if not marks or len(options) < 2:
        return None
    before, clear = _marks_before(text, tokens, centres)
    marked = {}
    for first, second in pairwise(tokens):
        mark, option = (first, second) if before else (second, first)
        if mark.kind != "option" and option.kind == "option":
            marked[option] = mark.kind
    ticks = [option for option in options if marked.get(option) == "tick"]
    bare = [option for option in options if option not in marked]
    if len(ticks) == 1:
        return Choice((ticks[0].begin, ticks[0].end), True)
    if not ticks and len(bare) == 1 and clear:
        return Choice((bare[0].begin, bare[0].end), False)
    return Choice(None, False)


def are_several(text: str, centres: tuple[float, ...]) -> bool:
    """Do words stand apart, as options do whose marks were not read?"""
    options = [t for t in _tokens(text, centres) if t.kind == "option" and t.end - t.begin > 1]
    return len(options) > 1


def _marks(text: str) -> list[re.Match[str]]:
    return [match for match in _TOKEN.finditer(text) if match.lastgroup != "option"]


def _only_options(text: str) -> bool:
    """Is there nothing but options and marks, and one whole mark at least?"""
    rest = _TOKEN.sub("", text)
    whole = any(len(match.group()) > 1 or match.group() not in "(（" for match in _marks(text))
    return whole and not rest.strip(" .,、，;；/")


def _tokens(text: str, centres: tuple[float, ...]) -> list[_Token]:
    """Options and marks in their order; options between which a mark was lost are apart."""
    steps = sorted(b - a for a, b in pairwise(centres))
    usual = steps[len(steps) // 2] if steps else 0.0
    tokens: list[_Token] = []
    for match in _TOKEN.finditer(text):
        begin, end = match.span()
        if match.lastgroup != "option":
            tokens.append(_Token(str(match.lastgroup), begin, end))
            continue
        cuts = [i for i in range(begin + 1, end) if centres[i] - centres[i - 1] > _LOST * usual]
        tokens += [_Token("option", a, b) for a, b in pairwise([begin, *cuts, end])]
    return tokens


def _marks_before(text: str, tokens: list[_Token], centres: tuple[float, ...]) -> tuple[bool, bool]:
    """Do the marks stand before their options, and is that clear?"""
    if sum(token.kind == "option" for token in tokens) * 2 == len(tokens):
        return tokens[0].kind != "option", True
    ahead, behind = [], []
    parted = 0  # how often a space parts a mark from the option before it, less: from the next one
    for first, second in pairwise(tokens):
        step = centres[second.begin] - centres[first.end - 1]
        is_spaced = text[second.begin - 1].isspace()
        if first.kind != "option" and second.kind == "option":
            ahead.append(step)
            parted -= is_spaced
        elif first.kind == "option" and second.kind != "option":
            behind.append(step)
            parted += is_spaced
    if parted or not ahead or not behind:
        return parted > 0 or (parted == 0 and bool(ahead)), True
    after, before = sum(behind) / len(behind), sum(ahead) / len(ahead)
    if max(after, before) < _NEARER * min(after, before):
        return tokens[0].kind != "option", False
    return before < after, True
