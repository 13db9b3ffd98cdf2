"""The OCR systems that are measured beside each other, each as a reader of one page image."""

import os
import shutil
import subprocess
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

import numpy as np

from models.box import Box
from models.settings import Settings, prepare_libraries
from ocr.engine import Image
from ocr.frame import Frame
from ocr.page import PageText, Run

Reader = Callable[[Image, float], PageText]


@dataclass(frozen=True, slots=True)
class System:
    """One system: its name, how many processes share the pages, and what makes its reader."""

    name: str
    processes: int
    load: Callable[[Settings], Reader]


def systems(settings: Settings) -> list[System]:
    """All that can run here, our default first."""
    found = [
        System("zhenghe, openvino (default)", settings.workers, _openvino),
        System("zhenghe, paddleocr engine", settings.workers, _paddle),
        System("PaddleOCR as it comes", 1, _stock_paddleocr),
        System("RapidOCR as it comes", 1, _stock_rapidocr),
    ]
    if shutil.which("tesseract"):
        found.append(System("Tesseract chi_sim", settings.workers, _tesseract))
    return found


def _ours(settings: Settings, engine: str) -> Reader:
    from ocr.engines import load_engine
    from ocr.page import read_image

    chosen = settings.model_copy(update={"engine": engine})
    prepare_libraries(chosen)
    loaded = load_engine(chosen)
    return lambda image, scale: read_image(image, scale, loaded)


def _openvino(settings: Settings) -> Reader:
    return _ours(settings, "openvino")


def _paddle(settings: Settings) -> Reader:
    return _ours(settings, "paddleocr")


def _stock_paddleocr(settings: Settings) -> Reader:
    """PaddleOCR(...).predict at its defaults, on onnxruntime with the same weights."""
    prepare_libraries(settings.model_copy(update={"threads": os.cpu_count() or 1}))
    from paddleocr import PaddleOCR

    from ocr.weights import model_dirs, model_name

    detection, recognition = model_dirs(settings)
    pipeline = PaddleOCR(
        text_detection_model_name=model_name(detection),
        text_detection_model_dir=str(detection),
        text_recognition_model_name=model_name(recognition),
        text_recognition_model_dir=str(recognition),
        use_doc_orientation_classify=False,  # these three ask for models that have to be downloaded
        use_doc_unwarping=False,
        use_textline_orientation=False,
        engine="onnxruntime",
        device="cpu",
    )

    def read(image: Image, scale: float) -> PageText:
        result = pipeline.predict(np.ascontiguousarray(image[:, :, ::-1]))[0]
        lines = zip(result["rec_polys"], result["rec_texts"], result["rec_scores"], strict=True)
        return _page(image, scale, list(lines))

    return read


def _stock_rapidocr(settings: Settings) -> Reader:
    """RapidOCR at its defaults; its wheel brings the same weights."""
    prepare_libraries(settings.model_copy(update={"threads": os.cpu_count() or 1}))
    from rapidocr import RapidOCR

    pipeline = RapidOCR()

    def read(image: Image, scale: float) -> PageText:
        result: Any = pipeline(np.ascontiguousarray(image[:, :, ::-1]))
        if result.boxes is None:
            return _page(image, scale, [])
        lines = zip(result.boxes, result.txts, result.scores, strict=True)
        return _page(image, scale, list(lines))

    return read


def _tesseract(settings: Settings) -> Reader:
    """The program of that name, one thread each, with its model for simplified Chinese."""
    import cv2

    def read(image: Image, scale: float) -> PageText:
        png = cv2.imencode(".png", image[:, :, ::-1])[1].tobytes()
        table = subprocess.run(
            ["tesseract", "-", "-", "-l", "chi_sim", "--dpi", "200", "tsv"],
            input=png,
            capture_output=True,
            check=True,
            env={**os.environ, "OMP_THREAD_LIMIT": "1"},
        ).stdout.decode()
        lines: dict[tuple[str, ...], list[tuple[str, float, list[int]]]] = {}
        for row in table.splitlines()[1:]:
            cells = row.split("\t")
            if cells[0] == "5" and cells[11].strip():
                word = cells[11].strip(), float(cells[10]) / 100, [int(c) for c in cells[6:10]]
                lines.setdefault(tuple(cells[1:5]), []).append(word)
        return _page(image, scale, [_joined(words) for words in lines.values()])

    return read


def _joined(words: list[tuple[str, float, list[int]]]) -> tuple[Any, str, float]:
    """The words of one line as its corners, text and score."""
    x0, y0 = (min(box[i] for _, _, box in words) for i in (0, 1))
    x1, y1 = (max(box[i] + box[i + 2] for _, _, box in words) for i in (0, 1))
    corners = np.asarray([(x0, y0), (x1, y0), (x1, y1), (x0, y1)], np.float32)
    return corners, "".join(text for text, _, _ in words), min(score for _, score, _ in words)


def _page(image: Image, scale: float, lines: list[tuple[Any, str, float]]) -> PageText:
    """What a system tells, in our terms; characters are taken to be evenly spaced."""
    height, width = image.shape[:2]
    runs = []
    for corners, text, score in lines:
        if text:
            (x0, y0), (x1, y1) = corners.min(axis=0) * scale, corners.max(axis=0) * scale
            box = Box(float(x0), float(y0), float(x1), float(y1))
            centres = tuple(box.x0 + (i + 0.5) / len(text) * box.width for i in range(len(text)))
            runs.append(Run(text, float(score), box, centres))
    return PageText(Frame(0, 0.0, width * scale, height * scale), tuple(runs))
