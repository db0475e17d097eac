"""What a turn of the conversation is drawn as."""

from __future__ import annotations

import html
import re

from ui.chat import spoken
from ui.text import load

ZH = load("zh")
PASTED = "请把下面这篇改一改：" + "各单位要<b>抓紧</b>落实。" * 60


def test_a_short_message_is_shown_as_it_is_and_harmless() -> None:
    assert spoken(ZH, "把<b>局长</b>改成厅长") == '<div class="said">把&lt;b&gt;局长&lt;/b&gt;改成厅长</div>'


def test_a_pasted_speech_is_folded_and_whole() -> None:
    drawn = spoken(ZH, PASTED)
    summary, _, whole = drawn.partition("</summary>")
    assert len(summary) < 400
    assert html.unescape(whole.removesuffix("</details>")) == PASTED
    assert re.findall("<(/?[a-z]+)", drawn) == ["details", "summary", "/summary", "/details"]
    assert "点开看" in summary
