"""The colours of the report can be told apart by people who see poorly (WCAG 2.2, AA)."""

import re
from importlib.resources import files

import pytest


def _luminance(colour: str) -> float:
    full = colour if len(colour) == 6 else "".join(2 * c for c in colour)
    parts = [int(full[i : i + 2], 16) / 255 for i in (0, 2, 4)]
    linear = [p / 12.92 if p <= 0.04045 else ((p + 0.055) / 1.055) ** 2.4 for p in parts]
    return sum(w * p for w, p in zip((0.2126, 0.7152, 0.0722), linear, strict=True))


@pytest.mark.parametrize("scheme", [0, 1], ids=["light", "dark"])
def test_text_keeps_a_contrast_of_4_5_in_both_colour_schemes(scheme):
    style = files("workers").joinpath("style/colours.css").read_text("utf-8")
    block = re.findall(r":root \{(.*?)\}", style, re.S)[scheme]
    colour = dict(re.findall(r"--([a-z-]+): #([0-9a-f]{3,6});", block))
    tones = ["error", "warning", "ready", "accent"]
    pairs = [(ink, ground) for ink in ("ink", "quiet", "accent") for ground in ("ground", "sheet")]
    pairs += [(ink, f"{t}-pale") for t in tones for ink in (t, "ink", "quiet")]
    pairs += [(tone, "sheet") for tone in tones]
    pairs += [("ink", mark) for mark in ("mark", "mark-look-alike", "mark-light")]
    for ink, ground in pairs:
        low, high = sorted((_luminance(colour[ink]), _luminance(colour[ground])))
        assert (high + 0.05) / (low + 0.05) >= 4.5, (ink, ground)
