"""How often one may ask: a bucket each, in this process, that fills again as time goes by."""

import math
import time
from threading import Lock

from models.errors import TooMany
from models.findings import found

_REMEMBERED = 10_000  # buckets; one that is forgotten was full, or nearly so


class Rates:
    """Buckets by name, each of `most` requests a minute."""

    def __init__(self, most: int) -> None:
        self._most = most
        self._left: dict[str, tuple[float, float]] = {}  # requests, and when that was so
        self._lock = Lock()

    def take(self, name: str) -> None:
        """One request. Raises TooMany with the seconds after which there is room."""
        now = time.monotonic()
        with self._lock:
            left, since = self._left.pop(name, (float(self._most), now))
            left = min(self._most, left + (now - since) * self._most / 60)
            self._left[name] = (max(0.0, left - 1) if left >= 1 else left, now)
            if len(self._left) > _REMEMBERED:
                self._left.pop(next(iter(self._left)))
        if left < 1:
            error = TooMany(found("API_TOO_MANY", most=self._most))
            error.retry_seconds = math.ceil((1 - left) * 60 / self._most)
            raise error
