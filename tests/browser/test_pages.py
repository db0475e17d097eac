"""The library, the prompts and the settings in a real browser."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from tests.browser.conftest import running

pytestmark = pytest.mark.browser

Tab = Callable[[str], Page]
SPEECH = """在全县粮食购销工作会议上的讲话
同志们：
今天召开这次会议，部署秋粮收购。下面，我讲两点意见。
一、备足仓容
各库点要在开秤前腾出仓容，逐仓查验，不留死角。
二、管好质量
要把好扦样、检验、入库三道关，让农民卖明白粮。
同志们，让我们把粮食收好。
"""


def page_of(page: Page, name: str) -> None:
    page.get_by_role("link", name=name).click()
    page.locator(".page-head h2", has_text=name).wait_for()


def test_a_sample_is_added_found_and_removed(app: str, tab: Tab) -> None:
    page = tab(app)
    page_of(page, "样稿库")
    listed = page.get_by_role("tab", name="样稿")
    expect(listed).to_have_text("样稿 44 篇")
    page.get_by_role("tab", name="添加").click()
    files = [
        {"name": "粮食.txt", "mimeType": "text/plain", "buffer": SPEECH.encode("gb18030")},
        {"name": "空.txt", "mimeType": "text/plain", "buffer": b""},
    ]
    page.locator("[data-testid=stFileUploader] input").set_input_files(files)  # type: ignore[arg-type]
    page.get_by_role("button", name="加入样稿库").click()
    expect(page.get_by_role("status").filter(has_text="粮食.txt：已加入")).to_be_visible()
    expect(page.get_by_role("alert").filter(has_text="文件是空的")).to_be_visible()
    expect(listed).to_have_text("样稿 45 篇")
    page.get_by_role("tab", name="检索").click()
    page.get_by_placeholder("基层派出所改革").fill("腾出仓容，逐仓查验")
    page.keyboard.press("Enter")
    first = page.locator(".passage").first
    expect(first.locator(".where")).to_contain_text("在全县粮食购销工作会议上的讲话")
    expect(first.locator("mark")).to_contain_text("腾出仓容")
    listed.click()
    page.locator("[data-testid=stDataFrame] .dvn-scroller").click(position={"x": 16, "y": 54})
    page.locator(".st-key-sample .manuscript-head").wait_for()
    page.get_by_role("button", name="移除").click()
    page.get_by_role("button", name="确定移除").click()
    expect(listed).to_have_text("样稿 44 篇")


def test_the_settings_page_says_what_is_missing_and_never_shows_the_key(tab: Tab, tmp_path: Path) -> None:
    key = "sk-this-is-secret"
    given = {
        "JIANGGAO_WRITER": "auto",
        "OPENAI_API_KEY": key,
        "JIANGGAO_MODEL": "some-model",
        "OPENAI_BASE_URL": "https://api.example.com/v1",
    }
    with running(tmp_path / "home", **given) as app:
        page = tab(app)
        # What leaves this machine is said before anything does.
        expect(page.locator(".st-key-start")).to_contain_text("会发往 api.example.com")
        page_of(page, "设置")
        row = page.locator("tr", has_text="OPENAI_API_KEY").first
        expect(row).to_contain_text("已设置")
        expect(page.locator(".st-key-page")).to_contain_text("api.example.com")
        assert key not in page.content()


def test_a_setting_that_does_not_parse_is_named(tab: Tab, chromium: object, tmp_path: Path) -> None:
    with running(tmp_path / "home", JIANGGAO_PARALLEL="many") as app:
        page = chromium.new_page()  # type: ignore[attr-defined]
        page.goto(app)
        expect(page.get_by_role("alert")).to_contain_text("JIANGGAO_PARALLEL")
        page.close()


def test_the_prompts_page_shows_every_outline_and_every_prompt(app: str, tab: Tab) -> None:
    page = tab(app)
    page_of(page, "提示词")
    expect(page.locator("[data-testid=stTabPanel]").first.locator("details")).to_have_count(14)
    page.locator("summary", has_text="工作总结").click()
    expect(page.locator("ol.outline").first).to_contain_text("成绩")
    page.get_by_role("tab", name="提示词").click()
    expect(page.locator("summary", has_text="rewrite").first).to_be_visible()
