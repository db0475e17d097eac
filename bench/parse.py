"""How the time to parse a speech, and to find a place in it, grows with its length.

    python -m bench.parse [--runs 9]

Prints two Markdown tables, from 1 KB to 1 MB of a text made here: the best of the runs in milliseconds of processor
time, and for the parse the same for each 10,000 characters, which stays level where growth is linear. The parse is all
of `Speech(text).sections`; a place is found in a speech that is parsed. Last comes every saying of
tests/speech/addresses.yaml in the text of 10,000 characters, each in a parse of its own, so that none finds what another
has left: the best of the runs again, the median, the 95th percentile and the slowest.
"""

from __future__ import annotations

import argparse
import os
import platform
import time
from collections.abc import Callable
from functools import partial
from pathlib import Path
from statistics import median

import yaml

from errors import AddressError
from speech.document import Speech
from speech.locate import locate
from speech.numbering import chinese

SAYINGS = Path(__file__).parent.parent / "tests" / "speech" / "addresses.yaml"
SIZES = (400, 1_000, 3_400, 10_000, 34_000, 100_000, 350_000)  # characters; three bytes each, so 1 KB to 1 MB
ADDRESSES = ("第二部分第三点", "最后一部分", "第三段第二句", "2.3", "结尾", "讲台账的那段", "“底数要自己摸”那一条", "各部分小标题")
_HEAD = "在全区工作会议上的讲话\n（2025年3月6日）\n区委副书记 何以宁\n同志们：\n今天开这个会，议一件事。下面，我讲几点意见。\n"
_BASIS = (
    "底数要自己摸，账要自己算，摸不清的不许上报。去年有两个镇报上来的数，前后差了一大截，查下来，是一个按户算，一个按人算。"
    "口径不一，账就对不上；账对不上，钱就拨不准。"
)
_ERRORS = (
    "眼下有三种糊涂账：一是只管布置，不问结果，布置完了就等年底看材料；二是只看台账，不看现场，台账做得比现场漂亮；"
    "三是只算投入，不算成效，钱花完了才想起问一句值不值。"
)
_DEBT = (
    "还有一笔老账不能再拖。十年前修的那条水渠，当年说好两年通水，换了三任班子，到今天还差最后八百米。这八百米不是技术问题，也不是钱的问题，"
    "是没有人愿意去跟下游两个村坐下来谈。谈得成谈不成，先去谈了再说，谈一次不行谈三次，三次不行我陪着去谈。"
)
_DUTIES = (
    "街道办什么、社区办什么，六月底前列成一张表。表外的事，社区有权说不。谁牵头、谁配合、谁兜底，一件一件写清楚，"
    "写清楚了就照着办，不照着办的，年底要说得出道理。过去有一条巷子的路灯坏了四个月，三家都说不归自己管，最后是居民凑钱修的，这样的事不许再有。"
)
_RUN = (
    "一要按周调度。问题当场交办，不把矛盾留到年底。每周一上午碰一次头，不念稿子，只讲三样：办成了什么、卡在哪里、要谁帮忙。\n"
    "二要按月通报。先进在哪里、落后在哪里，摆到桌面上。通报要见人见事，不写“有的单位”“个别同志”，谁的责任就写谁的名字，写错了当面更正。\n"
    "三要按季考核。考核听居民的，不听汇报的。入户的问卷由第三方发，样本每季度换一批，结果直接报到会上，好的坏的都念出来。"
)
_PLAIN = (
    "干部的脚步勤一点，群众的路就近一点。大家回去以后，先把自己手里的清单看一遍，看清楚哪件该今天办。"
    "能当天办的不过夜，要几家一起办的，由牵头的那家先把人请到一张桌子上来，话说透，事定死，回头再看有没有落下的。"
)
_END = (
    "这些年我们吃过的亏，多半不是不知道该办什么，是办到一半松了劲。松一回，群众就多等一年；等上三年，再好的话也没有人听了。"
    "所以这件事从一开始就要想到底，开头定的章程，中间不许打折，末了要有人验收，验收的人不能是自己。验收不过的，退回去重办，办好了再报。"
    "有同志问，这样管会不会太死。我看不会。规矩立在前头，大家心里有底，反倒敢放手去干；规矩立在后头，出了事再补，那才叫人缩手缩脚。"
    "该松的地方要松，材料少报一份，会少开一个，表少填一张，省下来的时间都到村里去；该紧的地方要紧，钱、工程、人，这三样谁也不许含糊。"
)
_TAIL = "同志们，路在脚下，事在人为。让我们一起走！谢谢大家！"


