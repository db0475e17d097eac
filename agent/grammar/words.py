"""The words that orders are made of, and the addresses that stand between them."""

from __future__ import annotations

import re
from typing import Literal

from speech.address import read_address
from speech.units import SIZE as SIZE

OPEN, CLOSE = '[“‘「『"《]', '[”’」』"》]'
QUOTED = re.compile(r"“([^”]+)”|‘([^’]+)’|「([^」]+)」|『([^』]+)』|\"([^\"]+)\"|《([^》]+)》")
NUMERAL = "[一二两三四五六七八九十\\d]{1,3}"
FIGURE = r"(?:百分之[一二三四五六七八九十百零点]+|\d[\d,.]*(?:多|余|来)?(?:%|％|个百分点|万|亿)*[\u4e00-\u9fff]{0,2})"
MARKS = "，,、：:；; 。"
# A trailing word that asks for nothing.
SOFT = "(?:吧|了|啦|呢|哈|去|掉|一下|一遍)*"

# Whose order it is: 王局意见：, 李政委说.
WHO = re.compile(
    r"^(?:[\u4e00-\u9fff]{0,3}(?:局长?|书记|政委|主任|[省市县区镇乡处院校部厅所队]长|总|领导)(?:的)?(?:意见|意思|批示|指示|要求)(?:是)?[：:，]"
    r"|[\u4e00-\u9fff]{0,3}(?:局长?|书记|政委|主任|[省市县区镇乡处院校部厅所队]长|领导)(?:说了?|讲了?|让|交代)[，：:]?)"
)
_SEVERAL = re.compile(rf"[、和与跟及到至]|[各每]|所有|除|(?<![第一二三四五六七八九十\d]){SIZE}个?[点条段句部]")
_HEADING = re.compile(r"的?(?:小|大|(?<!部)分)?(?:标题|题目)$")
_TAKING = re.compile("^(?:请?[把将对给让就]|在)")
_WHOLE_PART = re.compile("([一二三四五六七八九十])(?=整个|整块|全部删)")
_RUNNING = re.compile("的?[一二三四五六七八九十][是要](?=[放移挪提搬]|前面|后面|之前|之后|和|与|跟|对调|删|去掉)")
_SIDE = re.compile(
    r"^(?:的)?(?:(?P<before>之前|最前面|前面|前边|前头|前)|(?P<after>之后|后面|后边|后头|下面|末尾|最末|最后面?|后)|(?P<inside>里面|当中|里边|之中|里头|里|中间|中))"
)
Side = Literal["before", "after", "inside"]


def quoted(words: str) -> str | None:
    """What stands between quotation marks, where nothing stands around them."""
    match = QUOTED.fullmatch(words.strip(MARKS))
    return next(group for group in match.groups() if group) if match else None


def bare(words: str) -> str:
    """Without quotation marks around it."""
    return quoted(words) or words.strip(MARKS)


def outside_quotes(words: str) -> str:
    """With each quotation as long a run of 〇, so that positions stay."""
    return QUOTED.sub(lambda match: "〇" * len(match.group()), words)


def addressed(words: str) -> tuple[str, str] | None:
    """The address that an order begins with, 把 and the like taken off, and what follows it."""
    for start in dict.fromkeys((taken.end() if (taken := _TAKING.match(words)) else 0, 0)):
        if whole := _WHOLE_PART.match(words, start):
            return f"第{whole[1]}部分", words[whole.end() :]
        found = read_address(words, start)
        end = found[1] if found else start
        # 三要 and 五是 are points only where something is done with them as a whole.
        if point := _RUNNING.match(words, end):
            end = point.end()
        if end > start:
            return words[start:end], words[end:]
    return None


def is_address(words: str) -> bool:
    found = read_address(words)
    return found is not None and not words[found[1] :].strip("的里中")


def without_heading(address: str) -> str:
    """第一部分 of 第一部分的小标题; empty for a bare 标题."""
    return _HEADING.sub("", address)


def is_plural(address: str) -> bool:
    """Whether it names more than one place by its form."""
    return bool(_SEVERAL.search(address))


def side_of(words: str) -> tuple[Side | None, str]:
    """后面, 前面, 里 at the head of what follows an address, and the rest."""
    match = _SIDE.match(words)
    if not match:
        return None, words
    side: Side = "before" if match["before"] else "after" if match["after"] else "inside"
    return side, words[match.end() :]
