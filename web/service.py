"""What the pages work with."""

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Protocol

from models.accounts import Account
from models.settings import Settings
from models.work_store import WorkStore
from workers.children import Children
from workers.file_store import FileStore
from workers.jobs import Jobs
from workers.pictures import Pictures
from workers.queue_stages import Tools


@dataclass(frozen=True, slots=True)
class Service:
    """The open store, the files, a child for what pages show, a call to the workers, long work."""

    store: WorkStore
    files: FileStore
    settings: Settings
    wake: Callable[[], None]
    children: Children
    jobs: Jobs = field(default_factory=Jobs)

    @property
    def pictures(self) -> Pictures:
        """Pictures of pages."""
        return Pictures(self.store, self.files, self.children, self.settings)

    @property
    def tools(self) -> Tools:
        """What the stages of the queue work with."""
        return Tools(self.store, self.files, self.children, self.settings)


class Somebody(Protocol):
    """Who asks, in a browser or with a token: what both can do is written once."""

    @property
    def service(self) -> Service:
        """The service that is asked."""

    @property
    def who(self) -> Account:
        """Whose request it is."""
