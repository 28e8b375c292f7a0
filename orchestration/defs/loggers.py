"""What a run prints: progress and what went wrong, not every event (those are in the UI)."""

import logging

import dagster as dg

from orchestration.terminal import escape_lines


@dg.logger(config_schema={"log_level": dg.Field(str, is_required=False, default_value="INFO")})
def terse_console(context: dg.InitLoggerContext) -> logging.Logger:
    """Print the messages of assets and dbt, without the engine's own events."""
    log = logging.getLogger("marsad")
    log.handlers.clear()  # one process may run the job twice
    log.propagate = False
    log.setLevel(context.logger_config["log_level"])
    handler = logging.StreamHandler()
    handler.setFormatter(_EscapingFormatter("%(asctime)s  %(message)s", datefmt="%H:%M:%S"))
    handler.addFilter(_is_progress)
    log.addHandler(handler)
    return log


class _EscapingFormatter(logging.Formatter):
    """A message may quote a file: it stays one record, whose further lines never begin with a time."""

    def format(self, record: logging.LogRecord) -> str:
        return escape_lines(super().format(record), indent=" " * 10)


def _is_progress(record: logging.LogRecord) -> bool:
    """Asset logs carry no event of the engine; of the engine's own, the failures are reported at the end."""
    meta = getattr(record, "dagster_meta", {}) or {}
    message = str(meta.get("orig_message") or record.getMessage())
    record.msg, record.args = message, None  # a % in a message of ours is no placeholder
    return meta.get("dagster_event") is None and not message.startswith(_CHATTER)


# What dagster-dbt says of its own workings at every run, and Dagster of each step behind one that failed.
_CHATTER = ("A dbt subsetted execution", "Copying `", "Dependencies for step")
