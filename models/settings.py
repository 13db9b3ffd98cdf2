"""Every setting, in one frozen object, read once at the edge.

A value comes from the environment (`ZHENGHE_DPI_MIN=150`), else from `zhenghe.toml` in the current
folder (or the file that `ZHENGHE_CONFIG` names), else from the default here. This is the only
module that reads the environment.
"""

import os
import sys
from pathlib import Path

from pydantic import Field, ValidationError, ValidationInfo, field_validator
from pydantic_settings import (
    BaseSettings,
    PydanticBaseSettingsSource,
    SettingsConfigDict,
    TomlConfigSettingsSource,
)

from models.errors import UsageWrong
from models.findings import found
from models.setting_kinds import (
    Allowances,
    Count,
    Memory,
    Names,
    Port,
    Positive,
    Secret,
    Share,
    SomeShare,
    cores,
)
from models.setting_mistakes import mistake_of

_PREFIX = "ZHENGHE_"
# onnxruntime reports to its maker unless told not to, and looks here once, when it is imported.
os.environ["ORT_DISABLE_TELEMETRY"] = "1"


def _data_folder() -> Path:
    """The platform's folder for a program's data."""
    if sys.platform == "darwin":
        return Path.home() / "Library" / "Application Support" / "zhenghe"
    if sys.platform == "win32":
        return Path(os.environ.get("LOCALAPPDATA", Path.home() / "AppData" / "Local")) / "zhenghe"
    return Path(os.environ.get("XDG_DATA_HOME", Path.home() / ".local" / "share")) / "zhenghe"


