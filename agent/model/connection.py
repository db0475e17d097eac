"""From settings to the endpoint that they name."""

from __future__ import annotations

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from urllib.parse import urlsplit

from pydantic import SecretStr

from agent.model.endpoint import PATIENCE, Endpoint, Meter, Patience
from errors import BadSetting
from settings import Settings, is_local


@asynccontextmanager
async def open_endpoint(settings: Settings, patience: Patience = PATIENCE) -> AsyncIterator[Endpoint]:
    """The endpoint of one run, in one event loop: LangChain's shared client does not outlive the loop it was made in.

    Raises BadSetting when no model is named.
    """
    import openai
    from langsmith import tracing_context

    from agent.model.streaming import StreamedChat

    if settings.model is None:
        raise BadSetting("JIANGGAO_MODEL", "the name of a model")
    url = settings.openai_base_url
    timeout = openai.Timeout(connect=patience.connect, read=None, write=patience.between, pool=None)
    # An office proxy in the environment must not stand between us and a server on this machine. A trace
    # would carry the text to a third host that nobody was told of.
    async with openai.DefaultAsyncHttpxClient(timeout=timeout, trust_env=not is_local(url)) as client:
        with tracing_context(enabled=False):
            chat = StreamedChat(
                model=settings.model,
                base_url=url,
                api_key=settings.openai_api_key or SecretStr("none"),
                http_async_client=client,
                timeout=timeout,
                max_retries=patience.retries,
                streaming=True,
                stream_usage=True,
                stream_chunk_timeout=None,
                use_responses_api=False,
                host=host_of(url),
                patience=patience,
                meter=Meter(),
            )
            yield Endpoint(chat, chat.host, chat.meter)


def host_of(url: str) -> str:
    """Host and port, without a name or password that stood before them."""
    return urlsplit(url).netloc.rpartition("@")[2]
