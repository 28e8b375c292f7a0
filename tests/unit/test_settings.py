from pathlib import Path

import pytest

from orchestration.settings import read_settings


def test_settings_take_the_folders_of_the_environment(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setenv("MARSAD_INBOX", str(tmp_path / "in"))
    monkeypatch.setenv("MARSAD_WAREHOUSE", str(tmp_path / "out"))
    settings = read_settings()
    assert settings.inbox == tmp_path / "in"
    assert settings.published_file == tmp_path / "out" / "current" / "warehouse.duckdb"


@pytest.mark.parametrize(
    ("variable", "value"),
    [
        ("MARSAD_MAX_BYTES", "abc"),
        ("MARSAD_MAX_BYTES", "-1"),
        ("MARSAD_SNAPSHOTS", "0"),
        ("MARSAD_LOOK_SECONDS", "0"),
        ("MARSAD_SETTLE_SECONDS", "soon"),
        ("MARSAD_WEBHOOK", "file:///etc/passwd"),
        ("MARSAD_WEBHOOK", "https://"),
        ("MARSAD_WEBHOOK", "https://example.org/a b"),
        ("MARSAD_TIMEZONE", "Mars/Base"),
    ],
)
def test_a_setting_that_cannot_be_is_refused_by_its_name(
    monkeypatch: pytest.MonkeyPatch, variable: str, value: str
) -> None:
    monkeypatch.setenv(variable, value)
    with pytest.raises(ValueError, match=variable):
        read_settings()


def test_the_web_address_is_no_part_of_what_the_settings_show(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("MARSAD_WEBHOOK", "https://example.org:8443/hook?key=secret")
    assert read_settings().webhook == "https://example.org:8443/hook?key=secret"
    assert "secret" not in repr(read_settings())
