"""Red ink: a seal is taken off the page, the print under it stays."""

import cv2
import numpy as np
import pytest

from ocr.red import has_red, is_red, red_mask, red_share, was_lifted, without_red

PAPER, RED, BLACK = (250, 248, 240), (214, 40, 45), (30, 30, 35)


@pytest.fixture
def page():
    """Print on cream paper, half of it under a red seal, seen through a little blur."""
    image = np.full((200, 300, 3), PAPER, np.uint8)
    cv2.circle(image, (200, 100), 70, RED, 12)
    cv2.circle(image, (200, 100), 20, RED, -1)
    dark = np.zeros((200, 300), bool)
    dark[95:105, 20:280] = True
    image[dark] = np.where(image[dark] == RED, (90, 20, 22), BLACK)
    return cv2.GaussianBlur(image, (3, 3), 0)


def test_the_seal_is_gone_and_the_print_under_it_stays(page):
    cleaned = without_red(page, red_mask(page))
    assert cleaned[100, 20:280].max() < 140  # the line of print from end to end
    away_from_print = np.r_[0:88, 112:200]
    assert cleaned[away_from_print].min() > 190
    assert not has_red(red_mask(cleaned))


def test_a_page_without_red_is_told_from_one_with_it(page):
    assert has_red(red_mask(page))
    for colour in (PAPER, BLACK, (60, 60, 200), (240, 225, 190)):
        assert not has_red(red_mask(np.full((200, 300, 3), colour, np.uint8)))


def test_red_text_is_told_from_black(page):
    mask = red_mask(page)
    assert is_red(page, mask, (180, 80, 220, 92))
    assert not is_red(page, mask, (20, 90, 100, 110))
    assert not is_red(page, mask, (0, 0, 10, 10))
    assert red_share(mask, (180, 80, 220, 92)) > red_share(mask, (20, 90, 100, 110))


def test_print_that_reaches_out_of_a_seal_is_not_red_though_most_of_its_ink_is():
    image = np.full((200, 300, 3), PAPER, np.uint8)
    image[40:60, 160:280] = RED
    for x in range(40, 100, 6):
        image[42:58, x : x + 4] = (140, 138, 135)  # small print is not as dark
    image = cv2.GaussianBlur(image, (3, 3), 0)
    assert is_red(image, red_mask(image), (150, 38, 290, 62))
    assert not is_red(image, red_mask(image), (30, 38, 290, 62))


def test_fine_print_under_much_red_is_known_by_the_red_being_gone(page):
    mask = red_mask(page)
    assert was_lifted(page, without_red(page, mask), mask, (150, 80, 250, 120))
    assert not was_lifted(page, page, mask, (150, 80, 250, 120))


@pytest.mark.filterwarnings("error")
def test_a_page_that_is_red_all_over_does_no_harm():
    image = np.full((40, 40, 3), RED, np.uint8)
    cleaned = without_red(image, red_mask(image))
    assert cleaned.shape == image.shape


@pytest.fixture
def star():
    """Print that runs under a solid red shape whose ink lets a quarter of what is below through."""
    image = np.full((200, 300, 3), PAPER, np.uint8)
    image[95:101, 20:280] = BLACK
    image = cv2.GaussianBlur(image, (3, 3), 0)
    shape = np.zeros((200, 300), np.uint8)
    cv2.circle(shape, (150, 100), 50, 255, -1)
    cv2.circle(shape, (150, 100), 80, 255, 3)
    alpha = 0.76 * cv2.GaussianBlur(shape, (3, 3), 0)[:, :, None] / 255
    return (alpha * np.asarray((200, 28, 32)) + (1 - alpha) * image).astype(np.uint8)


def test_print_that_shows_faintly_through_a_star_is_black_again(star):
    cleaned = without_red(star, red_mask(star))
    assert cleaned[98, 25:275].max() < 140
    assert np.delete(cleaned, slice(88, 108), axis=0).min() > 190


@pytest.mark.parametrize("noise", [2, 5])
def test_ink_of_uneven_density_is_no_print(star, noise):
    random = np.random.default_rng(7)
    density = cv2.GaussianBlur(random.normal(0, 1, star.shape[:2]), (0, 0), 4)
    density = np.clip(0.8 + density, 0.5, 1)[:, :, None]
    blank = np.full(star.shape, PAPER, np.float64)
    shape = np.zeros(star.shape[:2], np.uint8)
    cv2.circle(shape, (150, 100), 50, 255, -1)
    ink = density * np.asarray((205, 40, 45)) + (1 - density) * blank
    page = np.where(shape[:, :, None] > 0, ink, blank) + random.normal(0, noise, star.shape)
    page = np.clip(page, 0, 255).astype(np.uint8)
    assert (without_red(page, red_mask(page)).min(axis=2) < 140).mean() < 0.0005
