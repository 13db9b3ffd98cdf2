"""How much of a background is white."""

from io import BytesIO

import numpy as np
from PIL import Image

from intake.photo.pixels import Colours, Mask, shrink

_WHITE = 245  # the least value of each colour that is taken for white
_RINGING_PX = 2.0  # how far from the person a JPEG's ripples reach


def white_share(photo: bytes | Colours, background: Mask) -> float:
    """The share (0 to 1) of the background that is white, clear of the person; 0 without any."""
    colours = np.asarray(Image.open(BytesIO(photo))) if isinstance(photo, bytes) else photo
    clear = shrink(background, _RINGING_PX)
    if not clear.any():
        return 0.0
    return round(float((colours[clear].min(axis=1) >= _WHITE).mean()), 4)
