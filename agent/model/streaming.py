"""The chat model of LangChain, with the endings, waits and errors of a stream made explicit."""

from __future__ import annotations

import asyncio
import json
import math
import re
from collections.abc import AsyncGenerator, AsyncIterator, Sequence
from contextlib import aclosing
from typing import Annotated, Any, cast

import openai
from langchain_core.messages import AIMessageChunk, BaseMessage, ToolCallChunk, ToolMessage
from langchain_core.outputs import ChatGenerationChunk
from langchain_openai import ChatOpenAI
from pydantic import SkipValidation

from agent.events import Usage
from agent.model.endpoint import Meter, Patience
from agent.model.thoughts import Thoughts
from errors import (
    BadReply,
    ContentFiltered,
    EndpointError,
    EndpointFault,
    EndpointUnreachable,
    NoSuchModel,
    RateLimited,
    StreamCut,
    TimedOut,
    ToolsUnsupported,
    WrongKey,
)

# finish_reasons of a reply that is not whole: the protocol's own, and what vLLM, DeepSeek and OpenRouter add.
_CUT = {"length", "max_tokens", "abort", "error", "insufficient_system_resource"}
_FILTERED = re.compile(r"content_filter|content_policy|data_?inspection", re.IGNORECASE)
_TOOLS = re.compile(r"\btools?\b|tool[_ ]choice|function call", re.IGNORECASE)
_SAID_LIMIT = 200


class StreamedChat(ChatOpenAI):
    """Every reply is streamed and its thoughts are left out; whatever goes wrong is an EndpointError."""

    host: str
    patience: Annotated[Patience, SkipValidation]
    meter: Annotated[Meter, SkipValidation]

    @classmethod
    def is_lc_serializable(cls) -> bool:
        return False

    async def _astream(
        self, messages: list[BaseMessage], stop: list[str] | None = None, run_manager: Any = None, **kwargs: Any
    ) -> AsyncIterator[ChatGenerationChunk]:
        self.meter.add(Usage(calls=1))
        thoughts, usage, finish, begun = Thoughts(), Usage(), None, False
        calls = AIMessageChunk(content="")
        source = cast("AsyncGenerator[ChatGenerationChunk]", super()._astream(messages, stop, None, **kwargs))
        try:
            async with aclosing(self._in_time(source)) as chunks:
                async for chunk in chunks:
                    message = cast("AIMessageChunk", chunk.message)
                    finish = (chunk.generation_info or {}).get("finish_reason") or finish
                    begun = begun or bool(message.content or message.tool_call_chunks)
                    if used := message.usage_metadata:
                        # Some servers repeat a running total in every chunk: the last one counts.
                        usage = Usage(0, used["input_tokens"], used["output_tokens"])
                    if message.tool_call_chunks:
                        calls += AIMessageChunk(content="", tool_call_chunks=message.tool_call_chunks)
                    spoken = {"content": thoughts.feed(message.text), "tool_call_chunks": [], "tool_calls": [], "invalid_tool_calls": []}
                    yield ChatGenerationChunk(message=message.model_copy(update=spoken), generation_info=chunk.generation_info)
        except openai.APIError as error:
            # Not chained: a server may say the key back in its error. What was finished is whole, however it ended.
            if finish is None:
                raise self._named(error, messages, begun=begun, tools=bool(kwargs.get("tools"))) from None
        finally:
            self.meter.add(usage)
        last = AIMessageChunk(content=thoughts.rest(), tool_call_chunks=[_strict(call) for call in calls.tool_call_chunks])
        if last.content or last.tool_call_chunks:
            yield ChatGenerationChunk(message=last)
        if finish is None:
            raise StreamCut(self.host) if begun else BadReply(self.host, "empty")
        if finish == "content_filter":
            raise ContentFiltered(self.host)
        if finish in _CUT:
            raise StreamCut(self.host)

    async def _in_time(self, source: AsyncGenerator[ChatGenerationChunk]) -> AsyncGenerator[ChatGenerationChunk]:
        """Raises TimedOut when the next chunk is late, BadReply when it is not one the protocol knows."""
        wait = self.patience.first
        async with aclosing(source):
            while True:
                try:
                    async with asyncio.timeout(wait):
                        chunk = await anext(source)
                except StopAsyncIteration:
                    return
                except TimeoutError:
                    raise TimedOut(self.host, math.ceil(wait)) from None
                except (ValueError, KeyError, TypeError):
                    raise BadReply(self.host, "not_json") from None
                yield chunk
                wait = self.patience.between

    def _named(self, error: openai.APIError, messages: Sequence[BaseMessage], *, begun: bool, tools: bool) -> EndpointError:
        if isinstance(error, openai.APIConnectionError):
            return StreamCut(self.host) if begun else EndpointUnreachable(self.host)
        said = self._said(error)
        if _FILTERED.search(f"{error.code} {said}"):
            return ContentFiltered(self.host)
        # Inside a stream an error has no status of its own: the response's was 200.
        status = error.status_code if isinstance(error, openai.APIStatusError) else 200
        # Once a tool has answered, an error about tools is about how we use them.
        if tools and _TOOLS.search(said) and not any(isinstance(message, ToolMessage) for message in messages):
            return ToolsUnsupported(self.host)
        if status in (401, 403):
            return WrongKey(self.host)
        if status == 404:
            return NoSuchModel(self.host, self.model_name)
        if status == 429:
            return RateLimited(self.host)
        return EndpointFault(self.host, status, said)

    def _said(self, error: openai.APIError) -> str:
        """The server's own words, on one line, cut, without the key."""
        body = error.body if isinstance(error.body, dict) else {}
        words = " ".join(str(body.get("message") or error.message).split())
        key = cast("str", self.openai_api_key.get_secret_value()) if self.openai_api_key else ""  # type: ignore[union-attr]
        return (words.replace(key, "***") if key else words)[:_SAID_LIMIT]


def _strict(call: ToolCallChunk) -> ToolCallChunk:
    """LangChain mends arguments that break off, and would have half an order performed: quoted whole, they stay unread."""
    try:
        json.loads(call["args"] or "{}")
    except ValueError:
        return ToolCallChunk(name=call["name"], args=json.dumps(call["args"]), id=call["id"], index=call["index"], type="tool_call_chunk")
    return call
