"""Pages for the tests: certificate-like sheets, and what scanners make of them."""

import io
import random
from dataclasses import dataclass

import cv2
import numpy as np
import pymupdf
from PIL import Image

FONT = pymupdf.Font("cjk")
WORDS = (
    *("姓名", "性别", "出生年月", "身份证号码", "工作单位", "资格名称", "专业名称", "评审时间"),
    *(
        "证书编号",
        "发证单位",
        "批准文号",
        "贵州省人力资源和社会保障厅",
        "高级工程师",
        "建筑工程管理",
    ),
    *("助理工程师", "专业技术职务任职资格证书", "经评审委员会评审通过具备任职资格特发此证"),
)


@dataclass(frozen=True)
class Look:
    """What happens between the paper and the file; sigma and widths in pixels at 150 DPI."""

    dpi: int = 150
    blur: float = 0.0
    light: float = 1.0
    fade: float = 0.0
    skew: float = 0.0
    noise: float = 2.0
    quality: int = 85
    fax: bool = False
    tint: tuple[float, float, float] = (1.0, 1.0, 1.0)
    border: int = 0
    cut: str = ""


def sheet(seed: int, landscape: bool | None = None) -> pymupdf.Document:
    """One invented page: lines of text, often a frame, a seal, a tinted or patterned ground."""
    rng = random.Random(f"sheet/{seed}")
    wide = rng.random() < 0.3 if landscape is None else landscape
    width, height = (842, 595) if wide else (595, 842)
    if rng.random() < 0.2:
        width, height = width * 0.71, height * 0.71
    document = pymupdf.open()
    page = document.new_page(width=width, height=height)
    _ground(page, rng)
    writer = pymupdf.TextWriter(page.rect)
    margin = rng.uniform(45, 75)
    size = rng.choice((10.5, 12, 14, 16, 18))
    writer.append((width * 0.3, margin + 30), "职称证书", FONT, rng.choice((22, 30, 36)))
    y = margin + 30 + size * 3
    last = height - margin if rng.random() < 0.6 else height * rng.uniform(0.35, 0.8)
    while y < last:
        text = ""
        while rng.random() < 0.75 or not text:
            longer = text + rng.choice(WORDS) + rng.choice(("：", "  ", " ", "2013", "19870512"))
            if FONT.text_length(longer, size) > width - 2 * margin:
                break
            text = longer
        writer.append((margin, y), text, FONT, size)
        y += size * rng.uniform(1.5, 2.6)
    writer.write_text(page)
    if rng.random() < 0.6:
        _seal(page, pymupdf.Point(width * rng.uniform(0.3, 0.75), height * rng.uniform(0.5, 0.8)))
    return document


def _ground(page: pymupdf.Page, rng: random.Random) -> None:
    kind = rng.choice(("plain", "plain", "frame", "double", "ornaments", "guilloche"))
    rect = page.rect

    def inside(inset: float) -> pymupdf.Rect:
        return pymupdf.Rect(inset, inset, rect.width - inset, rect.height - inset)

    if kind in ("frame", "double", "guilloche"):
        inset = rng.choice((2, 12, 25))
        colour = rng.choice(((0.6, 0.1, 0.1), (0.1, 0.3, 0.5), (0.5, 0.4, 0.1)))
        page.draw_rect(inside(inset), color=colour, width=rng.uniform(1, 6))
    if kind == "double":
        page.draw_rect(inside(18), color=(0.5, 0.4, 0.1), width=1)
    if kind == "ornaments":  # a row of motifs that the edge of the glass cuts
        step = rng.uniform(10, 18)
        for i in range(int(rect.width / step) + 1):
            for y in (4, rect.height - 4):
                page.draw_circle((i * step, y), step * 0.35, color=(0.6, 0.1, 0.1), width=1.5)
        for i in range(int(rect.height / step) + 1):
            for x in (4, rect.width - 4):
                page.draw_circle((x, i * step), step * 0.35, color=(0.6, 0.1, 0.1), width=1.5)
    if kind == "guilloche":
        colour = rng.choice(((0.80, 0.88, 0.80), (0.92, 0.80, 0.82), (0.80, 0.86, 0.93)))
        for k in range(40):
            ys = rect.height * k / 40 + 14 * np.sin(np.arange(0, rect.width + 12, 12) / 30 + k)
            points = [(12 * i, y) for i, y in enumerate(ys)]
            page.draw_polyline(points, color=colour, width=0.7)


