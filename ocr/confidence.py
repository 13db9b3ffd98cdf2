"""How likely a value is right: its evidence weighed, the weights learned from specimens.

`python -m benchmarks.calibrate` makes the weights (a logistic regression) and the curve that turns
their sum into a probability, and writes both into confidence.toml; docs/accuracy.md tells how good
they are on specimens that it has not seen.
"""

import math
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from importlib.resources import files

import numpy as np

_LEAST, _MOST = 0.01, 0.999  # nothing that was read is impossible, nothing certain


@dataclass(frozen=True, slots=True)
class Model:
    """Weights by name of evidence, and the curve from their sum to a probability."""

    weights: Mapping[str, float]
    sums: tuple[float, ...]
    probabilities: tuple[float, ...]

    def probability(self, evidence: Mapping[str, float]) -> float:
        """The probability, 0.01 to 0.999, that a value with this evidence is right."""
        total = math.fsum(self.weights[name] * strength for name, strength in evidence.items())
        likely = float(np.interp(total, self.sums, self.probabilities))
        return round(max(_LEAST, min(likely, _MOST)), 3)


@cache
def load_model() -> Model:
    """The model that came with this version."""
    data = tomllib.loads((files("ocr") / "confidence.toml").read_text("utf-8"))
    return Model(
        data["weights"], tuple(data["curve"]["sums"]), tuple(data["curve"]["probabilities"])
    )
