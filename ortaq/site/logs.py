"""Logs without people in them: structlog renders JSON in production and short lines for the demo, both masked."""

import logging
import logging.config
import re
from collections.abc import Mapping, MutableMapping
from typing import Any

import structlog

SECRET_NAMES = re.compile(
    r"password|passwd|secret|token|cookie|authorization|csrf|credential|phone|email|iin|address", re.IGNORECASE
)
HIDDEN = "[hidden]"
Event = MutableMapping[str, Any]


def without_people(_logger: object, _method: str, event: Event) -> Event:
    """This will mask e-mails, phones, IINs and plates in every value, and hide values with a name of a secret."""
    for name in list(event):
        if not name.startswith("_"):
            event[name] = HIDDEN if SECRET_NAMES.search(name) else _masked(event[name])
    return event


def _masked(value: Any) -> Any:
    from ortaq.engines.personal import mask  # settings stay light: nothing is masked before something is logged

    if isinstance(value, str):
        return mask(value)
    if isinstance(value, Mapping):
        return {name: HIDDEN if SECRET_NAMES.search(str(name)) else _masked(each) for name, each in value.items()}
    if isinstance(value, list | tuple | set | frozenset):
        return [_masked(each) for each in value]
    if value is None or isinstance(value, bool | int | float):
        return value
    return mask(str(value))


SHARED: list[Any] = [
    structlog.contextvars.merge_contextvars,
    structlog.stdlib.add_logger_name,
    structlog.stdlib.add_log_level,
    structlog.stdlib.ExtraAdder(allow=["status_code"]),
    structlog.processors.TimeStamper(fmt="iso", utc=True),
    structlog.processors.StackInfoRenderer(),
    structlog.processors.format_exc_info,
    without_people,
]
"""`format_exc_info` writes a plain traceback without local variables; the mask comes after it and reads it too."""


def logging_settings(*, console: bool, quiet: bool = False) -> dict[str, Any]:
    """This will give the settings of Python's logging: one handler on standard error, masked whoever writes."""
    renderer: Any = (
        structlog.dev.ConsoleRenderer(colors=False, exception_formatter=structlog.dev.plain_traceback)
        if console
        else structlog.processors.JSONRenderer(ensure_ascii=False, default=str)
    )
    return {
        "version": 1,
        "disable_existing_loggers": False,
        "formatters": {
            "masked": {
                "()": structlog.stdlib.ProcessorFormatter,
                "foreign_pre_chain": SHARED,
                "processors": [structlog.stdlib.ProcessorFormatter.remove_processors_meta, renderer],
            },
        },
        "handlers": {"stderr": {"class": "logging.StreamHandler", "formatter": "masked"}},
        "root": {"handlers": ["stderr"], "level": "ERROR" if quiet else "INFO"},
        "loggers": {
            "ortaq.core.tasks": {"level": "WARNING" if console else "INFO"},
            "django": {"level": "ERROR" if quiet else "WARNING"},
            "django.request": {"level": "CRITICAL" if quiet else "ERROR"},
            "django.security": {"level": "CRITICAL" if quiet else "WARNING"},
        },
    }


def configure(settings: dict[str, Any]) -> None:
    """This will set up both loggings; Django calls it once at start (LOGGING_CONFIG)."""
    logging.config.dictConfig(settings)
    structlog.configure(
        processors=[*SHARED, structlog.stdlib.ProcessorFormatter.wrap_for_formatter],
        logger_factory=structlog.stdlib.LoggerFactory(),
        wrapper_class=structlog.stdlib.BoundLogger,
        cache_logger_on_first_use=True,
    )
