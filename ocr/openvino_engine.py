"""The fast engine: PP-OCR's own weights on OpenVINO, one page on one core.

What makes it fast is told in docs/decisions/0008: the runtime, a bounded page for detection, every
crop at its own width so that nothing is spent on padding, and a first look at each crop that is
smaller than the models' usual one, with a second look at full size wherever the first is in doubt.
"""

import re
import sys
from collections.abc import Callable, Sequence
from dataclasses import replace
from itertools import groupby, pairwise
from pathlib import Path
from typing import Any

# OpenVINO's tools report to their maker; without this package they have a stub that doesn't.
sys.modules["openvino_telemetry"] = None  # type: ignore[assignment]

import numpy as np
import openvino
import yaml
from numpy.typing import NDArray
from openvino import opset15

from matching.identity import has_valid_check_digit
from matching.text import squeezed
from models.settings import Settings
from ocr import ctc, detection
from ocr.ctc import Look
from ocr.engine import Image, Quad, Recognised
from ocr.weights import model_dirs

# The recognition models are trained on lines of several heights, 32 pixels among them.
_FIRST = Look(32, 0.67)
_SECOND = Look(ctc.HEIGHT, 1.0)
_SURE = 0.95  # least score of a character from which the first look stands
_SURE_NUMBER = 0.995  # squeezed digits run into each other, and equal neighbours become one
_PASSED_OVER = 0.05  # how likely a character may be that the first look took for nothing
_NUMBER = re.compile(r"[0-9X.\-/年月]{4,}|[〇○零]")
_LONG_NUMBER = re.compile(r"[0-9][0-9X.\-/]{5,}")
_DATE = re.compile(r"(?:19|20)[0-9]{2}([.\-/])(?:0[1-9]|1[0-2])(?:\1(?:0[1-9]|[12][0-9]|3[01]))?")
_ONE = 1.15  # heights of a crop that one character is wide, at most
# Of two equal neighbours one is lost now and then, by either look: 二〇〇四年, 二〇四年.
_YEAR = re.compile(r"[一二][〇○零一二三四五六七八九]{3}年")
_BETTER = 0.1  # by how much the first look must be surer to stand against the second
_BATCH = 4  # crops of one width that the network reads together

Network = Callable[[NDArray[Any]], Any]


class OpenVinoEngine:
    """The engine of the embedded default. Loading takes about a second; keep one for a process."""

    def __init__(self, settings: Settings) -> None:
        find, read = model_dirs(settings)
        self._side_max = settings.detection_side_max
        self._thresholds = _thresholds(find)
        self._alphabet = ctc.alphabet_of(_characters(read))
        self._find = _compiled(_model(find), settings)
        self._read = {_SECOND: _compiled(_model(read), settings)}
        low = _model(read)
        if _lowered(low, _FIRST.height):
            self._read[_FIRST] = _compiled(low, settings)

    def detect(self, image: Image) -> list[Quad]:
        """See Engine.detect."""
        given = detection.network_input(image, self._side_max)
        scores = self._find(given.blob)[0][0, 0]
        size = image.shape[1], image.shape[0]
        return detection.quads_of(scores, given, size, self._thresholds)

    def recognise(self, crops: Sequence[Image]) -> list[Recognised]:
        """See Engine.recognise."""
        if _FIRST not in self._read:
            return self._looks(crops, _SECOND)
        texts = self._looks(crops, _FIRST)
        doubted = [
            i
            for i, (text, crop) in enumerate(zip(texts, crops, strict=True))
            if _in_doubt(text) or _is_half_read(text, crop)
        ]
        seconds = self._looks([crops[i] for i in doubted], _SECOND)
        for i, second in zip(doubted, seconds, strict=True):
            texts[i] = _better(texts[i], second)
        return texts

    def _looks(self, crops: Sequence[Image], look: Look) -> list[Recognised]:
        """Read crops at one size; those of one width go through the network together."""
        inputs = [ctc.network_input(crop, look) for crop in crops]
        order = sorted(range(len(crops)), key=lambda i: inputs[i][0].shape[3])
        texts: dict[int, Recognised] = {}
        for _, same in groupby(order, key=lambda i: inputs[i][0].shape[3]):
            for batch in _batches(list(same)):
                blob = np.concatenate([inputs[i][0] for i in batch])
                for i, columns in zip(batch, self._read[look](blob)[0], strict=True):
                    texts[i] = ctc.text_of(columns, self._alphabet, inputs[i][1])
        return [texts[i] for i in range(len(crops))]


def _batches(places: list[int]) -> list[list[int]]:
    """As many full batches as there are, and the rest one by one: few shapes for the runtime."""
    full = len(places) - len(places) % _BATCH
    batches = [places[i : i + _BATCH] for i in range(0, full, _BATCH)]
    return batches + [[place] for place in places[full:]]


