"""What is being done, told to whoever watches."""

from collections.abc import Callable
from dataclasses import dataclass
from enum import StrEnum


class Stage(StrEnum):
    """The verbs of the way from file to report."""

    INSPECT = "inspect"
    TURN = "turn"
    READ = "read"
    PHOTO = "photo"
    INDEX = "index"
    REPORT = "report"

    @property
    def zh(self) -> str:
        """The verb in Chinese."""
        return _VERBS[self]


_VERBS = {
    Stage.INSPECT: "检查扫描件",
    Stage.TURN: "辨认方向",
    Stage.READ: "识别文字",
    Stage.PHOTO: "检查照片",
    Stage.INDEX: "建立名单索引",
    Stage.REPORT: "生成报告",
}


@dataclass(frozen=True, slots=True)
class Step:
    """Page `page` of `pages` of a file is about to go through a stage."""

    stage: Stage
    file: str
    page: int
    pages: int


Progress = Callable[[Step], None]


def unwatched(step: Step) -> None:
    """Tell nobody."""
