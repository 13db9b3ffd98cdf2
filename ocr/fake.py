"""An engine that reads nothing and fails on demand: for tests and for trying out a site's limits.

`ZHENGHE_ENGINE=fake:FAULT` with a fault of `FAULTS`. The fault strikes on dark pages only (mean
below half), so a test decides by the picture which page of a document is hit; on all other pages
the engine answers with one line.
"""

import os
import time
from collections.abc import Sequence

import numpy as np

from ocr.engine import Image, Quad, Recognised

FAULTS = ("none", "die", "hang", "memory", "garbage", "few", "raise")


class FakeEngine:
    """See the module; fault is one of FAULTS."""

    def __init__(self, fault: str) -> None:
        self._fault = fault
        self._struck = False

    def detect(self, image: Image) -> list[Quad]:
        """See Engine.detect."""
        self._struck = self._fault != "none" and float(image.mean()) < 128
        if self._struck:
            self._strike()
        height, width = image.shape[:2]
        x, y = width / 4, height / 4
        return [np.asarray([(x, y), (3 * x, y), (3 * x, y + 40), (x, y + 40)], np.float32)]

    def recognise(self, crops: Sequence[Image]) -> list[Recognised]:
        """See Engine.recognise."""
        if self._struck and self._fault == "few":
            return []
        text = "\x00\ufffd�" if self._struck else "姓名：欧阳静怡"
        offsets = tuple((i + 0.5) / len(text) for i in range(len(text)))
        return [Recognised(text, 0.99, offsets) for _ in crops]

    def _strike(self) -> None:
        if self._fault == "die":
            os._exit(137)
        if self._fault == "hang":
            time.sleep(3600)
        if self._fault == "memory":
            hoard = []
            while True:
                hoard.append(np.ones(50_000_000, np.uint8))
        if self._fault == "raise":
            raise RuntimeError("the engine broke")
