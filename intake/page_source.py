"""Where a page's content comes from, and the resolution of the scan on it."""

from dataclasses import dataclass

from models.box import Box
from models.documents import PageFacts, PageSource
from models.findings import Finding, found
from models.settings import Settings

_HANDFUL = 20  # visible characters that a scanning app or an archive may stamp on a scan
_FEW = 40  # visible characters beside which a page-covering image is still the document
_COVERS = 0.5  # share of the page from which an image is the page
_GOOD_PART = 0.1  # the same when the image is the page's only content: a small booklet on A4
_SAME_DPI = 0.03


@dataclass(frozen=True, slots=True)
class PlacedImage:
    """An image as drawn on a page: its pixels, its drawn size in points along them, and its box.

    sideways: its rows run down the page as displayed.
    """

    width_px: int
    height_px: int
    width: float
    height: float
    box: Box
    sideways: bool = False

    @property
    def dpi(self) -> tuple[float, float]:
        """The lower and the higher of its two resolutions, as displayed."""
        across = self.width_px * 72 / self.width if self.width else 0.0
        down = self.height_px * 72 / self.height if self.height else 0.0
        return min(across, down), max(across, down)

    @property
    def area(self) -> float:
        return self.box.width * self.box.height


@dataclass(frozen=True, slots=True)
class PageContent:
    """What stands on a page; width and height in points as displayed.

    largest_pixels is that of the largest image the page names, drawn or not. characters counts
    visible ones. drawings: there are lines or areas beside images and text.
    """

    number: int
    width: float
    height: float
    largest_pixels: int = 0
    images: tuple[PlacedImage, ...] = ()
    characters: int = 0
    drawings: bool = False


@dataclass(frozen=True, slots=True)
class _Scan:
    """The image, or the strips of one image, that make up a scan; dpi lower and higher."""

    width_px: int
    height_px: int
    dpi: tuple[float, float]


def size_problem(
    content: PageContent, settings: Settings, dpi: float | None = None
) -> Finding | None:
    """PAGE_TOO_LARGE when an image, the page, or the page drawn at dpi is beyond the settings."""
    longest = max(content.width, content.height)
    pixels = max(content.largest_pixels, _pixels(content, dpi or 0))
    if longest <= settings.page_points_max and pixels <= settings.page_pixels_max:
        return None
    return found(
        "PAGE_TOO_LARGE",
        page=content.number,
        width_cm=content.width / 72 * 2.54,
        height_cm=content.height / 72 * 2.54,
        megapixels=max(pixels, _pixels(content, settings.render_dpi)) / 1e6,
        most_cm=settings.page_points_max / 72 * 2.54,
        most_megapixels=settings.page_pixels_max / 1e6,
    )


def _pixels(content: PageContent, dpi: float) -> float:
    """Pixels of the page when it is drawn."""
    return content.width * content.height * (dpi / 72) ** 2


def facts_of(content: PageContent, settings: Settings) -> PageFacts:
    """Classify a page and state its resolution."""
    source, scan = _classified(content)
    if scan is None:
        scale = settings.render_dpi / 72
        width, height = round(content.width * scale), round(content.height * scale)
        return PageFacts(content.number, width, height, None, source)
    lower, higher = scan.dpi
    only_higher = higher > _highest(settings) and lower >= _lowest(settings)
    dpi = round(higher if only_higher else lower, 1)
    return PageFacts(content.number, scan.width_px, scan.height_px, dpi, source)


def dpi_findings(content: PageContent, settings: Settings) -> tuple[Finding, ...]:
    """DPI_TOO_LOW or DPI_TOO_HIGH where the page is a scan; other pages have no resolution."""
    source, scan = _classified(content)
    if scan is None or (source is not PageSource.SCAN and content.characters > _FEW):
        return ()
    lower, higher = scan.dpi
    page, lowest, highest = content.number, settings.dpi_min, settings.dpi_max
    if lower < _lowest(settings):
        low = found("DPI_TOO_LOW", page=page, measured=lower, lowest=lowest, highest=highest)
        return (low,)
    if higher > _highest(settings):
        high = found("DPI_TOO_HIGH", page=page, measured=higher, lowest=lowest, highest=highest)
        return (high,)
    return ()


def _lowest(settings: Settings) -> float:
    return settings.dpi_min * (1 - settings.dpi_tolerance)


def _highest(settings: Settings) -> float:
    return settings.dpi_max * (1 + settings.dpi_tolerance)


def _classified(content: PageContent) -> tuple[PageSource, _Scan | None]:
    share = sum(image.area for image in content.images) / (content.width * content.height)
    alone = content.characters <= _HANDFUL and not content.drawings
    if share < (_GOOD_PART if alone else _COVERS):
        return PageSource.TEXT, None
    source = PageSource.SCAN if content.characters <= _HANDFUL else PageSource.MIXED
    return source, _scan_of(content.images)


def _scan_of(images: tuple[PlacedImage, ...]) -> _Scan:
    """The finest layer that takes up half of what all images cover.

    A scan may be cut in strips, have a small logo on it, or be compressed in layers, the paper
    coarse and the writing fine.
    """
    layers: list[list[PlacedImage]] = []
    for image in sorted(images, key=lambda image: image.dpi):
        if layers and _alike(layers[-1][0].dpi, image.dpi):
            layers[-1].append(image)
        else:
            layers.append([image])
    areas = [sum(image.area for image in layer) for layer in layers]
    most = max(areas)
    layer = [layer for layer, area in zip(layers, areas, strict=True) if area >= most / 2][-1]
    return _joined(layer)


def _alike(one: tuple[float, float], other: tuple[float, float]) -> bool:
    return all(abs(a - b) <= _SAME_DPI * max(a, b) for a, b in zip(one, other, strict=True))


def _joined(layer: list[PlacedImage]) -> _Scan:
    """One image as it is; strips by the size of the whole at their mean resolution."""
    largest = max(layer, key=lambda image: image.area)
    if len(layer) == 1:
        width, height = largest.width_px, largest.height_px
        return _Scan(*((height, width) if largest.sideways else (width, height)), largest.dpi)
    lower, higher = (sum(image.dpi[i] * image.area for image in layer) for i in (0, 1))
    area = sum(image.area for image in layer)
    dpi = (lower / area, higher / area)
    box = layer[0].box
    for image in layer:
        box = box.union(image.box)
    return _Scan(round(box.width * dpi[0] / 72), round(box.height * dpi[0] / 72), dpi)
