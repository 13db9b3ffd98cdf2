"""`zhenghe serve`: the service on one machine, its workers inside."""

import contextlib
import logging
import socket
from collections.abc import Iterator
from threading import Thread

import uvicorn

from cli.style import stderr
from models.errors import PartMissing
from models.findings import found
from models.settings import load_settings
from web.app import make_app
from web.provider import look_at
from web.service import Service
from workers.children import Children
from workers.log import set_up_logs
from workers.metrics import watch_queue
from workers.queue_worker import QueueWorker
from workers.start import check_start, opened

_GRACE_SECONDS = 10


def serve_command() -> None:
    """启动服务：网页、接口和后台检查，都在本机。Run the service: pages, API and workers.

    例 Example: zhenghe serve
    """
    settings = load_settings()
    set_up_logs()
    check_start(settings)
    with (
        _listening(settings.web_host, settings.web_port) as listener,
        opened(settings) as (store, files),
        QueueWorker(store, files, settings) as worker,
        # What somebody looks at doesn't wait behind what is read.
        Children(settings.model_copy(update={"workers": 1})) as children,
    ):
        watch_queue(store)
        pages = make_app(Service(store, files, settings, worker.dispatcher.wake, children))
        # Nobody waits for a provider that is down: passwords do without it.
        Thread(target=look_at, args=(pages.state.provider,), daemon=True).start()
        host, port = listener.getsockname()[:2]
        stderr().print(f"证核 Zhenghe  http://{host}:{port}  (Ctrl-C 停止 stops)", markup=False)
        logging.getLogger(__name__).info("worker %s serves on port %d", worker.name, port)
        config = uvicorn.Config(
            pages,
            log_config=None,
            server_header=False,
            timeout_graceful_shutdown=_GRACE_SECONDS,
        )
        uvicorn.Server(config).run(sockets=[listener])


@contextlib.contextmanager
def _listening(host: str, port: int) -> Iterator[socket.socket]:
    """The port, held before anything heavy begins. Raises PartMissing when it is taken."""
    try:
        listener = socket.create_server((host, port))
    except OSError as error:
        problem = error.strerror or str(error)
        raise PartMissing(found("PORT_TAKEN", place=f"{host}:{port}", problem=problem)) from error
    with listener:
        yield listener
