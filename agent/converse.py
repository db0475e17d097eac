"""Talk with the user: the chat model turns what the grammar could not settle into orders.

The one module that knows LangGraph. The model is handed the state each turn and remembers nothing; its
tools are the orders, and what it gets back of one is a receipt.
"""

from __future__ import annotations

import asyncio
from collections.abc import AsyncGenerator, AsyncIterator, Awaitable, Callable
from contextlib import aclosing
from dataclasses import dataclass, replace
from itertools import groupby
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any, Literal, cast

from agent.brief import Length
from agent.briefing import read_brief
from agent.model.endpoint import Endpoint
from agent.orders import Check, Delete, Draft, Order, Replace, Retitle, Revise, Search, Undo
from errors import (
    AddressError,
    AmbiguousAddress,
    BadReply,
    EmptyOrder,
    ImpossibleLength,
    JianggaoError,
    NoMatch,
    NoSuchRecord,
    NoSuchSection,
    NoText,
    NothingToUndo,
)
from prompts import load
from prompts.receipts import sentence

if TYPE_CHECKING:
    from langchain_core.messages import AnyMessage
    from langchain_core.tools import BaseTool

ROUNDS = 8  # calls of the model for one message; a sensible request takes two or three
# What the model can answer by asking the user or choosing another part. The rest is the person's to know.
_ITS_OWN = (AddressError, EmptyOrder, ImpossibleLength, NoMatch, NoSuchRecord, NoText, NothingToUndo)

Perform = Callable[[Order], Awaitable[str]]
Show = Callable[[str], str]


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
    title: str = ""

    @property
    def words_of_user(self) -> str:
        """All the user said: what a draft may take its facts from."""
        return "\n".join([*(turn.text for turn in self.turns if turn.speaker == "user"), self.message])


async def converse(
    endpoint: Endpoint, state: Conversation, perform: Perform, show: Show | None = None, overrides: Path | None = None
) -> AsyncIterator[str]:
    """What the model says to the user, piece by piece, while it has its orders performed.

    `perform` carries out an order and returns its receipt; `show` returns the text of a part, and without
    it the model is not offered to read one. Orders are performed one after another, and none after one
    that failed for good. Raises what they raise, but for what the model can answer: that is told to it.
    Raises ToolsUnsupported, and BadReply when arguments do not parse twice, when the model comes to no end,
    and when it neither says nor does anything.
    """
    from langchain.agents import create_agent
    from langchain_core.messages import AIMessageChunk
    from langgraph.errors import GraphRecursionError

    hands = _Hands(perform)
    agent = create_agent(
        endpoint.chat,
        _tools(hands, state, show),
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


class _Hands:
    """Performs orders one at a time, though the model asks for several at once and the graph runs them so."""

    def __init__(self, perform: Perform) -> None:
        self.used = False
        self._perform = perform
        self._turn = asyncio.Lock()
        self._failure: JianggaoError | None = None

    async def do(self, order: Order) -> str:
        async with self._turn:
            if self._failure:
                raise self._failure
            self.used = True
            try:
                return await self._perform(order)
            except _ITS_OWN as error:
                return _refusal(error)
            except JianggaoError as error:
                self._failure = error
                raise


def _refusal(error: JianggaoError) -> str:
    candidates = error.candidates if isinstance(error, AmbiguousAddress | NoSuchSection) else ()
    named = tuple(str(value) for name, value in error.details.items() if name != "candidates")
    return load("refused").render(
        reason=sentence("failure", error.code(), {}),
        fields=named,
        candidates=tuple(f"[{candidate.path}] {candidate.words}" for candidate in candidates),
    )


Address = Annotated[str, "哪一处：大纲方括号里的编号（title、opening、2、2.3、closing），或用户的原话，如“讲反诈的那段”“第二部分第三点”"]
Words = Annotated[int, "用户要的字数；没说就填0"]


def _tools(hands: _Hands, state: Conversation, show: Show | None) -> list[BaseTool]:
    from langchain_core.tools import StructuredTool

    async def draft(task: Annotated[str, "用户对这篇稿子的全部要求，照原话连成一段：什么会、谁讲、多少字、要点"], words: Words = 0) -> str:
        """起草一篇新稿。已有稿子时会另出一版，用户明说要重新起草才用。"""
        brief = read_brief(task, words or None)
        return await hands.do(Draft(replace(brief, request=state.words_of_user)))

    async def rewrite(
        address: Address,
        instruction: Annotated[str, "怎么改，照用户的原话"],
        words: Words = 0,
        ceiling: Annotated[bool, "字数是上限（不超过）"] = False,
    ) -> str:
        """改写一处或几处：写具体、压缩、扩写、换说法、加内容。其余一字不动。"""
        length = Length(words, ceiling) if words else None
        return await hands.do(Revise(address, instruction, length))

    async def replace_words(
        old: Annotated[str, "原词，与稿子里一字不差"],
        new: Annotated[str, "新词"],
        address: Annotated[str, "只在哪一处换；空着是全文"] = "",
    ) -> str:
        """把稿子里的词句逐字换掉，改称谓、改名字、改数字用它。"""
        return await hands.do(Replace(old, new, address))

    async def delete(address: Address) -> str:
        """删去一处，后面的序号自动顺下来。"""
        return await hands.do(Delete(address))

    async def retitle(address: Address, words: Annotated[str, "新标题，不带序号"]) -> str:
        """换标题或小标题，用户给了新标题的原文才用；只说“改得响亮些”用 rewrite。"""
        return await hands.do(Retitle(address, words))

    async def undo() -> str:
        """撤销上一次改动。"""
        return await hands.do(Undo())

    async def search(query: Annotated[str, "找什么：场合、主题、写法"]) -> str:
        """在范文库里找相近的讲话，给用户看。"""
        return await hands.do(Search(query))

    async def check() -> str:
        """查稿子的毛病：空缺、序号、前后矛盾、没有出处的数字。"""
        return await hands.do(Check())

    async def show_part(address: Address) -> str:
        """看一处的原文，用户问到写了什么、要对着原文商量时用。改写不必先看。"""
        assert show is not None
        try:
            return show(address)
        except _ITS_OWN as error:
            return _refusal(error)

    offered: list[Callable[..., Awaitable[str]]] = [draft, rewrite, replace_words, delete, retitle, undo, search, check]
    if show is not None:
        offered.append(show_part)
    return [StructuredTool.from_function(coroutine=one) for one in offered]


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
    now = template.render(title=state.title, outline=state.outline, receipt=state.receipt, message=state.message)
    turns = [*state.turns, Turn("user", now)]
    while turns[0].speaker == "assistant":
        turns.pop(0)
    kinds = {"user": HumanMessage, "assistant": AIMessage}
    return [
        kinds[speaker]("\n\n".join(turn.text for turn in group))
        for speaker, group in groupby((turn for turn in turns if turn.text), key=lambda turn: turn.speaker)
    ]
