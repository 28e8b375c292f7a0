from dataclasses import replace

import pytest
from pydantic import ValidationError

from orchestration.defs.resources import RunConfig, order_of
from orchestration.settings import RunOrder, read_settings

SETTINGS = replace(read_settings(), settle_seconds=7)


def test_a_run_without_configuration_takes_all_but_what_is_still_being_written() -> None:
    assert order_of(RunConfig(), SETTINGS, "run") == RunOrder(settle_seconds=7)


def test_a_rebuild_has_the_id_of_its_run_and_leaves_no_file_out() -> None:
    assert order_of(RunConfig(from_scratch=True), SETTINGS, "run") == RunOrder(settle_seconds=0, rebuild="run")


@pytest.mark.parametrize(
    ("config", "reason"),
    [
        ({"stages": ["mentions", "nonsense"]}, "nonsense: no such stage"),
        ({"force": True, "limit": 5}, "force with a limit"),
        ({"from_scratch": True, "folder": "a"}, "takes the whole inbox"),
        ({"from_scratch": True, "limit": 5}, "takes the whole inbox"),
        ({"from_scratch": True, "settle_seconds": 5}, "takes every file as it is"),
    ],
)
def test_what_cannot_be_meant_is_refused_with_the_reason(config: dict[str, object], reason: str) -> None:
    with pytest.raises(ValueError, match=reason):
        order_of(RunConfig(**config), SETTINGS, "run")


def test_a_limit_of_nothing_is_refused() -> None:
    with pytest.raises(ValidationError, match="limit"):
        RunConfig(limit=0)


def test_every_field_is_described() -> None:
    assert [name for name, field in RunConfig.model_fields.items() if not field.description] == []
