"""PaddleOCR as an engine: its text detection and text recognition modules on onnxruntime."""

from collections.abc import Sequence
from typing import Any

import numpy as np
from paddleocr import TextDetection, TextRecognition

from models.settings import Settings
from ocr.engine import Image, Quad, Recognised
from ocr.weights import model_dirs, model_name

_BATCH = 8


class PaddleEngine:
    """The engine of the embedded default. Loading takes seconds; keep one for a process."""

    def __init__(self, settings: Settings) -> None:
        detection, recognition = model_dirs(settings)
        common: dict[str, Any] = {
            "engine": "onnxruntime",
            "device": "cpu",
            "engine_config": {"intra_op_num_threads": settings.threads},
        }
        self._detection = TextDetection(
            model_name=model_name(detection),
            model_dir=str(detection),
            limit_side_len=settings.detection_side_max,
            limit_type="max",
            **common,
        )
        self._recognition = TextRecognition(
            model_name=model_name(recognition), model_dir=str(recognition), **common
        )

    def detect(self, image: Image) -> list[Quad]:
        """See Engine.detect."""
        result = self._detection.predict(np.ascontiguousarray(image[:, :, ::-1]))[0]
        return [np.asarray(quad, np.float32) for quad in result["dt_polys"]]

    def recognise(self, crops: Sequence[Image]) -> list[Recognised]:
        """See Engine.recognise."""
        # Of like width together: a batch is padded to its widest crop. PaddleX also needs them
        # narrow to wide for the places of the characters to be right.
        order = sorted(range(len(crops)), key=lambda i: crops[i].shape[1] / crops[i].shape[0])
        images = [np.ascontiguousarray(crops[i][:, :, ::-1]) for i in order]
        answers: dict[int, Recognised] = {}
        for start in range(0, len(images), _BATCH):
            results = self._recognition.predict(
                images[start : start + _BATCH], batch_size=_BATCH, return_word_box=True
            )
            for i, result in zip(order[start : start + _BATCH], results, strict=True):
                answers[i] = _recognised(result)
        return [answers[i] for i in range(len(crops))]


def _recognised(result: dict[str, Any]) -> Recognised:
    """The answer of PaddleX, its columns turned into shares of the crop's width."""
    text, (columns, _, places, _) = result["rec_text"]
    centres = [(float(place) + 0.5) / max(columns, 1.0) for word in places for place in word]
    if len(centres) != len(text):  # never seen; even spacing is better than no reading
        centres = [(i + 0.5) / len(text) for i in range(len(text))]
    offsets = tuple(min(centre, 1.0) for centre in centres)
    return Recognised(str(text), float(result["rec_score"]), offsets)
