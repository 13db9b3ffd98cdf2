"""What the photo tool made or measured, in a terminal."""

from pathlib import Path

from rich.table import Table
from rich.text import Text

from cli.style import plain, print_findings, stdout
from intake.files import shown
from intake.photo.view import places
from models.photos import Photo, PhotoOutcome, ReceiptState

_RECEIPTS = {
    ReceiptState.SIGNED: "相符，有本站签名 fits, signed",
    ReceiptState.FITS: "相符 fits",
    ReceiptState.DIFFERS: "不符 differs",
    ReceiptState.ABSENT: "没有 none",
}


def show_photo(outcome: PhotoOutcome) -> None:
    """What the photo tool made, or why it refused."""
    if photo := outcome.photo:
        stdout().print(
            Text.assemble(
                ("✓ ", "green"),
                (photo.file, "bold"),
                f"  {photo.width_px}×{photo.height_px}  {photo.bytes / 1024:.1f} KB",
                f"  白底 white {photo.background_white:.1%}",
            )
        )
    print_findings(outcome.findings, stdout(), indent=0 if outcome.photo is None else 2)


def show_check(outcome: PhotoOutcome) -> None:
    """The measures of a finished photo, a line each, and what was found."""
    if outcome.photo:
        stdout().print(plain(outcome.photo.file), style="bold")
        table = Table(box=None, padding=(0, 2), show_header=False)
        for name, value in _measures(outcome.photo):
            table.add_row(Text(name, "dim"), value)
        stdout().print(table)
    print_findings(outcome.findings, stdout(), indent=0 if outcome.photo is None else 2)


def _measures(photo: Photo) -> list[tuple[str, str]]:
    """Names and values, those left out that can't be told."""
    size = f"{photo.width_px}×{photo.height_px}"
    dpi = f"  {photo.dpi:g} dpi" if photo.dpi else ""
    rows = [
        ("文件大小 size", f"{photo.bytes / 1024:.1f} KB（{photo.bytes:,} bytes）"),
        ("尺寸 pixels", size + dpi),
        ("白色背景 white background", f"{photo.background_white:.1%}"),
    ]
    if measures := photo.measures:
        if measures.head_height is not None:
            rows.append(("头部占高度 head of the height", f"{measures.head_height:.0%}"))
        rows += [
            ("眼睛距上边 eyes below the top", f"{measures.eye_line:.0%}"),
            ("面部偏离中线 face aside", f"{measures.aside:+.1%}"),
            ("头部倾斜 tilt", f"{measures.tilt_degrees:+.1f}°"),
            ("两眼相距 between the eyes", f"{measures.eyes_px:.0f} px"),
        ]
    if photo.receipt:
        rows.append(("凭据 receipt", _RECEIPTS[photo.receipt]))
    return rows


def show_marks(outcome: PhotoOutcome, path: Path) -> None:
    """Which number on the marked picture stands for which findings."""
    there = places(outcome.findings)
    if not there:
        stdout().print("没有可以在照片上标出的位置 / Nothing to mark on the photo", style="dim")
        return
    numbers = (
        f"{number} {'、'.join(finding.code for finding in findings)}"
        for number, (_, findings) in enumerate(there, 1)
    )
    line = f"标记图 marked picture: {shown(path)}（{'；'.join(numbers)}）"
    stdout().print(line, style="bold", markup=False, soft_wrap=True)
