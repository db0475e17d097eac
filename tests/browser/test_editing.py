"""Orders on parts as a secretary gives and takes them back: the real application in a real browser."""

from __future__ import annotations

import re
from io import BytesIO
from pathlib import Path

import docx
import pytest
from playwright.sync_api import Page, expect

from tests.browser.workbench import PASTED, Tab, at_rest, opened, part, say, text, version

pytestmark = pytest.mark.browser


def choose(page: Page, path: str, words: str) -> None:
    """Click in a part, and again until what is chosen begins with `words`."""
    section = page.locator(f'.pages section[data-path="{path}"] p').last
    here = page.locator(".here")
    section.click()
    expect(here).to_have_count(1)
    for _ in range(2):
        if f"指：{words}" in (said := here.inner_text()):
            return
        section.locator("span[data-sentence]").last.click()
        expect(here).not_to_have_text(said)
    expect(here).to_contain_text(f"指：{words}")


def review(page: Page) -> None:
    """Changes are to be shown before they are saved."""
    page.get_by_text("改动先给我看，再存").click()
    expect(page.get_by_role("switch").or_(page.get_by_role("checkbox")).first).to_be_checked()


def test_here_is_the_part_chosen_on_the_page(app: str, tab: Tab) -> None:
    page = opened(tab, app)
    before = {number: part(page, number) for number in (1, 2, 3)}
    choose(page, "2", "二、抓实作风建设的任务")
    say(page, "压缩这里")
    assert "改了第二部分" in version(page, 2)
    assert (part(page, 1), part(page, 3)) == (before[1], before[3])
    # It stays chosen, so that the next order may be about it too.
    expect(page.locator(".here")).to_contain_text("抓实作风建设的任务")


def test_a_further_click_chooses_the_paragraph_and_then_the_sentence(app: str, tab: Tab) -> None:
    page = opened(tab, app)
    choose(page, "1", "各单位要对照检查")
    expect(page.locator(".pages span.chosen")).to_contain_text("各单位要对照检查")
    say(page, "删掉这里")
    version(page, 2)
    assert text(page)[4] == "作风问题关系人心向背。"


def test_what_is_locked_is_marked_and_refused_until_it_is_unlocked(app: str, tab: Tab) -> None:
    page = opened(tab, app)
    choose(page, "2", "二、抓实作风建设的任务")
    page.get_by_role("button", name="锁定", exact=True).click()
    version(page, 2)
    locked = page.locator(".pages p.locked")
    expect(locked).to_have_count(2)
    expect(locked.first).to_have_attribute("title", "已锁定")
    say(page, "重写第二部分")
    alert = page.get_by_role("alert").filter(has_text="已锁定，不能改动")
    alert.wait_for()
    expect(alert).to_contain_text("先解除锁定再改")
    say(page, "把“责任”改成“担子”")
    version(page, 3)
    expect(page.locator(".notice", has_text="有 1 处锁定，没有动")).to_have_count(1)
    assert "把担子落到人" in part(page, 1)
    assert "要把责任落实到人" in part(page, 2)
    page.get_by_role("button", name="解锁", exact=True).click()
    version(page, 4)
    expect(locked).to_have_count(0)


def test_a_change_is_shown_first_and_saved_without_the_section_that_was_refused(app: str, tab: Tab) -> None:
    page = opened(tab, app)
    review(page)
    say(page, "把“责任”改成“担子”")
    proposed = page.locator("[class*=st-key-proposed-]")
    expect(proposed).to_have_count(2)
    at_rest(page)
    assert text(page) == PASTED.split("\n")[:-1]
    expect(proposed.first.locator("del")).to_have_text("责任")
    proposed.nth(1).locator("label").click()
    expect(proposed.nth(1).get_by_role("checkbox")).not_to_be_checked()
    page.get_by_role("button", name="采纳", exact=True).click()
    assert "改了第一部分" in version(page, 2)
    assert "把担子落到人" in part(page, 1)
    assert "要把责任落实到人" in part(page, 2)
    # What was answered can only be looked at.
    expect(page.get_by_role("button", name="采纳", exact=True)).to_have_count(0)
    expect(page.locator("summary", has_text="当时给看的改动")).to_have_count(1)


