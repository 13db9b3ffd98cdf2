"""What is told of single pixels of hair before a wall."""

import numpy as np
import pytest

from intake.photo.hair import unravel

BROWN, BLACK, WHITE = (86, 58, 42), (32, 28, 27), (246, 246, 244)
GREY, RED = (206, 204, 200), (204, 38, 44)
SIDE = 60


def mixed(hair, wall, shares):
    """A head of hair to the left, the wall to the right, and in between a row of mixtures."""
    rng = np.random.default_rng(1)
    colours = np.empty((SIDE, SIDE, 3), np.float32)
    colours[:] = wall
    strands = np.exp(rng.normal(0, 0.25, (SIDE, SIDE // 2, 1)))
    colours[:, : SIDE // 2] = np.clip(np.asarray(hair) * strands, 0, 255)
    row = np.asarray(shares, np.float32)[:, None]
    colours[30, 30 : 30 + len(shares)] = row * hair + (1 - row) * np.asarray(wall)
    colours += rng.normal(0, 1.5, colours.shape).astype(np.float32)
    sure = np.zeros((SIDE, SIDE), bool)
    sure[:, :28] = True
    asked = np.zeros_like(sure)
    asked[30, 30 : 30 + len(shares)] = True
    behind = np.broadcast_to(np.asarray(wall, np.float32), colours.shape)
    odds = (np.full(sure.shape, 0.2, np.float32), np.full(sure.shape, 0.2, np.float32))
    return unravel(colours, behind, asked, sure, 4.0, odds, 30.0)


@pytest.mark.parametrize("wall", [GREY, WHITE, RED])
@pytest.mark.parametrize("hair", [BROWN, BLACK])
def test_the_share_of_hair_and_its_colour_are_found_before_any_wall(hair, wall):
    shares = (0.0, 0.25, 0.5, 0.75, 1.0)
    strands = mixed(hair, wall, shares)
    assert np.abs(strands.share - shares).max() < 0.15
    assert strands.share[0] < 0.05
    off = np.abs(strands.own - np.asarray(hair))[strands.share > 0.4]
    assert off.max() < 30  # nothing of the wall is left in it


def test_hair_of_the_walls_own_colour_is_left_to_the_odds():
    strands = mixed(GREY, GREY, (0.0, 0.5, 1.0))
    assert np.ptp(strands.share) < 0.5
    assert np.isfinite(strands.own).all()
