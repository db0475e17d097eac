"""Talk with the user: the chat model turns what the grammar could not settle into orders.

The one module that knows LangGraph. The model is handed the state each turn and remembers nothing; its
tools are the orders, and what it gets back of one is a receipt.
"""

from __future__ import annotations

from collections.abc import AsyncGenerator, AsyncIterator
from contextlib import aclosing
from dataclasses import dataclass
from itertools import groupby
from pathlib import Path
from typing import TYPE_CHECKING, Any, Literal, cast

from agent.model.endpoint import Endpoint
from agent.tools import Hands, Perform, Show, tools
from errors import (
    BadReply,
)
from prompts import load

if TYPE_CHECKING:
    from langchain_core.messages import AnyMessage

ROUNDS = 8  # calls of the model for one message; a sensible request takes two or three


@dataclass(frozen=True, slots=True)
class Turn:
    """One earlier message of the conversation. Of what the assistant did, its words or its receipt; never the speech."""

    speaker: Literal["user", "assistant"]
    text: str


@dataclass(frozen=True, slots=True)
class Conversation:
    """What the model is to know. `outline` is a line a part with its path, empty while there is no text."""

    message: str
    outline: str = ""
    turns: tuple[Turn, ...] = ()
    receipt: str = ""
    here: str = ""
    title: str = ""

    @property
    def words_of_user(self) -> str:
        """All the user said: what a draft may take its facts from."""
        return "\n".join([*(turn.text for turn in self.turns if turn.speaker == "user"), self.message])


async def converse(
    endpoint: Endpoint,
    state: Conversation,
    perform: Perform,
    show: Show | None = None,
    find: Show | None = None,
    overrides: Path | None = None,
) -> AsyncIterator[str]:
    """What the model says to the user, piece by piece, while it has its orders performed.

    `perform` carries out an order and returns its receipt; `show` returns the text of a part and `find` the
    sentences that hold some words, and without them the model is not offered to read. Orders are performed one
    after another, and none after one that failed for good. Raises what they raise, but for what the model can
    answer: that is told to it. Raises ToolsUnsupported, and BadReply when arguments do not parse twice, when
    the model comes to no end, and when it neither says nor does anything.
    """
    from langchain.agents import create_agent
    from langchain_core.messages import AIMessageChunk
    from langgraph.errors import GraphRecursionError

    hands = Hands(perform)
    agent = create_agent(
        endpoint.chat,
        tools(hands, state.words_of_user, show, find),
        system_prompt=load("converse", overrides).render(),
        middleware=[_second_chance(endpoint.host)],
    )
    said = ""
    speaking: str | None = None
    # A round is three steps of the graph: the model, the look at its arguments, the tools.
    asked = {"messages": _messages(state, overrides)}
    stream = agent.astream(asked, {"recursion_limit": 3 * ROUNDS}, stream_mode="messages")  # type: ignore[call-overload]
    try:
        async with aclosing(cast("AsyncGenerator[Any]", stream)) as chunks:
            async for chunk, origin in chunks:
                if not isinstance(chunk, AIMessageChunk) or origin["langgraph_node"] != "model" or not chunk.text:
                    continue
                if said and chunk.id != speaking:
                    yield "\n"
                said, speaking = str(chunk.text), chunk.id
                yield said
    except GraphRecursionError:
        raise BadReply(endpoint.host, "no_end") from None
    if not said and not hands.used:
        raise BadReply(endpoint.host, "empty")


def _second_chance(host: str) -> Any:
    """Tells the model once that its arguments do not parse; the second time is a BadReply.

    LangGraph itself answers them only beside a call that does parse, and otherwise ends without a word.
    """
    from langchain.agents.middleware import after_model
    from langchain_core.messages import AIMessage

    @after_model(can_jump_to=["model"])
    def second_chance(state: Any, runtime: Any) -> dict[str, Any] | None:
        broken = [message for message in state["messages"] if isinstance(message, AIMessage) and message.invalid_tool_calls]
        if len(broken) > 1:
            raise BadReply(host, "arguments")
        last = state["messages"][-1]
        return {"jump_to": "model"} if broken and broken[-1] is last and not last.tool_calls else None

    return second_chance


def _messages(state: Conversation, overrides: Path | None) -> list[AnyMessage | dict[str, Any]]:
    """Some servers refuse two messages in a row of one speaker, or an assistant's first: they are joined, or left out."""
    from langchain_core.messages import AIMessage, HumanMessage

    template = load("turn", overrides)
    now = template.render(title=state.title, outline=state.outline, receipt=state.receipt, here=state.here, message=state.message)
    turns = [*state.turns, Turn("user", now)]
    while turns[0].speaker == "assistant":
        turns.pop(0)
    kinds = {"user": HumanMessage, "assistant": AIMessage}
    return [
        kinds[speaker]("\n\n".join(turn.text for turn in group))
        for speaker, group in groupby((turn for turn in turns if turn.text), key=lambda turn: turn.speaker)
    ]
