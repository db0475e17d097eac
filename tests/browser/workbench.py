"""What a secretary does on the workbench, and what is seen of it."""

from __future__ import annotations

from collections.abc import Callable

from playwright.sync_api import Page, expect

Tab = Callable[[str], Page]
PASTED = """在全市作风建设推进会上的讲话
同志们：
今天召开这次会议，主要任务是部署作风建设工作。下面，我讲三点意见。
一、认清作风建设的形势
作风问题关系人心向背。各单位要对照检查，把问题找准，把原因查清，把责任落到人。
二、抓实作风建设的任务
要把责任落实到人。每个科室都要拿出清单，逐项销号，办一件成一件，不许拖到下个月。
三、强化组织保障
各级领导干部要带头。<b>$x$</b> 与 **星号** 原样保留。
同志们，让我们一起努力。
"""


def say(page: Page, message: str) -> None:
    page.locator("[data-testid=stChatInput] textarea").fill(message)
    page.keyboard.press("Enter")


def version(page: Page, number: int) -> str:
    """What the receipt of a version says, once the version is shown and nothing runs any more."""
    receipt = page.locator(".st-key-conversation .receipt").filter(has_text=f"第 {number} 版")
    receipt.wait_for()
    expect(page.locator(".manuscript-head span")).to_contain_text(f"第 {number} 版")
    at_rest(page)
    return receipt.inner_text()


def at_rest(page: Page) -> None:
    page.locator(".st-key-running").wait_for(state="detached")
    expect(page.locator(".pages .paper")).to_have_count(1)


def text(page: Page) -> list[str]:
    return page.locator(".pages .paper p").all_inner_texts()


def part(page: Page, number: int) -> str:
    sections = page.locator(f'.pages section[data-path="{number}"], .pages section[data-path^="{number}."]')
    return "\n".join(sections.all_inner_texts())


def opened(tab: Tab, address: str, words: str = PASTED) -> Page:
    page = tab(address)
    page.get_by_role("tab", name="粘贴已有讲稿").click()
    page.locator("textarea[placeholder^=把讲稿全文]").fill(words)
    page.get_by_role("button", name="打开", exact=True).click()
    version(page, 1)
    return page
