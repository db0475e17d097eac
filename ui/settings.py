"""What is configured, what is missing, and what each setting means. Keys are never shown."""

from __future__ import annotations

import html
from collections.abc import Iterator

import streamlit as st

from agent.office import Office
from errors import BadSetting
from settings import Settings
from ui.plain import plain, tag
from ui.text import Text

# Where each is reached; the models are examples and change with time.
ENDPOINTS = (
    ("OpenAI", "https://api.openai.com/v1", "gpt-5"),
    ("DeepSeek", "https://api.deepseek.com/v1", "deepseek-chat"),
    ("Qwen · DashScope", "https://dashscope.aliyuncs.com/compatible-mode/v1", "qwen-max"),
    ("Ollama", "http://127.0.0.1:11434/v1", "qwen3:14b"),
    ("vLLM", "http://127.0.0.1:8000/v1", "Qwen/Qwen3-14B"),
)
_LOCAL = ("Ollama", "vLLM")


def settings(office: Office, text: Text) -> None:
    with st.container(key="page"):
        st.html(f'<div class="page-head">{tag("h2", text("page.settings"))}{tag("p", text("settings.explained"))}</div>')
        st.info(_writer(office, text), icon=":material/edit_note:")
        st.html(_table(text, rows(office.settings, text)))
        st.html(tag("h3", text("settings.endpoints")) + tag("p", text("settings.how")))
        st.html(_endpoints(text))
        st.html(tag("p", text("settings.example")))
        st.code(
            "OPENAI_BASE_URL=https://api.deepseek.com/v1\nOPENAI_API_KEY=sk-…\nJIANGGAO_MODEL=deepseek-chat", language=None, wrap_lines=True
        )


def refused(text: Text, error: BadSetting) -> None:
    st.error(plain(text.error(error.code(), error.details)) + "  \n" + plain(text.advice(error.code())), icon=":material/error:")


def rows(configured: Settings, text: Text) -> Iterator[tuple[str, str, str]]:
    """Name, value and meaning of every setting."""
    given, missing = text("settings.given"), text("settings.missing")
    values = {
        "OPENAI_API_KEY": given if configured.openai_api_key else missing,
        "OPENAI_BASE_URL": configured.openai_base_url,
        "JIANGGAO_MODEL": configured.model or missing,
        "JIANGGAO_WRITER": configured.writer,
        "JIANGGAO_PARALLEL": str(configured.sections_at_a_time),
        "JIANGGAO_EMBEDDING_MODEL": configured.embedding_model or text("settings.embedded"),
        "JIANGGAO_EMBEDDING_BASE_URL": configured.embedding_base_url or text("settings.same"),
        "JIANGGAO_EMBEDDING_API_KEY": given if configured.embedding_api_key else text("settings.same"),
        "JIANGGAO_HOME": str(configured.home),
        "JIANGGAO_DATABASE_URL": text("settings.external") if configured.database_url else text("settings.embedded"),
        "JIANGGAO_CHROMA_URL": configured.chroma_url or text("settings.embedded"),
        "JIANGGAO_LANGUAGE": configured.language,
    }
    for name, value in values.items():
        yield name, value, text(f"setting.{name.lower()}")


def _writer(office: Office, text: Text) -> str:
    if office.writer_kind == "offline":
        return text("settings.offline")
    return text("settings.model_outside" if office.sends_outside else "settings.model_inside", host=office.host)


def _table(text: Text, listed: Iterator[tuple[str, str, str]]) -> str:
    head = "".join(tag("th", text(f"settings.{name}")) for name in ("name", "value", "meaning"))
    body = "".join(f"<tr>{tag('td', name, 'code')}{tag('td', value)}{tag('td', meaning)}</tr>" for name, value, meaning in listed)
    return f'<table class="settings"><thead><tr>{head}</tr></thead><tbody>{body}</tbody></table>'


def _endpoints(text: Text) -> str:
    head = "".join(tag("th", text(f"settings.{name}")) for name in ("service", "address", "model", "key"))
    body = "".join(
        f"<tr>{tag('td', name)}<td class='code'>{html.escape(url)}</td><td class='code'>{html.escape(model)}</td>"
        f"{tag('td', text('settings.no_key' if name in _LOCAL else 'settings.own_key'))}</tr>"
        for name, url, model in ENDPOINTS
    )
    return f'<table class="settings"><thead><tr>{head}</tr></thead><tbody>{body}</tbody></table>'
