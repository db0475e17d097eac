"""The tools of the chat model: the orders that there are, and what it is told of each that it gives."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable
from dataclasses import replace
from typing import TYPE_CHECKING, Annotated, Literal

from agent.brief import Length
from agent.briefing import read_brief
from agent.orders import (
    Check,
    Compare,
    Correct,
    Delete,
    Draft,
    Export,
    Insert,
    Lock,
    Merge,
    Move,
    Order,
    Redo,
    Replace,
    Restore,
    Retitle,
    Revise,
    Search,
    Split,
    Spot,
    Swap,
    Undo,
    Unlock,
)
from errors import (
    AddressError,
    AmbiguousAddress,
    EmptyOrder,
    ImpossibleLength,
    JianggaoError,
    NoHeading,
    NoMatch,
    NoSuchRecord,
    NoSuchSection,
    NoText,
    NothingToRedo,
    NothingToUndo,
    NotInVersion,
    NotSeveral,
    SectionGone,
)
from prompts import load
from prompts.receipts import sentence

if TYPE_CHECKING:
    from langchain_core.tools import BaseTool

# What the model can answer by asking the user or choosing another part. The rest is the person's to know.
_ITS_OWN = (
    *(AddressError, EmptyOrder, ImpossibleLength, NoHeading, NoMatch, NoSuchRecord, NoText),
    *(NotInVersion, NotSeveral, NothingToUndo, NothingToRedo),
)

Perform = Callable[[Order], Awaitable[str]]
Show = Callable[[str], str]


class Hands:
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
    candidates = error.candidates if isinstance(error, AmbiguousAddress | NoSuchSection | SectionGone) else ()
    named = tuple(str(value) for name, value in error.details.items() if name != "candidates")
    return load("refused").render(
        reason=sentence("failure", error.code(), {}),
        fields=named,
        candidates=tuple(f"[{candidate.path}] {candidate.words}" for candidate in candidates),
    )


Address = Annotated[
    str, "哪一处：大纲方括号里的编号（title、opening、2、2.3、closing），或用户的原话，如“讲反诈的那段”“第二部分第三点”；整篇是“全文”"
]
Words = Annotated[int, "用户要的字数；没说就填0"]


def tools(hands: Hands, said: str, show: Show | None, find: Show | None) -> list[BaseTool]:
    """`said` is all the words of the user, which a draft may take its facts from."""
    from langchain_core.tools import StructuredTool

    async def draft(task: Annotated[str, "用户对这篇稿子的全部要求，照原话连成一段：什么会、谁讲、多少字、要点"], words: Words = 0) -> str:
        """起草一篇新稿。已有稿子时会另出一版，用户明说要重新起草才用。"""
        brief = read_brief(task, words or None)
        return await hands.do(Draft(replace(brief, request=said)))

    async def rewrite(
        address: Address,
        instruction: Annotated[str, "怎么改，照用户的原话"],
        words: Words = 0,
        ceiling: Annotated[bool, "字数是上限（不超过）"] = False,
        keep: Annotated[str, "其中用户说了不要动的地方，如“第二点”；没有就空着"] = "",
    ) -> str:
        """改写一处或几处：写具体、压缩、扩写、换说法、加内容。其余一字不动。"""
        length = Length(words, ceiling) if words else None
        return await hands.do(Revise(address, instruction, length, keep))

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
        """换标题或小标题，用户给了新标题的原文才用；没有标题的部分会加上一行。只说“改得响亮些”用 rewrite。"""
        return await hands.do(Retitle(address, words))

    async def insert(
        address: Address,
        side: Annotated[Spot, "在它前面before、后面after；在它里面的最前头start、最末尾end、合适的位置inside"],
        sort: Annotated[Literal["sentence", "paragraph", "point", "part"], "加一句、一段、一点，还是一个部分"],
        words: Annotated[str, "用户给了要加的原话就填原话；没给就空着"] = "",
        about: Annotated[str, "没给原话时，要讲的内容，照用户的话"] = "",
        length: Words = 0,
    ) -> str:
        """加上原来没有的一句、一段、一点或一个部分，后面的序号自动顺下去。"""
        return await hands.do(Insert(address, side, sort, words, "" if words else about, Length(length) if length and not words else None))

    async def correct(
        value: Annotated[str, "对的数，连同单位"],
        subject: Annotated[str, "这个数说的是什么，如“破案率”"] = "",
        old: Annotated[str, "现在写的数，连同单位；知道就填"] = "",
    ) -> str:
        """把一个数在全文里都改对，别的数不动。"""
        return await hands.do(Correct(value, "" if old else subject, old))

    async def move(
        address: Address, side: Annotated[Literal["before", "after", "inside"], "移到它前面、后面还是里面"], anchor: Address
    ) -> str:
        """把一处移到另一处前后，文字不变，序号自动顺下来。"""
        return await hands.do(Move(address, side, anchor))

    async def swap(address: Annotated[str, "要对调的两处，如“2.1、2.3”"]) -> str:
        """把两处对调，文字不变。"""
        return await hands.do(Swap(address))

    async def merge(
        address: Annotated[str, "要并成一处的几处，如“2.3、2.5”"], heading: Annotated[str, "用户给并好的那处定的小标题；没给就空着"] = ""
    ) -> str:
        """把几处并成一处，放在第一处的位置。"""
        return await hands.do(Merge(address, heading))

    async def split(
        address: Address, pieces: Annotated[int, "拆成几处"] = 2, how: Annotated[str, "用户说的各讲什么；没说就空着"] = ""
    ) -> str:
        """把一处拆成几处。"""
        return await hands.do(Split(address, pieces, how))

    async def lock(address: Address) -> str:
        """锁定一处，以后的改动都不动它。"""
        return await hands.do(Lock(address))

    async def unlock(address: Annotated[str, "哪一处；空着是全部"] = "") -> str:
        """解锁。"""
        return await hands.do(Unlock(address))

    async def undo() -> str:
        """撤销上一次改动。"""
        return await hands.do(Undo())

    async def redo() -> str:
        """重做刚才撤销的。"""
        return await hands.do(Redo())

    async def restore(
        number: Annotated[int, "第几版；只恢复一处、用户没说哪版时填0，是这一处改之前的文字"],
        keep: Annotated[str, "整篇恢复时，要保留现在文字的部分；没有就空着"] = "",
        only: Annotated[str, "只恢复哪一处；空着是整篇"] = "",
    ) -> str:
        """把整篇或者一处恢复成以前一版的文字。用户说“恢复”“还是原来的”就用它，不要用 rewrite 去写。"""
        return await hands.do(Restore(number, keep, only))

    async def search(query: Annotated[str, "找什么：场合、主题、写法"]) -> str:
        """在范文库里找相近的讲话，给用户看。"""
        return await hands.do(Search(query))

    async def check() -> str:
        """查稿子的毛病：空缺、序号、前后矛盾、没有出处的数字。"""
        return await hands.do(Check())

    async def compare(
        old: Annotated[int, "早的一版；0是现在这一版，-1是它的上一版"], new: Annotated[int, "晚的一版；0是现在这一版"] = 0
    ) -> str:
        """把两版的不同摆给用户看。"""
        return await hands.do(Compare(old, new))

    async def export(profile: Annotated[Literal["印发稿", "朗读稿"], "印发稿是公文版式，朗读稿字大行疏"] = "印发稿") -> str:
        """备好 Word 文件，用户在页面上点了下载。"""
        return await hands.do(Export(profile))

    async def show_part(address: Address) -> str:
        """看一处的原文，用户问到写了什么、要对着原文商量时用。改写不必先看。"""
        assert show is not None
        try:
            return show(address)
        except _ITS_OWN as error:
            return _refusal(error)

    async def find_words(words: Annotated[str, "要找的词、数字，与稿子里一字不差，越短越好"]) -> str:
        """看一个词、一个数在稿子里出现在哪些句子里。用户问前后对不对得上、到底是多少时用。"""
        assert find is not None
        return find(words)

    offered: list[Callable[..., Awaitable[str]]] = [
        *(draft, rewrite, replace_words, correct, retitle, insert, delete, move, swap, merge, split),
        *(lock, unlock, undo, redo, restore, search, check, compare, export),
    ]
    offered += [show_part] if show else []
    offered += [find_words] if find else []
    return [StructuredTool.from_function(coroutine=one) for one in offered]