def test_of_what_was_shown_nothing_need_be_saved(app: str, tab: Tab) -> None:
    page = opened(tab, app)
    review(page)
    choose(page, "2", "二、抓实作风建设的任务")
    page.get_by_role("button", name="压缩").click()
    page.locator("[class*=st-key-proposed-]").first.wait_for()
    page.get_by_role("button", name="全部不要").click()
    page.locator(".notice", has_text="稿子没有变化").wait_for()
    at_rest(page)
    assert text(page) == PASTED.split("\n")[:-1]
    expect(page.get_by_role("button", name="全部不要")).to_have_count(0)
    page.reload()
    page.locator(".notice", has_text="稿子没有变化").wait_for()
    expect(page.get_by_role("button", name="采纳", exact=True)).to_have_count(0)


def test_what_was_undone_can_be_redone(app: str, tab: Tab) -> None:
    page = opened(tab, app)
    redo = page.get_by_role("button", name="重做")
    expect(redo).to_be_disabled()
    say(page, "删掉全文")
    version(page, 2)
    page.get_by_role("button", name="撤销").click()
    receipt = version(page, 3)
    assert "新稿" not in receipt
    assert "加了标题、称谓、开头、第一部分、第二部分、第三部分等 7 处" in receipt
    assert text(page) == PASTED.split("\n")[:-1]
    redo.click()
    version(page, 4)
    assert text(page) == []
    expect(redo).to_be_disabled()


def test_one_section_of_the_newest_version_is_taken_back(app: str, tab: Tab) -> None:
    page = opened(tab, app)
    say(page, "把“责任”改成“担子”，结尾再有力一点")
    version(page, 2)
    page.get_by_role("tab", name="版本").click()
    page.locator(".st-key-look-2 button").click()
    dialog = page.get_by_role("dialog")
    expect(dialog.locator(".made-by")).to_contain_text("把“责任”改成“担子”；结尾：再有力一点")
    changes = dialog.locator("[class*=st-key-change-2-]")
    expect(changes).to_have_count(3)
    expect(dialog.locator(".st-key-change-2-2 del")).to_have_text("责任")
    dialog.locator(".st-key-reject-2-2 button").click()
    dialog.wait_for(state="detached")
    assert "改了第二部分；" in version(page, 3)
    assert "要把责任落实到人" in part(page, 2)
    assert "把担子落到人" in part(page, 1)


def test_two_versions_are_compared_in_the_conversation(app: str, tab: Tab) -> None:
    page = opened(tab, app)
    say(page, "把“逐项销号”改成“逐项办结”")
    version(page, 2)
    say(page, "对比第1版和现在")
    page.locator(".st-key-conversation summary", has_text="第 1 版和第 2 版的差别").wait_for()
    at_rest(page)
    expect(page.locator(".st-key-conversation .difference del")).to_have_text("销号")
    expect(page.locator(".st-key-conversation .difference ins")).to_have_text("办结")


def test_the_reading_copy_is_made_in_its_own_layout(app: str, tab: Tab, tmp_path: Path) -> None:
    page = opened(tab, app)
    say(page, "导出朗读稿")
    button = page.get_by_role("button", name="下载 Word（朗读稿）")
    button.wait_for()
    at_rest(page)
    sizes = {}
    for name, press in (("读", button), ("印", page.get_by_role("button", name="下载 Word", exact=True))):
        with page.expect_download() as download:
            press.click()
        download.value.save_as(tmp_path / name)
        styles = docx.Document(BytesIO((tmp_path / name).read_bytes())).styles  # type: ignore[arg-type]
        sizes[name] = styles["Normal"].font.size
    assert sizes["读"] > sizes["印"]


def test_an_order_on_a_part_that_is_not_there_is_done_where_it_is_pointed(app: str, tab: Tab) -> None:
    page = opened(tab, app)
    before = {number: part(page, number) for number in (1, 2, 3)}
    choose(page, "1", "一、认清作风建设的形势")
    say(page, "这里压缩，第五部分删掉")
    page.get_by_role("button", name="三、强化组织保障").click()
    receipt = version(page, 2)
    assert re.search("改了第一部分.*删了 1 处；顺改序号：开头", receipt, re.S)
    assert part(page, 1) != before[1]
    assert (part(page, 2), part(page, 3)) == (before[2], "")
