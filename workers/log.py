"""Structured logs: one line an event, with the work and the submissions that it is about.

On a terminal they are for people, else JSON for a collector. Identity and telephone numbers are
masked whatever they stand in: logs are read by more people than the submissions are.
"""

import logging
import sys
from collections.abc import MutableMapping
from typing import Any

import structlog

from models.masking import masked_values


def set_up_logs(*, as_json: bool | None = None) -> None:
    """Send all logs of this process to standard error; as_json None: unless it is a terminal."""
    as_json = not sys.stderr.isatty() if as_json is None else as_json
    shared: list[Any] = [
        structlog.contextvars.merge_contextvars,
        structlog.stdlib.add_log_level,
        structlog.stdlib.add_logger_name,
        structlog.processors.TimeStamper(fmt="iso", utc=True),
        structlog.processors.format_exc_info,
        _masked,
    ]
    last = (
        structlog.processors.JSONRenderer(ensure_ascii=False)
        if as_json
        else structlog.dev.ConsoleRenderer()
    )
    handler = logging.StreamHandler(sys.stderr)
    handler.setFormatter(
        structlog.stdlib.ProcessorFormatter(
            foreign_pre_chain=shared,
            processors=[structlog.stdlib.ProcessorFormatter.remove_processors_meta, last],
        )
    )
    logging.basicConfig(level=logging.INFO, handlers=[handler], force=True)
    # Of others' libraries only what goes wrong.
    for name in ("dramatiq", "alembic", "uvicorn.access", "httpx2", "httpcore2", "pebble"):
        logging.getLogger(name).setLevel(logging.WARNING)


def about(**values: object) -> Any:
    """While this is entered, every line of this thread tells these values."""
    return structlog.contextvars.bound_contextvars(**values)


def _masked(
    _logger: object, _name: str, event: MutableMapping[str, Any]
) -> MutableMapping[str, Any]:
    return {key: masked_values(value) for key, value in event.items()}