class Settings(BaseSettings):
    """All limits and choices; each is `ZHENGHE_` and its name in upper case."""

    model_config = SettingsConfigDict(
        env_prefix=_PREFIX, frozen=True, extra="forbid", env_ignore_empty=True
    )

    home: Path = Field(default_factory=_data_folder, description="where all state lives")

    # What a file may be.
    file_bytes_max: Count = Field(default=100 * 2**20, description="largest file, in bytes")
    pages_max: Count = Field(default=60, description="most pages in one file")
    page_pixels_max: Count = Field(
        default=40_000_000, description="most pixels of one image or page"
    )
    page_points_max: Positive = Field(
        default=3000, description="longest side of a page, in points (1/72 in)"
    )
    dpi_min: Positive = Field(default=150, description="lowest resolution of a scan")
    dpi_max: Positive = Field(default=200, description="highest resolution of a scan")
    dpi_tolerance: Share = Field(
        default=0.02, description="relative tolerance for both, for real scanners"
    )

    # How clear a scan must be.
    skew_degrees_max: Positive = Field(
        default=2.0, description="skew from which a page is reported"
    )
    sharpness_min: Positive = Field(
        default=0.24, description="steepness of ink edges below which a page is blurred"
    )
    brightness_min: Share = Field(
        default=0.45, description="paper brightness below which a page is too dark"
    )
    contrast_min: Share = Field(
        default=0.22, description="ink contrast below which a page is too pale"
    )
    edge_ink_max: Share = Field(
        default=0.05, description="share of an edge with cut writing that is reported"
    )

    # Reading.
    engine: str = Field(
        default="openvino",
        description="the OCR engine: openvino (fast), paddleocr, or fake:FAULT for tests",
    )
    detection_model_dir: Path | None = Field(
        default=None, description="own detection model, a folder"
    )
    recognition_model_dir: Path | None = Field(
        default=None, description="own recognition model, a folder"
    )
    detection_side_max: Count = Field(
        default=832, description="longest side given to text detection, px"
    )
    reduced_precision: bool = Field(
        default=True,
        description="compute in bfloat16 where that is faster; off: the same answers everywhere",
    )
    render_dpi: Positive = Field(
        default=200, description="resolution at which pages without a scan are drawn"
    )
    labels_file: Path | None = Field(
        default=None, description="additional label variants, a TOML file"
    )

    # The child process.
    page_seconds_max: Positive = Field(default=120, description="time for one page, in seconds")
    memory_bytes_max: Memory = Field(
        default=6 * 2**30, description="address space of the child process"
    )
    child_tasks_max: Count = Field(
        default=120, description="tasks after which the child is replaced"
    )
    threads: Count = Field(default=1, description="compute threads of one child process")
    workers: Count = Field(
        default_factory=cores, description="child processes, each reading one page at a time"
    )

    # Comparing.
    unclear_below: Share = Field(
        default=0.80, description="confidence under which a reading decides nothing"
    )

    # The queue.
    broker: str | None = Field(
        default=None, description="the broker, redis://HOST:PORT/NUMBER; none: this process alone"
    )
    files_url: str = Field(
        default="{home}/files", description="where files lie: a folder, or an address of fsspec"
    )
    audit_key: str | None = Field(
        default=None, description="a secret that the digests of the audit trail are keyed with"
    )
    queue_window: Count = Field(
        default=256, description="pieces of work that may be with the broker or a worker at once"
    )
    queue_poll_seconds: Positive = Field(
        default=0.5, description="how often the queue is looked after, in seconds"
    )
    queue_stale_seconds: Positive = Field(
        default=20, description="after so long without a heartbeat work is sent again, in seconds"
    )
    queue_pause_seconds: Positive = Field(
        default=2, description="pause after a first failure, in seconds; doubled with each further"
    )
    queue_pause_seconds_max: Positive = Field(
        default=300, description="longest pause between two tries, in seconds"
    )
    queue_failures_max: Count = Field(
        default=8, description="failures after which work is given up until it is retried"
    )
    queue_lost_max: Count = Field(
        default=20, description="times that work may take its worker along before it is given up"
    )

    # The service.
    web_host: str = Field(
        default="127.0.0.1", description="address that the service listens on; 0.0.0.0: all"
    )
    web_port: Port = Field(default=8080, description="port of the service; 0: any that is free")
    sample_share: SomeShare = Field(
        default=0.05, description="share of the cases passed in bulk that get a full look"
    )
    upload_bytes_max: Count = Field(
        default=400 * 2**20, description="most bytes of one request with files"
    )
    api_requests_per_minute: Count = Field(default=600, description="requests a minute of a token")
    webhook_tries_max: Count = Field(default=20, description="tries of one webhook delivery")
    webhook_allow: Allowances = Field(
        default=(), description="where webhooks may go beside https to public addresses"
    )

    web_address: str | None = Field(default=None, description="address in browsers, https://…")

    # Signing in by an OpenID provider.
    oidc_issuer: str | None = Field(default=None, description="the provider's issuer, https://…")
    oidc_client_id: str | None = Field(default=None, description="what the provider calls us")
    oidc_client_secret: Secret = Field(default=None, description="the secret it gave us")
    oidc_client_secret_file: Path | None = Field(default=None, description="a file that holds it")
    oidc_name: str = Field(default="统一身份认证", description="what the button calls the provider")
    oidc_applicants: bool = Field(default=False, description="unknown people become applicants")

    # Rules.
    rules_folder: Path | None = Field(
        default=None, description="a department's own figures for the rules, a folder"
    )

    own_dictionary: Path | None = Field(
        default=None, description="a site's own dictionary, a TOML file or a folder of them"
    )

    # Rosters.
    database_url: str = Field(
        default="sqlite:///{home}/zhenghe.db", description="the database, as SQLAlchemy writes it"
    )
    roster_bytes_max: Count = Field(default=2**30, description="largest roster file, in bytes")
    roster_unpacked_bytes_max: Count = Field(
        default=4 * 2**30, description="most bytes that a workbook may hold once unpacked"
    )
    roster_cells_max: Count = Field(
        default=30_000_000, description="most cells of a sheet, empty ones between others included"
    )
    roster_findings_max: Count = Field(
        default=1000, description="rows that an import lists for each code; all are counted"
    )

    holder_rosters: Names = Field(
        default=(), description="rosters of holders in which `check` looks the person up"
    )
    unit_rosters: Names = Field(
        default=(), description="rosters in which it looks committees and units up"
    )
    annex1_roster: str | None = Field(
        default=None,
        description="the roster that is Guizhou's list of people of 2004–2019, annex 1",
    )

    # Photos.
    photo_bytes_max: Count = Field(
        default=20480, description="size that a photo must stay under, in bytes"
    )
    photo_pixels_max: Count = Field(default=80_000_000, description="most pixels of a photo given")
    photo_width_px: Count = Field(default=295, description="width of a photo")
    photo_height_px: Count = Field(default=413, description="height of a photo")
    photo_dpi: Count = Field(default=300, description="density written into a photo")
    photo_white_min: Share = Field(
        default=0.99, description="share of background that must be white"
    )
    photo_enlarge_max: Positive = Field(default=1.15, description="how far a photo may be enlarged")
    photo_matting_model: Path | None = Field(
        default=None, description="an ONNX matting model for backgrounds that aren't plain"
    )
    photo_receipt_key_file: Path | None = Field(
        default=None, description="a file with the secret that signs receipts of photos"
    )

    @field_validator("dpi_max")
    @classmethod
    def _not_below_the_least(cls, value: float, given: ValidationInfo) -> float:
        least = given.data.get("dpi_min", 0)
        if value < least:
            raise ValueError(f"should be at least {_PREFIX}DPI_MIN, {least:g}")
        return value

    @classmethod
    def settings_customise_sources(
        cls,
        settings_cls: type[BaseSettings],
        init_settings: PydanticBaseSettingsSource,
        env_settings: PydanticBaseSettingsSource,
        dotenv_settings: PydanticBaseSettingsSource,
        file_secret_settings: PydanticBaseSettingsSource,
    ) -> tuple[PydanticBaseSettingsSource, ...]:
        path = Path(os.environ.get(f"{_PREFIX}CONFIG", "zhenghe.toml"))
        return init_settings, env_settings, TomlConfigSettingsSource(settings_cls, path)


def load_settings() -> Settings:
    """Read the settings. Raises UsageWrong with every mistake at once."""
    mistakes = [
        found("SETTING_UNKNOWN", name=name)
        for name in sorted(os.environ)
        if name.startswith(_PREFIX)
        and name.removeprefix(_PREFIX).lower() not in {*Settings.model_fields, "config"}
    ]
    named = os.environ.get(f"{_PREFIX}CONFIG")
    if named and not Path(named).is_file():
        mistakes.append(found("SETTINGS_FILE_WRONG", problem=named))
    try:
        settings = Settings()
    except ValidationError as error:
        told = (mistake_of(_PREFIX, one) for one in error.errors())
        raise UsageWrong(*mistakes, *told) from None
    except (OSError, ValueError) as error:  # the TOML file itself can't be read
        raise UsageWrong(*mistakes, found("SETTINGS_FILE_WRONG", problem=error)) from None
    if mistakes:
        raise UsageWrong(*mistakes)
    return settings


def prepare_libraries(settings: Settings) -> None:
    """Tell the native libraries of this process how many threads to use, and to stay offline.

    They look at the environment when they are imported, so this comes before them.
    """
    for name in ("OMP_NUM_THREADS", "OPENBLAS_NUM_THREADS", "MKL_NUM_THREADS"):
        os.environ[name] = str(settings.threads)
    os.environ["PADDLE_PDX_DISABLE_MODEL_SOURCE_CHECK"] = "True"
    os.environ["PADDLE_PDX_CACHE_HOME"] = str(settings.home / "paddlex")
