"""Settings are read once, strictly, and `.env.example` lists every one of them."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from errors import BadSetting
from settings import Settings, read_settings

ROOT = Path(__file__).parent.parent


def names() -> set[str]:
    found = set()
    for name, field in Settings.model_fields.items():
        alias = field.validation_alias
        found.add(str(alias.choices[0]) if hasattr(alias, "choices") else name.upper())
    return found


def test_the_example_lists_every_setting() -> None:
    example = (ROOT / ".env.example").read_text(encoding="utf-8")
    assert set(re.findall(r"^#?\s?([A-Z_]+)=", example, re.MULTILINE)) == names()


def test_the_example_itself_parses(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    for name in names():
        monkeypatch.delenv(name, raising=False)
    settings = read_settings(ROOT / ".env.example")
    assert settings.writer == "auto"
    assert not settings.writes_with_model


@pytest.mark.parametrize(("name", "value"), [("JIANGGAO_PARALLEL", "many"), ("JIANGGAO_PARALLEL", "0"), ("JIANGGAO_WRITER", "robot")])
def test_a_setting_that_does_not_parse_is_named(name: str, value: str, tmp_path: Path) -> None:
    file = tmp_path / ".env"
    file.write_text(f"{name}={value}\n", encoding="utf-8")
    with pytest.raises(BadSetting) as caught:
        read_settings(file)
    assert caught.value.name == name
    assert caught.value.takes


def test_a_key_never_shows() -> None:
    settings = Settings(_env_file=None, OPENAI_API_KEY="sk-secret")
    assert "sk-secret" not in repr(settings)
    assert "sk-secret" not in settings.model_dump_json()


def test_auto_writes_with_a_model_only_when_one_can_be_reached() -> None:
    remote = {"OPENAI_BASE_URL": "https://api.example.com/v1"}
    assert not Settings(_env_file=None, **remote, OPENAI_API_KEY=None, JIANGGAO_MODEL="m").writes_with_model
    assert not Settings(_env_file=None, **remote, OPENAI_API_KEY="k", JIANGGAO_MODEL=None).writes_with_model
    assert Settings(_env_file=None, **remote, OPENAI_API_KEY="k", JIANGGAO_MODEL="m").writes_with_model
    assert Settings(_env_file=None, OPENAI_BASE_URL="http://127.0.0.1:8000/v1", JIANGGAO_MODEL="m").writes_with_model


def test_sections_are_written_one_at_a_time_on_this_machine_and_four_elsewhere() -> None:
    assert Settings(_env_file=None, OPENAI_BASE_URL="http://localhost:1/v1").sections_at_a_time == 1
    assert Settings(_env_file=None, OPENAI_BASE_URL="https://api.example.com/v1").sections_at_a_time == 4
    assert Settings(_env_file=None, JIANGGAO_PARALLEL=2).sections_at_a_time == 2


@pytest.mark.parametrize("url", ["nonsense", "http://[bad", "http://127.0.0.1:99999/v1", "ftp://host/v1"])
def test_an_address_that_is_none_is_named(url: str, tmp_path: Path) -> None:
    file = tmp_path / ".env"
    file.write_text(f"OPENAI_BASE_URL={url}\n", encoding="utf-8")
    with pytest.raises(BadSetting) as caught:
        read_settings(file)
    assert caught.value.name == "OPENAI_BASE_URL"
