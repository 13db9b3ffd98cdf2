"""Statistics: the numbers of a small set that was counted by hand, however they are drawn."""

import re
from collections import Counter
from datetime import UTC, date, datetime, timedelta

import pytest
from conftest import Browser, Site
from judged_cases import Sent, case, send

from models.accounts import Role
from models.case_list import list_anew
from models.day_counts import CHINA, Counted, count_events, day_of, length_step
from models.statistics import statistics
from models.work_tables import submission
from web.charts import bars, lines, scale

TODAY = datetime.now(CHINA).date()


@pytest.fixture
def ops(site: Site) -> Browser:
    return site.signed_in("ops", Role.OPERATOR)


def counted(site: Site, first: date = TODAY, last: date = TODAY):
    with site.store.asking() as connection:
        return statistics(connection, first, last)


def decide(site: Site, browser: Browser, ref: str, decided: str, waited: timedelta) -> None:
    """A reviewer decides on a case that was sent so long ago."""
    sent = datetime.now(UTC) - waited
    which = submission.c.ref == ref
    site.store.act(
        lambda c, _: (c.execute(submission.update().where(which).values(sent_at=sent)).rowcount, [])
    )
    given = {
        "edition": case(site, ref).edition,
        "decided": decided,
        "internal": "与档案一致",
        "choice.certificate_number": "accept",
        "more.words": "请补交" if decided == "returned" else "",
    }
    answer = browser.post(f"/review/cases/{ref}/decision", **given)
    assert answer.status_code == 303, answer.text


def test_a_small_set_is_counted_as_by_hand(site: Site, ops: Browser):
    li = site.signed_in("li", Role.REVIEWER)
    fitting = [send(site, Sent.fitting(f"f{i}")).submission.ref for i in range(3)]
    amiss = [send(site, Sent(f"a{i}")).submission.ref for i in range(2)]
    for ref, hours in zip(fitting, (1, 2, 4), strict=True):
        decide(site, li, ref, "accepted", timedelta(hours=hours))
    decide(site, li, amiss[0], "accepted", timedelta(hours=8))
    decide(site, li, amiss[1], "returned", timedelta(hours=100))
    told = counted(site)
    whole = told.whole
    assert (whole.sent, whole.again, whole.accepted, whole.returned) == (5, 0, 4, 1)
    assert whole.straight == 3 / 4
    assert whole.seconds(0.5) == pytest.approx(4 * 3600, rel=0.05)
    assert whole.seconds(0.9) == pytest.approx(100 * 3600, rel=0.05)
    assert dict(told.findings) == {"FIELD_DIFFERS": 2}
    text = ops.get("/operate/statistics").text
    assert "75.0%" in text
    assert re.search(r"<code>FIELD_DIFFERS</code></th><td class=\"n\">2</td>", text)
    assert "style=" not in text.split("<main")[1]


def test_counting_anew_or_removing_changes_no_number(site: Site):
    one = send(site, Sent())
    before = counted(site)
    site.store.act(lambda c, _: (list_anew(c, [one.submission.id]), []))
    assert counted(site) == before
    site.store.remove([one.submission.id], "test", lambda _: None)
    assert counted(site) == before


def test_a_case_that_was_returned_is_no_straight_one(site: Site):
    li = site.signed_in("li", Role.REVIEWER)
    owner = site.account("zhang", Role.APPLICANT)
    ref = send(site, Sent.fitting("a", owner_id=owner)).submission.ref
    decide(site, li, ref, "returned", timedelta(hours=1))
    site.store.send_draft(case(site, ref).submission.id, None, "test")
    decide(site, li, ref, "accepted", timedelta(hours=1))
    whole = counted(site).whole
    assert (whole.sent, whole.again, whole.accepted, whole.returned) == (1, 1, 1, 1)
    assert whole.straight == 0.0


def test_days_are_those_of_china():
    assert day_of(datetime(2026, 11, 1, 15, 59, tzinfo=UTC)) == date(2026, 11, 1)
    assert day_of(datetime(2026, 11, 1, 16, 0, tzinfo=UTC)) == date(2026, 11, 2)


def test_long_times_are_gathered_into_weeks_and_months_and_nothing_is_lost(site: Site):
    first = date(2025, 1, 1)
    days = [first + timedelta(i) for i in range(700)]
    events = Counter({(Counted.SENT, day, ""): i + 1 for i, day in enumerate(days)})
    site.store.act(lambda c, _: (count_events(c, events), []))
    for many, unit in ((10, "day"), (200, "week"), (700, "month")):
        told = counted(site, first, days[many - 1])
        assert told.unit == unit
        assert told.whole.sent == sum(span.sent for span in told.spans) == many * (many + 1) // 2
        assert told.spans[0].first == first
        assert told.spans[-1].last == days[many - 1]


@pytest.mark.parametrize(
    "query",
    ["?first=x", "?first=2026-02-30", "?first=2026-02-02&last=2026-02-01", "?first=0001-01-01"],
)
def test_wrong_days_are_told_and_the_usual_ones_shown(ops: Browser, query: str):
    answer = ops.get(f"/operate/statistics{query}")
    assert answer.status_code == 422
    assert "起止日期不对" in answer.text
    assert f'value="{TODAY.isoformat()}"' in answer.text


def test_lengths_of_time_are_told_apart_by_a_twentieth():
    for seconds in (60, 3600, 86_400, 30 * 86_400):
        assert length_step(seconds * 1.06) > length_step(seconds)
    assert length_step(0) == length_step(60) == 0


def test_charts_stand_within_their_frame_at_round_numbers():
    assert scale(7, whole=True) == (8, [0, 2, 4, 6, 8])
    assert scale(0, whole=True)[0] == 1
    assert scale(930, whole=True)[1][-1] == 1000
    chart = bars([0, 3, 10], ["a", "b", "c"], ["a", "b", "c"])
    assert chart.bars[0].height == 0
    assert all(bar.y >= 0 and bar.y + bar.height <= chart.floor + 0.1 for bar in chart.bars)
    line = lines([("x", [1.0, None, 2.0, 3.0], list("abcd"))], list("abcd")).lines[0]
    assert [len(piece) for piece in line.pieces] == [1, 2]
    assert bars([], [], []).bars == ()
