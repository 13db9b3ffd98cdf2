"""A progress bar on standard error while a file or a submission is worked on."""

from collections.abc import Iterator
from contextlib import contextmanager

from rich.progress import BarColumn, MofNCompleteColumn, TextColumn, TimeElapsedColumn
from rich.progress import Progress as Bar

from cli.style import stderr
from workers.progress import Progress, Step


@contextmanager
def watched(prefix: str = "") -> Iterator[Progress]:
    """A watcher that draws a bar over the pages of a file, with the stage's name.

    The bar goes away at the end, so that results can be printed; without a terminal nothing is
    drawn. prefix stands before the stage, such as "2/5 ".
    """
    with Bar(
        TextColumn("{task.description}"),
        BarColumn(bar_width=30),
        MofNCompleteColumn(),
        TimeElapsedColumn(),
        console=stderr(),
        transient=True,
        redirect_stdout=False,
        redirect_stderr=False,
        disable=not stderr().is_terminal,
    ) as bar:
        task = bar.add_task(f"{prefix}准备 starting", total=None)

        def watch(step: Step) -> None:
            bar.update(
                task,
                description=f"{prefix}{step.stage.zh} {step.stage} {step.file}",
                completed=step.page - 1,
                total=step.pages,
            )

        yield watch
