"""Logs tell what happened to which submission, and no personal number."""

import json
import logging
import sys

from workers.log import about, set_up_logs


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
    assert line["event"] == "about 5201**********301X"
    assert line["level"] == "warning"
