"""A progress bar on standard error while files or a submission are worked on."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager

from rich.progress import (
    BarColumn,
    MofNCompleteColumn,
    ProgressColumn,
    Task,
    TaskID,
    TextColumn,
    TimeElapsedColumn,
    TimeRemainingColumn,
)
from rich.progress import Progress as Bar
from rich.text import Text

from cli.style import stderr
from workers.progress import Step


class Watcher:
    """Draws what is being done: the pages of one file, or the number of files when there are more.

    Files are worked on side by side, so that with several of them the pages of one tell little.
    """

    def __init__(self, bar: Bar, files: int, prefix: str) -> None:
        self._bar = bar
        self._files = files
        self._prefix = prefix
        total = files if files > 1 else None
        self._task: TaskID = bar.add_task(f"{prefix}准备 starting", total=total)

    def __call__(self, step: Step) -> None:
        """See workers.progress.Progress."""
        doing = f"{self._prefix}{step.stage.zh} {step.stage} {step.file}"
        if self._files > 1:
            self._bar.update(self._task, description=doing)
        else:
            self._bar.update(
                self._task, description=doing, completed=step.page - 1, total=step.pages
            )

    def file_done(self) -> None:
        """One more of several files is done."""
        if self._files > 1:
            self._bar.advance(self._task)


def _bar(doing: str, *times: ProgressColumn) -> Bar:
    """A bar that goes away at the end; without a terminal nothing is drawn."""
    return Bar(
        TextColumn(doing),
        BarColumn(bar_width=30),
        MofNCompleteColumn(),
        *times,
        console=stderr(),
        transient=True,
        redirect_stdout=False,
        redirect_stderr=False,
        disable=not stderr().is_terminal,
    )


@contextmanager
def watched(files: int = 1, prefix: str = "") -> Iterator[Watcher]:
    """A watcher of the work on so many files.

    The bar goes away at the end, so that results can be printed; without a terminal nothing is
    drawn. prefix stands before the stage, such as "2/5 ".
    """
    with _bar("{task.description}", TimeElapsedColumn()) as bar:
        yield Watcher(bar, files, prefix)


class _Rate(ProgressColumn):
    """So many a second."""

    def __init__(self, unit: str) -> None:
        super().__init__()
        self._unit = unit

    def render(self, task: Task) -> Text:
        return Text(f"{task.speed or 0:,.0f} {self._unit}/s", "dim")


@contextmanager
def rows_watched(
    total: int, doing: str = "导入 importing", unit: str = "行"
) -> Iterator[Callable[[int, int], None]]:
    """A bar for the rows of a table, with rows a second and the time left.

    Gives what is to be called with the rows that are done and the rows there are.
    """
    with _bar(doing, _Rate(unit), TimeElapsedColumn(), TimeRemainingColumn()) as bar:
        task = bar.add_task("", total=total)
        yield lambda done, there: bar.update(task, completed=done, total=max(done, there))
