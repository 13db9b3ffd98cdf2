"""Drafts of papers that stand in for missing ones: of a form, or of a submission and its papers."""

from urllib.parse import quote

from fastapi import Response

from intake.form import parse_form
from matching.dictionary_data import using
from models.drafts import Draft
from models.submissions import Form, Report
from models.work import Submission
from rules.drafts import can_draft, drafts_of
from rules.profile import load_profile
from web.service import Service
from workers.child import FILE
from workers.dictionary_in_force import dictionary_now
from workers.drafts import DraftFormat, draft_file, file_name, formats_of
from workers.lookup import as_listed, open_annex1
from workers.ruling import form_case, submission_case


def letters_of_form(profile: str, form: Form, service: Service) -> tuple[Draft, ...]:
    """What can be drafted by a form alone. Raises UsageWrong for a profile that there is not."""
    name, settings = load_profile(profile).name, service.settings
    if not can_draft(name):
        return ()
    with using(dictionary_now(service.store.tables)):
        return drafts_of(form_case(name, as_listed(form, open_annex1(settings)), settings))


def letters_of(one: Submission, report: Report, service: Service) -> tuple[Draft, ...]:
    """What can be drafted of a submission: which papers are at hand its files say."""
    if not can_draft(report.profile):
        return ()
    settings = service.settings
    form = parse_form({part: one.form.get(part, {}) for part in ("fields", "declarations")})
    with using(dictionary_now(service.store.tables)):
        listed = as_listed(form, open_annex1(settings))
        papers = report.documents
        return drafts_of(submission_case(report.profile, listed, papers, report.photo, settings))


def letter_file(draft: Draft, kind: DraftFormat, service: Service) -> Response | None:
    """A draft as a download, written in a child; None where it is not written as such."""
    if kind not in formats_of(draft):
        return None
    data = service.children.run(FILE, draft_file, draft, kind)
    name = quote(f"{file_name(draft)}.{kind}", safe="")
    headers = {
        "Content-Disposition": f"attachment; filename*=UTF-8''{name}",
        "Content-Security-Policy": "default-src 'none'; sandbox",
    }
    return Response(data, media_type=kind.media_type, headers=headers)