def speech_of(chars: int) -> str:
    """A headed speech of about that length: 70 characters to a section, where most real documents have 75 to 330."""
    pieces, length, part = [_HEAD], len(_HEAD), 0
    while length < chars:
        part += 1
        written = _part(part)
        pieces.append(written)
        length += len(written)
    return "".join([*pieces, _TAIL])


def _part(number: int) -> str:
    """A lead, three points under headings, run-in points or plain paragraphs in turn, a series inside a paragraph.

    Chinese numerals of one part go up to 99; a longer text begins again, as bound volumes do.
    """
    ordinal = chinese((number - 1) % 99 + 1)
    return (
        f"{ordinal}、把第{number}件事办扎实\n"
        f"这件事牵着千家万户，早办早主动，晚办就被动。去年受理{number * 7}件，办结率比前年高{number % 9}个百分点。\n"
        f"（一）理清底数\n{_BASIS}{_ERRORS if number % 2 else _DEBT}\n（二）分清责任。{_DUTIES}\n"
        f"（三）盯住进度\n{_PLAIN if number % 2 else _RUN}\n{_END}\n"
    )


def best(work: Callable[[], object], runs: int) -> float:
    times = []
    for _ in range(runs):
        began = time.process_time()
        work()
        times.append(time.process_time() - began)
    return min(times) * 1000


def parse(text: str) -> object:
    return parse_of(Speech(text))


def parse_table(runs: int) -> str:
    lines = ["| characters | parse, ms | ms / 10,000 |", "| --: | --: | --: |"]
    for size in SIZES:
        text = speech_of(size)
        took = best(partial(parse, text), runs)
        lines.append(f"| {len(text):,} | {took:.2f} | {took / len(text) * 10_000:.2f} |")
    return "\n".join(lines)


def locate_table(runs: int) -> str:
    speeches = [Speech(speech_of(size)) for size in SIZES]
    lines = [f"| address, ms at | {' | '.join(f'{len(speech.text):,}' for speech in speeches)} |", f"| --- |{' --: |' * len(SIZES)}"]
    for address in ADDRESSES:
        took = [best(partial(found, speech, address), runs) for speech in speeches]
        lines.append(f"| {address} | {' | '.join(f'{t:.2f}' for t in took)} |")
    return "\n".join(lines)


def sayings_line(runs: int) -> str:
    table = yaml.safe_load(SAYINGS.read_text(encoding="utf-8"))
    sayings = sorted({row["say"] for rows in table.values() for row in rows})
    text = speech_of(10_000)
    took = sorted((min(_once(text, saying) for _ in range(runs)), saying) for saying in sayings)
    times = [time for time, _ in took]
    return (
        f"{len(sayings)} sayings at {len(text):,} characters, ms: median {median(times):.2f}, "
        f"95th percentile {times[int(len(times) * 0.95)]:.2f}, slowest {times[-1]:.2f} (“{took[-1][1]}”)"
    )


def _once(text: str, saying: str) -> float:
    speech = Speech(text)
    parse_of(speech)
    return best(partial(found, speech, saying), 1)


def parse_of(speech: Speech) -> object:
    return speech.sections


def found(speech: Speech, address: str) -> object:
    """What the address names, or the refusal: to refuse takes its time too."""
    try:
        return locate(speech, address)
    except AddressError as refusal:
        return refusal


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--runs", type=int, default=9)
    runs = parser.parse_args().runs
    print(f"{platform.system()} {platform.machine()}, {os.cpu_count()} cores, Python {platform.python_version()}\n")
    print(parse_table(runs), locate_table(runs), sayings_line(min(runs, 3)), sep="\n\n")


if __name__ == "__main__":
    main()
