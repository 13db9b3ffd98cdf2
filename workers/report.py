"""The discrepancy report: one HTML page without outside resources, Chinese with an English switch.

`report_layout.py` decides what stands where, `report*.html.j2` and `style/` how it looks. The
page has no script: two radio buttons and CSS switch the language. Its content security policy
allows the one inlined style sheet, by its hash, and images inside the page; nothing else.
"""

import re
from base64 import b64encode
from dataclasses import dataclass
from functools import cache
from hashlib import sha256
from importlib.resources import files
from math import floor

from jinja2 import Environment, FunctionLoader, StrictUndefined, Template
from markupsafe import Markup

from models.comparisons import Segment, SegmentKind
from models.submissions import Report
from workers.report_layout import lay_out

# Characters that can't be seen, that turn the direction of the text or can't be written as UTF-8.
# They are shown by number, so that no value and no file name passes for another.
_UNSEEN = re.compile(
    "[\x00-\x08\x0b-\x1f\x7f-\x9f\xad\u061c\u200b-\u200f\u2028-\u202e\u2060-\u206f\ufeff"
    "\ufff9-\ufffb\ud800-\udfff]"
)


@dataclass(frozen=True, slots=True)
class Difference:
    """A segment that is not the same; first and last count the entered characters from 1.

    Where the entered value lacks the characters, last is first - 1.
    """

    first: int
    last: int
    segment: Segment


def render_report(report: Report, *, title_zh: str | None = None) -> str:
    """Draw the report as one whole HTML document.

    title_zh is the Chinese name of the profile as the page shows it; without it the profiles of
    the contract have their own, and any other is shown by its id.
    """
    style = _text("style/colours.css") + _text("style/report.css")
    page = _template().render(
        report=report,
        layout=lay_out(report),
        title_zh=title_zh,
        crops={field: _data_uri(png) for field, png in report.crops.items()},
        picture=_data_uri(report.photo_view.jpeg, "jpeg") if report.photo_view else None,
        style=Markup(style),  # our own file, not text of a person
        style_hash=b64encode(sha256(style.encode()).digest()).decode(),
    )
    return page.lstrip()  # the macros leave empty lines before the doctype


@cache
def _template() -> Template:
    environment = Environment(
        loader=FunctionLoader(_text),
        autoescape=True,
        undefined=StrictUndefined,
        finalize=seen,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    environment.filters |= {
        "differences": differences,
        "percent": percent,
        "spaces": visible_spaces,
    }
    return environment.get_template("report.html.j2")


def _text(name: str) -> str:
    """A file of the page, wherever the package is installed."""
    return files("workers").joinpath(name).read_text("utf-8")


def _data_uri(image: bytes, kind: str = "png") -> str:
    return f"data:image/{kind};base64," + b64encode(image).decode()


def seen(value: object) -> object:
    """Show what can't be seen as its number, ⟨U+202E⟩; runs on every value that the page prints."""
    if not isinstance(value, str) or isinstance(value, Markup):
        return value
    return _UNSEEN.sub(lambda found: f"⟨U+{ord(found[0]):04X}⟩", value)


def visible_spaces(text: str) -> str:
    """The text with a sign for each space, wide or narrow."""
    return re.sub(r"\s", "␣", text)


def percent(share: float, digits: int = 0) -> str:
    """A share as a percentage, rounded down: what is not quite whole never shows as 100%."""
    steps = 10**digits
    return f"{floor(round(share * 100 * steps, 6)) / steps:.{digits}f}%"


def differences(segments: tuple[Segment, ...]) -> list[Difference]:
    """The segments that differ, with their places in the entered value."""
    found, place = [], 1
    for segment in segments:
        if segment.kind is not SegmentKind.SAME:
            found.append(Difference(place, place + len(segment.entered) - 1, segment))
        place += len(segment.entered)
    return found
