"""Where the engine's weights are: those of the settings, else those inside the `rapidocr` wheel.

PaddleOCR wants a folder for each model, with `inference.onnx` and `inference.yml`. The wheel holds
PaddleOCR's PP-OCRv6 small models as bare ONNX files, the recognition model's characters in its
metadata; the folders are laid out once from these, so nothing is downloaded. The parameters are
those of the models' own configuration as PaddleOCR publishes it.
"""

import shutil
import tempfile
from importlib.metadata import version
from importlib.resources import files
from pathlib import Path

import onnxruntime
import yaml

from models.errors import PartMissing
from models.findings import found
from models.settings import Settings

_DETECTION = {
    "Global": {"model_name": "PP-OCRv6_small_det"},
    "PreProcess": {
        "transform_ops": [
            {"DetResizeForTest": {}},
            {
                "NormalizeImage": {
                    "mean": [0.485, 0.456, 0.406],
                    "std": [0.229, 0.224, 0.225],
                    "scale": "1./255.",
                    "order": "hwc",
                }
            },
            {"ToCHWImage": None},
        ]
    },
    "PostProcess": {
        "name": "DBPostProcess",
        "thresh": 0.2,
        "box_thresh": 0.45,
        "max_candidates": 3000,
        "unclip_ratio": 1.4,
    },
}


def _recognition(characters: list[str]) -> dict[str, object]:
    return {
        "Global": {"model_name": "PP-OCRv6_small_rec"},
        "PreProcess": {"transform_ops": [{"RecResizeImg": {"image_shape": [3, 48, 320]}}]},
        "PostProcess": {"name": "CTCLabelDecode", "character_dict": characters},
    }


def model_dirs(settings: Settings) -> tuple[Path, Path]:
    """The folders of the detection and the recognition model.

    Raises PartMissing when a folder of the settings is incomplete.
    """
    own = settings.detection_model_dir, settings.recognition_model_dir
    bundled = _bundled(settings.home) if None in own else None
    dirs = tuple(
        _complete(path) if path else bundled / kind  # type: ignore[operator]
        for path, kind in zip(own, ("det", "rec"), strict=True)
    )
    return dirs[0], dirs[1]


def model_name(model_dir: Path) -> str:
    """The name by which PaddleOCR knows the model of a folder."""
    config = yaml.safe_load((model_dir / "inference.yml").read_text("utf-8"))
    return str(config["Global"]["model_name"])


def _complete(model_dir: Path) -> Path:
    for name in ("inference.onnx", "inference.yml"):
        if not (model_dir / name).is_file():
            raise PartMissing(found("MODEL_MISSING", file=model_dir / name))
    return model_dir


def _bundled(home: Path) -> Path:
    """The folder with det/ and rec/ laid out from the wheel; made once, complete or not at all."""
    target = home / "models" / f"rapidocr-{version('rapidocr')}"
    if target.is_dir():
        return target
    wheel = files("rapidocr") / "models"
    target.parent.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory(dir=target.parent) as scratch:
        for kind in ("det", "rec"):
            source = Path(str(wheel / f"PP-OCRv6_{kind}_small.onnx"))
            if not source.is_file():
                raise PartMissing(found("MODEL_MISSING", file=source))
            (Path(scratch) / kind).mkdir()
            shutil.copyfile(source, Path(scratch) / kind / "inference.onnx")
        configs = {"det": _DETECTION, "rec": _recognition(_characters(Path(scratch) / "rec"))}
        for kind, config in configs.items():
            text = yaml.safe_dump(config, allow_unicode=True)
            (Path(scratch) / kind / "inference.yml").write_text(text, "utf-8")
        try:
            # rename fails when another process was first; its folder is as good as ours
            Path(scratch).rename(target)
        except OSError:
            if not target.is_dir():
                raise
        else:
            Path(scratch).mkdir()  # TemporaryDirectory wants something to remove
    return target


def _characters(model_dir: Path) -> list[str]:
    session = onnxruntime.InferenceSession(
        str(model_dir / "inference.onnx"), providers=["CPUExecutionProvider"]
    )
    characters: str = session.get_modelmeta().custom_metadata_map["character"]
    return characters.split("\n")
