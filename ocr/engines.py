"""Which engine the settings name."""

from functools import cache

from intake.files import shown
from models.errors import PartMissing, UsageWrong, ZhengheError
from models.findings import found
from models.settings import Settings
from ocr.engine import Engine
from ocr.fake import FAULTS, FakeEngine

_KNOWN = ("openvino", "paddleocr", *(f"fake:{fault}" for fault in FAULTS))


@cache
def load_engine(settings: Settings) -> Engine:
    """The engine of these settings, loaded once in a process. Raises UsageWrong, PartMissing."""
    check_engine(settings)
    if settings.engine.startswith("fake:"):
        return FakeEngine(settings.engine.removeprefix("fake:"))
    try:
        # A command that reads no scan must not wait for an engine's imports.
        if settings.engine == "openvino":
            from ocr.openvino_engine import OpenVinoEngine

            return OpenVinoEngine(settings)
        from ocr.paddle import PaddleEngine

        return PaddleEngine(settings)
    except ZhengheError:
        raise
    # Whatever it is, the engine is missing: no page is at fault, and the next would fail alike.
    except Exception as error:
        problem = getattr(error, "strerror", None) or type(error).__name__
        folder = shown(settings.home)
        raise PartMissing(found("ENGINE_NOT_LOADED", problem=problem, folder=folder)) from None


def check_engine(settings: Settings) -> None:
    """Raise UsageWrong when the settings name an engine that is not known."""
    if settings.engine not in _KNOWN:
        raise UsageWrong(
            found(
                "SETTING_WRONG",
                name="ZHENGHE_ENGINE",
                given=settings.engine,
                wanted=", ".join(_KNOWN),
            )
        )
