"""`zhenghe worker`: works on the queue until it is asked to stop."""

import logging
import time

from cli import boundary
from cli.style import stderr
from models.settings import load_settings
from workers.log import set_up_logs
from workers.queue_worker import QueueWorker
from workers.start import check_start, opened

_ROUND_SECONDS = 60.0


def worker_command() -> None:
    """后台检查，直到收到停止信号；可在多台机器上各运行一个。Work on the queue until stopped.

    启动时先检查各部件（数据库版本、消息代理、文件存放处、识别引擎），有问题一次全部说明。Ctrl-C 或
    SIGTERM 使它停止：正在做的交还队列，不会丢失。同时识别几页由 ZHENGHE_WORKERS 决定。

    Looks at all parts first and tells everything that is wrong. Asked to stop, it gives back what
    it was doing. ZHENGHE_WORKERS says how many pages it reads at once.

    例 Example: zhenghe worker
    """
    settings = load_settings()
    set_up_logs()
    check_start(settings)
    with opened(settings) as (store, files):
        try:
            with QueueWorker(store, files, settings) as worker:
                logging.getLogger(__name__).info("worker %s works", worker.name)
                stderr().print(f"{worker.name}  (Ctrl-C 停止 stops)", markup=False)
                while True:
                    time.sleep(_ROUND_SECONDS)
        except boundary.Stopped:  # how its work ends when all is well
            stderr().print("已停止 Stopped", markup=False)
