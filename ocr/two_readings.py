"""Two readings of one run of text, with the red ink over it and without: of each character the
surer."""

from dataclasses import dataclass

from ocr.engine import Other

_UNLIKE = 2  # characters in which two readings of one length differ, at most


@dataclass(frozen=True, slots=True)
class Told:
    """A text with the score of each of its characters and what else each may be."""

    text: str
    scores: tuple[float, ...]
    others: tuple[tuple[Other, ...], ...]

    @property
    def confidence(self) -> float:
        """The mean score, 0 to 1."""
        return sum(self.scores) / len(self.scores)


def woven(first: Told, second: Told) -> Told | None:
    """The text of the surer characters of two, None where they can't be set side by side.

    A seal hides one character from the one reading, and another from the other.
    """
    length = len(first.text)
    told = (len(part) for one in (first, second) for part in (one.text, one.scores, one.others))
    if not length or any(size != length for size in told):
        return None
    if sum(a != b for a, b in zip(first.text, second.text, strict=True)) > _UNLIKE:
        return None  # each lost another one: 207年8月1日, 2017年8月日
    from_second = [b > a for a, b in zip(first.scores, second.scores, strict=True)]
    picked = [second if later else first for later in from_second]
    return Told(
        "".join(one.text[at] for at, one in enumerate(picked)),
        tuple(one.scores[at] for at, one in enumerate(picked)),
        tuple(one.others[at] for at, one in enumerate(picked)),
    )
