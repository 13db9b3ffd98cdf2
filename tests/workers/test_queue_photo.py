"""A photo that came through the queue is judged by what its own collection asks of photos."""

from contextlib import nullcontext
from dataclasses import replace
from types import SimpleNamespace

import pytest

from models.fields import DocumentKind
from models.photos import Photo, PhotoOutcome
from models.settings import Settings
from models.work import NewAttachment, WorkStage
from rules.profile import load_profile
from workers import queue_stages
from workers.result_codec import to_bytes

TWO_INCH = replace(load_profile("gansu"), photo={"width_px": 413, "height_px": 626})


@pytest.mark.parametrize(("profile", "right"), [("gansu", (413, 626)), ("guangxi", (295, 413))])
def test_two_collections_may_ask_for_two_sizes_of_one_file(monkeypatch, profile, right):
    known = {"gansu": TWO_INCH, "guangxi": load_profile("guangxi")}
    monkeypatch.setattr(queue_stages, "load_profile", known.__getitem__)
    store = SimpleNamespace(asking=nullcontext, versions={WorkStage.PHOTO: "1"})
    tools = SimpleNamespace(store=store, settings=Settings())
    sent = NewAttachment(DocumentKind.PHOTO, "photo.jpg", "abc", 18_000)
    submission = SimpleNamespace(profile=profile, attachments=(sent,), form={})
    for size in ((413, 626), (295, 413)):
        measured = PhotoOutcome(Photo("photo.jpg", 18_000, *size, 1.0), ())
        stored = {0: (to_bytes(measured), None)}
        monkeypatch.setattr(queue_stages, "results", lambda *_, stored=stored: stored)
        outcome = queue_stages._photo_of(submission, tools)
        codes = [finding.code for finding in outcome.findings]
        assert codes == ([] if size == right else ["PHOTO_PROPORTION"])
