"""What this machine can say of the parts around the queue: the broker, the disk."""

import shutil
from dataclasses import dataclass

from models.errors import PartMissing
from models.settings import Settings
from workers.queue_broker import check_broker

_TIGHT = 0.1  # of a disk


@dataclass(frozen=True, slots=True)
class Health:
    """broker: does it answer? None where there is none. free, size: of the disk with the data."""

    broker: bool | None
    free: int
    size: int

    @property
    def tight(self) -> bool:
        """Is the disk nearly full?"""
        return self.free < _TIGHT * self.size


def health(settings: Settings) -> Health:
    """Look at both; a broker that is down is waited for some seconds."""
    broker = None
    if settings.broker is not None:
        try:
            check_broker(settings.broker)
            broker = True
        except PartMissing:
            broker = False
    there = next(
        path for path in (settings.home, *settings.home.absolute().parents) if path.exists()
    )
    disk = shutil.disk_usage(there)
    return Health(broker, disk.free, disk.total)
