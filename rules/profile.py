"""The provinces' collections, each with the clauses that its findings rest on."""

import tomllib
from dataclasses import dataclass, field
from functools import cache
from importlib.resources import files

from models.errors import UsageWrong
from models.findings import found
from models.settings import Settings


@dataclass(frozen=True, slots=True)
class Profile:
    """One collection: its names, the notice that opened it, and quoted clauses of that notice.

    full_names: does the notice refuse the short forms of units and committees? photo: what it asks
    of photos where that isn't the usual, as width_px, height_px, dpi and bytes_max; bytes_made is
    what one that is made here stays under, where a photo of bytes_max might be refused.
    """

    name: str
    zh: str
    en: str
    notice: str
    clauses: dict[str, str]
    full_names: bool = False
    photo: dict[str, int] = field(default_factory=dict)

    def photo_settings(self, settings: Settings, *, making: bool = False) -> Settings:
        """The settings with what this collection asks of photos, or of one that is made for it."""
        asked = {key: n for key, n in self.photo.items() if key != "bytes_made"}
        if making and "bytes_made" in self.photo:
            asked["bytes_max"] = self.photo["bytes_made"]
        return settings.model_copy(update={f"photo_{key}": n for key, n in asked.items()})

    def source(self, clause: str) -> str:
        """A clause with the notice it stands in."""
        return f"《{self.notice}》{self.clauses[clause]}"


@cache
def profile_names() -> tuple[str, ...]:
    """The names by which profiles are chosen."""
    folder = files("rules") / "profiles"
    names = (path.name for path in folder.iterdir() if path.name.endswith(".toml"))
    return tuple(sorted(name.removesuffix(".toml") for name in names))


@cache
def load_profile(name: str) -> Profile:
    """The profile of this name. Raises UsageWrong, naming those there are."""
    if name not in profile_names():
        known = ", ".join(profile_names())
        raise UsageWrong(found("PROFILE_UNKNOWN", given=name, known=known))
    text = (files("rules") / "profiles" / f"{name}.toml").read_text("utf-8")
    return Profile(name=name, **tomllib.loads(text))
