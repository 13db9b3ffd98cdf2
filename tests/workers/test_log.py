"""Logs tell what happened to which submission, and no personal number."""

import json
import logging
import sys

import pytest

from workers.log import about, mask, set_up_logs


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("52010219780612301X 王", "520102****301X 王"),
        ("13800138000", "138****8000"),
        ("电话13912345678。", "电话139****5678。"),
        ("110101800101001", "110101****001"),
        ("黔高20125000123", "黔高20125000123"),
        ("1234567890123456789012", "1234567890123456789012"),
    ],
)
def test_identity_and_telephone_numbers_are_masked(text, shown):
    assert mask(text) == shown


def test_a_line_is_json_with_the_work_it_is_about_and_masked(capsys):
    before = logging.getLogger().handlers[:]
    try:
        set_up_logs(as_json=True)
        logging.getLogger().handlers[0].setStream(sys.stderr)
        with about(submission="abc", work=7):
            logging.getLogger("x").warning("about %s", "52010219780612301X")
        line = json.loads(capsys.readouterr().err)
    finally:
        logging.getLogger().handlers[:] = before
    assert line["submission"] == "abc"
    assert line["work"] == 7
    assert line["event"] == "about 520102****301X"
    assert line["level"] == "warning"
