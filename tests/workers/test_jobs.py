"""Long work that nobody waits for: begun once, its progress seen, its failure told."""

from threading import Event

from models.errors import UsageWrong
from models.findings import found
from workers.jobs import Jobs


def test_of_one_kind_one_is_under_way_and_others_beside_it():
    jobs, go_on = Jobs(), Event()

    def work(told):
        told(1, 2)
        go_on.wait(30)
        return "done"

    first = jobs.begin("retry:A", "li", work)
    assert jobs.begin("retry:A", "wang", work) == first or jobs.latest("retry:A").who == "li"
    jobs.begin("retry:B", "wang", lambda told: "quick")
    assert jobs.finished("retry:B", 30).result == "quick"
    assert jobs.latest("retry").who == "wang"
    assert jobs.latest("retr") is None
    assert jobs.latest("retry:A").ended_at is None
    go_on.set()
    done = jobs.finished("retry:A", 30)
    assert (done.result, done.done, done.total) == ("done", 1, 2)
    assert done.ended_at is not None


def test_what_fails_says_why_and_can_be_begun_again():
    jobs = Jobs()

    def wrong(_told):
        raise UsageWrong(found("RETRY_WANTS_ONE"))

    def dies(_told):
        raise ZeroDivisionError

    jobs.begin("a", "li", wrong)
    assert [one.code for one in jobs.finished("a", 30).findings] == ["RETRY_WANTS_ONE"]
    jobs.begin("a", "li", dies)
    assert [one.code for one in jobs.finished("a", 30).findings] == ["PROGRAM_FAILED"]
    jobs.begin("a", "li", lambda told: 1)
    assert jobs.finished("a", 30).result == 1