def _seal(page: pymupdf.Page, middle: pymupdf.Point) -> None:
    red = (0.85, 0.12, 0.12)
    page.draw_circle(middle, 55, color=red, width=3, stroke_opacity=0.8)
    page.draw_circle(middle, 12, color=red, fill=red, stroke_opacity=0.8, fill_opacity=0.8)
    writer = pymupdf.TextWriter(page.rect)
    writer.append(pymupdf.Point(middle.x - 40, middle.y + 35), "职称改革领导小组", FONT, 10)
    writer.write_text(page, color=red)


def scanned(document: pymupdf.Document, look: Look, seed: int = 0) -> np.ndarray:
    """The first page as a scanner sees it: RGB."""
    rng = np.random.default_rng(seed)
    drawn = document[0].get_pixmap(dpi=look.dpi, alpha=False)
    image = np.frombuffer(drawn.samples, np.uint8).reshape(drawn.height, drawn.width, 3)
    image = image.astype(np.float32)
    image = (255 - (255 - image) * (1 - look.fade)) * np.array(look.tint, np.float32)
    height, width = image.shape[:2]
    if look.skew:
        turn = cv2.getRotationMatrix2D((width / 2, height / 2), look.skew, 1)
        image = cv2.warpAffine(image, turn, (width, height), borderValue=(245, 245, 245))
    if look.cut:
        image = {
            "left": image[:, int(width * 0.2) :],
            "right": image[:, : int(width * 0.55)],
            "top": image[int(height * 0.152) :],
            "bottom": image[: int(height * 0.552)],
        }[look.cut]
    if look.blur:
        image = cv2.GaussianBlur(image, (0, 0), look.blur * look.dpi / 150)
    if look.border:
        image[:, : look.border] = 25
        image[: look.border // 2] = 40
    image = image * look.light + rng.normal(0, look.noise, image.shape[:2])[:, :, None]
    image = np.clip(image, 0, 255).astype(np.uint8)
    if look.fax:
        grey = cv2.cvtColor(image, cv2.COLOR_RGB2GRAY)
        return np.repeat(np.where(grey > 140, 255, 0).astype(np.uint8)[:, :, None], 3, axis=2)
    return image


def jpeg(image: np.ndarray, quality: int = 85) -> bytes:
    """The image as JPEG bytes."""
    out = io.BytesIO()
    Image.fromarray(image).save(out, "JPEG", quality=quality)
    return out.getvalue()


def as_pdf(image: np.ndarray, dpi: float, quality: int = 85) -> bytes:
    """A PDF whose page is the image."""
    height, width = image.shape[:2]
    document = pymupdf.open()
    page = document.new_page(width=width * 72 / dpi, height=height * 72 / dpi)
    page.insert_image(page.rect, stream=jpeg(image, quality), keep_proportion=False)
    return document.tobytes()


def through_jpeg(image: np.ndarray, quality: int) -> np.ndarray:
    """What JPEG leaves of the image."""
    return np.asarray(Image.open(io.BytesIO(jpeg(image, quality))))


def ordinary(seed: int) -> Look:
    """What scanners in offices do to a good page."""
    rng = random.Random(f"look/{seed}")
    return Look(
        dpi=rng.choice((150, 200)),
        blur=rng.uniform(0.0, 0.8),
        light=rng.uniform(0.8, 1.0),
        fade=rng.uniform(0.0, 0.35),
        skew=rng.uniform(-1.3, 1.3),
        noise=rng.uniform(0.5, 6.0),
        quality=rng.choice((60, 75, 90)),
        fax=rng.random() < 0.15,
        tint=rng.choice(((1.0, 1.0, 1.0), (0.98, 0.93, 0.78), (0.95, 0.88, 0.66))),
        border=rng.choice((0, 0, 0, 8, 25)),
    )
