"""What needs no submission: rules, advice, the dictionary, photos. Nothing is kept."""

from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Annotated, Any

from fastapi import APIRouter, Response
from pydantic import Field, WithJsonSchema

from intake.form import parse_form
from matching.contract import candidates_json
from matching.nearest import FIELDS, nearest, nearest_field
from models.account_store import list_units
from models.contract import advised_json, photo_check_json, ruling_json
from models.errors import FileRefused, UsageWrong
from models.findings import found
from models.settings import Settings
from models.submissions import Form
from rules.case import Case
from rules.profile import load_profile, profile_names
from web.api import contract_shapes, shapes
from web.api.callers import Checker
from web.api.dictionary_now import DICTIONARY
from web.api.documented import ONE_FILE, TEXT, form_of
from web.api.shapes import FormGiven, Given, ProfileName, Text
from web.api.uploads import Upload, Uploads, bytes_of
from workers.lookup import as_listed, open_annex1
from workers.photo import make_photo, measure_photo
from workers.progress import unwatched
from workers.ruling import advise_on, form_case, rule_on

router = APIRouter(tags=["checks"])
_JPEG = "image/jpeg"
Short = Annotated[Text, Field(max_length=200)]


class FormOf(Given):
    """A form and the collection whose rules it is held against."""

    profile: ProfileName
    form: FormGiven = FormGiven()


class ToMatch(Given):
    """Texts whose nearest entries are wanted."""

    field: Annotated[
        str, Field(max_length=40), WithJsonSchema({"type": "string", "enum": list(FIELDS)})
    ]
    texts: Annotated[list[Short], Field(min_length=1, max_length=50)]
    limit: Annotated[int, Field(ge=1, le=50)] = 5
    explain: bool = False


@router.get("/profiles", response_model=shapes.Profiles)
def list_profiles(caller: Checker) -> dict[str, Any]:
    """The collections, and the units that a submission can be sent to."""
    with caller.service.store.asking() as connection:
        units = list_units(connection)
    profiles = [load_profile(name) for name in profile_names()]
    return {
        "profiles": [
            {"name": one.name, "zh": one.zh, "en": one.en, "notice": one.notice} for one in profiles
        ],
        "units": [{"id": one.id, "name": one.name} for one in units],
    }


@router.post("/rules", response_model=contract_shapes.Ruling, dependencies=[DICTIONARY])
def check_rules(caller: Checker, given: FormOf) -> dict[str, Any]:
    """What a collection's rules say of a form, without documents."""
    return ruling_json(rule_on(_case_of(given, caller.service.settings)))


@router.post("/advice", response_model=contract_shapes.Advised, dependencies=[DICTIONARY])
def advise(caller: Checker, given: FormOf) -> dict[str, Any]:
    """What to choose, which papers, which path."""
    return advised_json(advise_on(_case_of(given, caller.service.settings)), ())


def _case_of(given: FormOf, settings: Settings) -> Case:
    entered: Form = parse_form(given.form.model_dump())
    name = load_profile(given.profile).name
    return form_case(name, as_listed(entered, open_annex1(settings)), settings)


@router.post("/matches", response_model=contract_shapes.Matches, dependencies=[DICTIONARY])
def match(caller: Checker, given: ToMatch) -> dict[str, Any]:
    """The nearest entries of the dictionary."""
    if given.field not in FIELDS:
        near, known = nearest_field(given.field), ", ".join(FIELDS)
        raise UsageWrong(found("MATCH_FIELD_UNKNOWN", given=given.field, nearest=near, known=known))
    kinds = FIELDS[given.field]
    matches = (
        candidates_json(given.field, text, nearest(kinds, text, given.limit), explain=given.explain)
        for text in given.texts
    )
    return {"matches": list(matches)}


_PHOTO = form_of(("file",), file=ONE_FILE, profile=TEXT)


@router.post("/photo-checks", response_model=contract_shapes.PhotoCheck, **_PHOTO)
def check_photo(caller: Checker, upload: Uploads) -> dict[str, Any]:
    """Measure a finished photo: size, background, frame."""
    service = caller.service
    data, settings = _photo_of(upload, service.settings)
    with TemporaryDirectory(prefix="zhenghe-") as folder:
        source = Path(folder) / "photo"
        source.write_bytes(data)
        outcome = measure_photo(source, service.children, settings, unwatched)
    return photo_check_json(outcome) | ({"file": "photo"} if outcome.photo else {})


@router.post(
    "/photos",
    response_class=Response,
    responses={200: {"content": {_JPEG: {}}, "description": "The photo."}},
    **_PHOTO,
)
def make(caller: Checker, upload: Uploads) -> Response:
    """Make a portrait lawful: on white, framed, small enough; 422 says why that can't be."""
    service = caller.service
    data, settings = _photo_of(upload, service.settings, making=True)
    with TemporaryDirectory(prefix="zhenghe-") as folder:
        source, target = Path(folder) / "given", Path(folder) / "photo.jpg"
        source.write_bytes(data)
        outcome = make_photo(source, target, service.children, settings, unwatched)
        if outcome.photo is None:
            raise FileRefused(*outcome.findings)
        return Response(target.read_bytes(), media_type=_JPEG)


def _photo_of(
    upload: Upload, settings: Settings, *, making: bool = False
) -> tuple[bytes, Settings]:
    """The bytes, and the settings with what the collection asks of photos."""
    upload.only("file", "profile")
    data = bytes_of(upload.file("file"), settings)
    name = upload.texts.get("profile")
    if not name:
        return data, settings
    return data, load_profile(name).photo_settings(settings, making=making)
