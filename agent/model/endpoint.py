"""A model endpoint as the writers see it: messages in, pieces of text out."""

from __future__ import annotations

from collections.abc import AsyncIterator, Sequence
from contextlib import aclosing
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Literal

from agent.events import Usage

if TYPE_CHECKING:
    from langchain_core.language_models import BaseChatModel

Message = tuple[Literal["system", "user", "assistant"], str]


@dataclass(frozen=True, slots=True)
class Patience:
    """In seconds: to the first token (retries and the waits a server asks for included), between two, to connect.

    `retries` are those of a refused or failed request, before anything of its reply has come.
    """

    first: float = 300.0
    between: float = 60.0
    connect: float = 10.0
    retries: int = 2


PATIENCE = Patience()


@dataclass(slots=True)
class Meter:
    """What the calls of one run have used so far."""

    usage: Usage = field(default_factory=Usage)

    def add(self, usage: Usage) -> None:
        self.usage += usage


@dataclass(frozen=True, slots=True)
class Endpoint:
    """`chat` raises EndpointErrors of its own accord and counts into `meter`; `host` is the name to show."""

    chat: BaseChatModel
    host: str
    meter: Meter

    async def reply(self, messages: Sequence[Message]) -> AsyncIterator[str]:
        """What the model says, without its thoughts, piece by piece.

        Raises EndpointError. StreamCut stands for an end without finish_reason, a connection that broke
        inside the reply, and a reply cut at the endpoint's limit of tokens (finish_reason=length).
        Cancelling the task closes the connection at once.
        """
        # Without the tag a reply asked for inside a tool would run into the conversation's own stream.
        async with aclosing(self.chat.astream(list(messages), config={"tags": ["nostream"]})) as chunks:  # type: ignore[type-var]
            async for chunk in chunks:
                if chunk.text:
                    yield str(chunk.text)