def _in_doubt(text: Recognised) -> bool:
    """Is a line to be looked at again?"""
    if min(text.scores, default=0.0) < _SURE or text.passed_over > _PASSED_OVER:
        return True
    numbers = (at for match in _NUMBER.finditer(text.text) for at in range(*match.span()))
    if any(text.scores[at] < _SURE_NUMBER for at in numbers):
        return True
    return any(not _holds_together(number) for number in _LONG_NUMBER.findall(text.text))


def _is_half_read(text: Recognised, crop: Image) -> bool:
    """Is one Chinese character told of a crop that has room for two?"""
    return len(text.text) == 1 and text.text > "\u3400" and crop.shape[1] > _ONE * crop.shape[0]


def _holds_together(number: str) -> bool:
    """Would a long number show it if the first look, however sure, had lost a digit of it?"""
    return bool(_DATE.fullmatch(number)) or (len(number) == 18 and has_valid_check_digit(number))


def _better(first: Recognised, second: Recognised) -> Recognised:
    """The one of two looks at a line that stands, with the other as its rival."""
    lost = _YEAR.search(first.text) and not _YEAR.search(second.text)
    stands = first.confidence > second.confidence + (-_BETTER if lost else _BETTER)
    one, other = squeezed(first.text), squeezed(second.text)
    stands = _doubles(other, one) or (stands and not _doubles(one, other))
    best, rival = (first, second) if stands else (second, first)
    return replace(best, rival=rival.text)


def _doubles(short: str, long: str) -> bool:
    """Is one of two equal Chinese letters, 浩浩, missing from the shorter reading alone?"""
    return len(long) == len(short) + 1 and any(
        a == b and a.isalpha() and not a.isascii() and long[:at] + long[at + 1 :] == short
        for at, (a, b) in enumerate(pairwise(long), 1)
    )


def _model(model_dir: Path) -> openvino.Model:
    return openvino.Core().read_model(str(model_dir / "inference.onnx"))


def _compiled(model: openvino.Model, settings: Settings) -> Network:
    """A model ready to run, one request at a time on the threads of the settings."""
    core = openvino.Core()
    capable = "BF16" in core.get_property("CPU", "OPTIMIZATION_CAPABILITIES") and _bf16_pays()
    config = {
        "INFERENCE_NUM_THREADS": settings.threads,
        "NUM_STREAMS": 1,
        "PERFORMANCE_HINT": "LATENCY",
        "ENABLE_CPU_PINNING": False,  # or all processes take the same core
        "INFERENCE_PRECISION_HINT": "bf16" if settings.reduced_precision and capable else "f32",
    }
    compiled: Network = core.compile_model(model, "CPU", config)
    return compiled


def _bf16_pays(processor: Path = Path("/proc/cpuinfo")) -> bool:
    """Is bfloat16 faster than single precision here?

    Intel's processors of several generations can do it without their matrix unit, at two thirds of
    the speed of single precision; a virtual machine may hide that unit. Where the system doesn't
    tell, single precision is used.
    """
    told = processor.read_text("utf-8", errors="replace") if processor.exists() else ""
    return "amx_bf16" in told or ("AuthenticAMD" in told and "avx512_bf16" in told)


def _lowered(model: openvino.Model, height: int) -> bool:
    """Make a recognition model read crops of a smaller height; False when it can't.

    In training its last layer takes the mean over all rows that are left, whatever their number;
    the exported model has the number for HEIGHT written into that layer.
    """
    rows = ctc.HEIGHT // 16
    for node in model.get_ordered_ops():
        if node.get_type_name() != "AvgPool" or node.get_attributes()["kernel"][0] != rows:
            continue
        kernel = [height // 16, node.get_attributes()["kernel"][1]]
        mean = opset15.avg_pool(
            node.input_value(0), kernel, [0, 0], [0, 0], kernel, True, "floor", "explicit"
        )
        for target in node.output(0).get_target_inputs():
            target.replace_source_output(mean.output(0))
    try:
        model.reshape([-1, 3, height, -1])
    except RuntimeError:  # another architecture
        return False
    return True


def _configuration(model_dir: Path) -> dict[str, Any]:
    loaded: dict[str, Any] = yaml.load(
        (model_dir / "inference.yml").read_text("utf-8"), Loader=yaml.CSafeLoader
    )
    return loaded


def _thresholds(model_dir: Path) -> detection.Thresholds:
    given = _configuration(model_dir)["PostProcess"]
    return detection.Thresholds(given["thresh"], given["box_thresh"], given["unclip_ratio"])


def _characters(model_dir: Path) -> list[str]:
    """The characters of the classes after the first; the last class is the space."""
    return [*_configuration(model_dir)["PostProcess"]["character_dict"], " "]
