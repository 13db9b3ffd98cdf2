"""How the cells of a ruled table stand to each other."""

from models.box import Box

_MEETING = 5.0  # points between the borders of cells that touch
_SLANT = 0.08  # heights of a cell that its corners lie off, where the page lies aslant


def in_row(a: Box, b: Box) -> bool:
    """Do two cells begin and end at the same height?"""
    return abs(a.y0 - b.y0) < _MEETING and abs(a.y1 - b.y1) < _MEETING


def is_right_of(b: Box, a: Box) -> bool:
    """Does b touch the right side of a?"""
    common = min(a.y1, b.y1) - max(a.y0, b.y0)
    return abs(b.x0 - a.x1) < _MEETING and common > 0.5 * min(a.height, b.height)


def is_under(b: Box, a: Box) -> bool:
    """Does b touch the lower side of a, as wide as it?"""
    common = min(a.x1, b.x1) - max(a.x0, b.x0)
    return abs(b.y0 - a.y1) < _MEETING and common > 0.7 * max(a.width, b.width)


def is_over(b: Box, a: Box) -> bool:
    """Does b stand somewhere above a, over it and what is beside it?"""
    covers = b.x0 < a.x0 + _MEETING and b.x1 > a.x1 - _MEETING
    return covers and b.y1 < a.y0 + _MEETING and b.width > a.width + _MEETING


def is_beside(b: Box, a: Box) -> bool:
    """Does b lie right of a, within its height?"""
    off = max(_MEETING, _SLANT * b.height)
    return b.x0 > a.x1 - _MEETING and b.y0 > a.y0 - off and b.y1 < a.y1 + off
