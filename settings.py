"""What the environment and .env say, read once and strictly."""

from __future__ import annotations

from pathlib import Path
from typing import Literal
from urllib.parse import urlsplit

from pydantic import AliasChoices, Field, SecretStr, ValidationError, field_validator
from pydantic_settings import BaseSettings, SettingsConfigDict

from errors import BadSetting

LOCAL_HOSTS = {"localhost", "127.0.0.1", "::1"}


def is_local(url: str) -> bool:
    return urlsplit(url).hostname in LOCAL_HOSTS


class Settings(BaseSettings):
    """Every setting there is. `.env.example` lists them; a test holds the two together."""

    model_config = SettingsConfigDict(
        env_file=".env", env_file_encoding="utf-8", extra="ignore", frozen=True, env_ignore_empty=True, hide_input_in_errors=True
    )

    openai_api_key: SecretStr | None = None
    openai_base_url: str = "https://api.openai.com/v1"
    model: str | None = Field(None, validation_alias=AliasChoices("JIANGGAO_MODEL"))
    writer: Literal["auto", "offline", "model"] = Field("auto", validation_alias=AliasChoices("JIANGGAO_WRITER"))
    parallel: int | None = Field(None, ge=1, le=32, validation_alias=AliasChoices("JIANGGAO_PARALLEL"))
    embedding_model: str | None = Field(None, validation_alias=AliasChoices("JIANGGAO_EMBEDDING_MODEL"))
    embedding_api_key: SecretStr | None = Field(None, validation_alias=AliasChoices("JIANGGAO_EMBEDDING_API_KEY"))
    embedding_base_url: str | None = Field(None, validation_alias=AliasChoices("JIANGGAO_EMBEDDING_BASE_URL"))
    home: Path = Field(Path("~/.jianggao"), validation_alias=AliasChoices("JIANGGAO_HOME"))
    database_url: str | None = Field(None, validation_alias=AliasChoices("JIANGGAO_DATABASE_URL"))
    chroma_url: str | None = Field(None, validation_alias=AliasChoices("JIANGGAO_CHROMA_URL"))
    language: Literal["zh", "en"] = Field("zh", validation_alias=AliasChoices("JIANGGAO_LANGUAGE"))

    @field_validator("home")
    @classmethod
    def _absolute(cls, home: Path) -> Path:
        return home.expanduser().absolute()

    @field_validator("openai_base_url", "embedding_base_url", "chroma_url")
    @classmethod
    def _address(cls, url: str | None) -> str | None:
        if url is not None:
            parts = urlsplit(url)
            # Reading the port checks it.
            if parts.scheme not in ("http", "https") or not parts.hostname or parts.port == 0:
                raise ValueError("http(s)://host[:port]/path")
        return url

    @property
    def writes_with_model(self) -> bool:
        """auto means: the model's writer when a model is named and there is a key or the endpoint is on this machine."""
        if self.writer == "auto":
            return self.model is not None and (self.openai_api_key is not None or is_local(self.openai_base_url))
        return self.writer == "model"

    @property
    def sections_at_a_time(self) -> int:
        return self.parallel or (1 if is_local(self.openai_base_url) else 4)

    @property
    def database(self) -> str:
        return self.database_url or f"sqlite:///{(self.home / 'jianggao.db').as_posix()}"


def read_settings(env_file: Path | None = Path(".env")) -> Settings:
    """Raises BadSetting, naming the first setting that does not parse and what it takes."""
    try:
        return Settings(_env_file=env_file)  # type: ignore[call-arg]
    except ValidationError as error:
        first = error.errors()[0]
        name = str(first["loc"][0]).upper()
        raise BadSetting(name, first["msg"]) from error
