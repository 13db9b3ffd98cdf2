"""A photo small enough to be shown, and with the places of its findings marked."""

from io import BytesIO

from PIL import Image, ImageDraw, ImageFont

from intake.photo.open import Picture
from models.box import Box
from models.findings import Finding
from models.photos import PhotoView

_SIDE_PX = 800
_QUALITY = 85
_RED, _WHITE = (214, 24, 36), (255, 255, 255)
_LINE = 1 / 200  # of the longer side
_LABEL = 1 / 28


def view_of(picture: Picture, findings: tuple[Finding, ...]) -> PhotoView | None:
    """The picture as it is displayed, to be shown beside findings; None when none has a place."""
    if not places(findings):
        return None
    image = Image.fromarray(picture.colours)
    image.thumbnail((_SIDE_PX, _SIDE_PX))
    file = BytesIO()
    image.save(file, "JPEG", quality=_QUALITY)
    return PhotoView(file.getvalue(), picture.width_px, picture.height_px)


def places(findings: tuple[Finding, ...]) -> tuple[tuple[Box, tuple[Finding, ...]], ...]:
    """Each place with the findings that are seen there, in their order."""
    there: dict[Box, tuple[Finding, ...]] = {}
    for finding in findings:
        if finding.evidence and finding.evidence.box:
            box = finding.evidence.box
            there[box] = (*there.get(box, ()), finding)
    return tuple(there.items())


def marked(view: PhotoView, findings: tuple[Finding, ...]) -> bytes:
    """A PNG with each place outlined and numbered from 1, in the order of `places`."""
    image = Image.open(BytesIO(view.jpeg)).convert("RGB")
    draw = ImageDraw.Draw(image)
    scale = max(image.size) / max(view.width_px, view.height_px)
    for number, (box, _) in enumerate(places(findings), 1):
        _mark(draw, image.size, box, scale, str(number))
    file = BytesIO()
    image.save(file, "PNG", optimize=True)
    return file.getvalue()


def _mark(
    draw: ImageDraw.ImageDraw, size: tuple[int, int], box: Box, scale: float, label: str
) -> None:
    """An outline of red between white, which is seen on any ground, and a number in its corner."""
    line = max(round(_LINE * max(size)), 2)
    x0, y0 = max(box.x0 * scale, line), max(box.y0 * scale, line)
    x1, y1 = min(box.x1 * scale, size[0] - 1 - line), min(box.y1 * scale, size[1] - 1 - line)
    x1, y1 = max(x1, x0 + 1), max(y1, y0 + 1)
    draw.rectangle((x0 - line, y0 - line, x1 + line, y1 + line), outline=_WHITE, width=3 * line)
    draw.rectangle((x0, y0, x1, y1), outline=_RED, width=line)
    radius = max(_LABEL * max(size), 8)
    x, y = max(x0, radius), max(y0, radius)
    draw.ellipse(
        (x - radius, y - radius, x + radius, y + radius), fill=_RED, outline=_WHITE, width=line
    )
    font = ImageFont.load_default(1.3 * radius)
    draw.text((x, y), label, fill=_WHITE, font=font, anchor="mm")
