from __future__ import annotations

import json
import threading
from collections.abc import Callable, Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import Engine

from vectorstore.embeddings import HashedNgrams
from vectorstore.library import Library

POLICE = """在全市公安机关半年工作会议上的讲话
（2025年7月4日）
市公安局局长 周明远
同志们：
今天召开全市公安机关半年工作会议，总结上半年工作，部署下半年任务。下面，我讲三点意见。
一、肯定成绩，看到上半年工作来之不易
全市公安机关破获电信网络诈骗案件320起，同比上升12%，为群众挽回损失300余万元。
临澜市局反诈中心紧盯资金流和通信流，把预警劝阻做到了群众家门口。
二、正视问题，看到短板弱项不容回避
有的派出所预警劝阻不够及时，有的民警执法不够规范，群众还有意见。
三、压实责任，抓好下半年重点任务
一是打击要更准。要盯住诈骗窝点，深挖幕后金主，追赃挽损。
二是防范要更实。要进社区、进校园、进企业，把反诈宣传做到群众心里。
三是作风要更硬。要从严管理队伍，严格执法纪律，让群众看到变化。
同志们，目标已经明确，关键在于落实。让我们一起努力，交出一份过硬的答卷。
"""

TEACHERS = """在全县教师节表彰大会上的讲话
（2024年9月9日）
县教育局局长 舒怀瑾
老师们、同志们：
今天我们欢聚一堂，庆祝第四十个教师节，表彰一批优秀教师和教育工作者。
一、向受到表彰的老师表示祝贺
槐安县第一中学的教师扎根讲台三十年，送走了一届又一届学生。
他们的事迹告诉我们，课堂就是教师最大的舞台，学生就是教师最好的作品。
二、希望全体教师学习先进
要把心思放在备课上课上，把爱心给予每一名学生，把师德刻在心上。
老师们，教育是慢的事业。祝大家节日快乐，桃李满园。
"""

FLOOD = """在全县防汛动员会议上的讲话
（2024年4月19日）
副县长 纪云舒
同志们：
离入汛还有26天，今天开会就是要把防汛的弦绷紧，把各项准备做在前面。
一、认清形势，克服麻痹思想
今年降雨预计偏多，水库和山塘的隐患还没有全部消除，一些同志心存侥幸。
二、突出重点，抓好水库和山洪防御
水库巡查要定人定时，山洪灾害危险区的群众转移要落实到户到人。
预警要叫得应，转移要走得掉，物资要调得出，抢险队伍要拉得上去。
三、严明纪律，落实防汛责任
值班值守不能脱岗，出了问题要严肃追究责任。
同志们，防汛责任重于泰山，让我们共同守护一方平安。
"""


@pytest.fixture
def open_library(sqlite: Engine, tmp_path: Path) -> Iterator[Callable[[], Library]]:
    """Opens the one library again and again, as processes do one after another."""
    opened: list[Library] = []

    def again() -> Library:
        opened.append(Library(sqlite, tmp_path / "library", HashedNgrams()))
        return opened[-1]

    yield again
    for library in opened:
        library.close()


@pytest.fixture
def library(open_library: Callable[[], Library]) -> Library:
    return open_library()


@pytest.fixture
def stocked(library: Library) -> Library:
    for name, text in (("半年会.txt", POLICE), ("教师节.txt", TEACHERS), ("防汛.txt", FLOOD)):
        library.add(name, text.encode("utf-8"))
    return library


class Endpoint:
    """An embedding endpoint that keeps what it was sent. Any `status` but 200 is answered with an error."""

    def __init__(self) -> None:
        self.inputs: list[list[str]] = []
        self.keys: list[str] = []
        self.status = 200
        self._server = ThreadingHTTPServer(("127.0.0.1", 0), type("Handler", (_Handler,), {"endpoint": self}))
        self.url = f"http://127.0.0.1:{self._server.server_port}/v1"
        threading.Thread(target=self._server.serve_forever, daemon=True).start()

    def answer(self, texts: list[str], key: str) -> dict[str, Any]:
        self.inputs.append(texts)
        self.keys.append(key)
        if self.status != 200:
            return {"error": {"message": f"no, not with {key}", "code": "refused"}}
        rows = [{"object": "embedding", "index": i, "embedding": [float(len(text)), 3.0]} for i, text in enumerate(texts)]
        return {"object": "list", "model": "m", "data": rows, "usage": {"prompt_tokens": 1, "total_tokens": 1}}

    def close(self) -> None:
        self._server.shutdown()
        self._server.server_close()


class _Handler(BaseHTTPRequestHandler):
    endpoint: Endpoint

    def do_POST(self) -> None:
        body = json.loads(self.rfile.read(int(self.headers["Content-Length"])))
        reply = json.dumps(self.endpoint.answer(body["input"], self.headers["Authorization"])).encode()
        self.send_response(self.endpoint.status)
        self.send_header("Content-Type", "application/json")
        self.send_header("Content-Length", str(len(reply)))
        self.end_headers()
        self.wfile.write(reply)

    def log_message(self, *_arguments: object) -> None:
        return None


@pytest.fixture
def endpoint() -> Iterator[Endpoint]:
    opened = Endpoint()
    yield opened
    opened.close()
