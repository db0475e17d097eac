"""The workbench as a secretary uses it: the real application in a real browser."""

from __future__ import annotations

import re
from io import BytesIO
from pathlib import Path
from urllib.parse import urlsplit

import docx
import pytest
from playwright.sync_api import Browser, expect

from tests.browser.conftest import running
from tests.browser.workbench import PASTED, Tab, at_rest, opened, part, say, text, version
from tests.ghost_writer import ghost_writer
from tests.protocol import Fault, Protocol, Reply, Request

pytestmark = pytest.mark.browser

ORDER = "起草一篇全市公安机关半年工作总结会议讲话，局长讲，2000字，要点：一是反诈破案率上升12%，二是基层派出所改革，三是队伍纪律作风"


@pytest.fixture(scope="module")
def drafted(app: str, chromium: Browser) -> str:
    """The address of a conversation in which the canonical order was drafted."""
    page = chromium.new_page()
    page.goto(app)
    say(page, ORDER)
    version(page, 1)
    address = page.url
    page.close()
    return address


def test_a_draft_shows_its_plan_and_its_sections_with_their_length(tab: Tab, drafted: str) -> None:
    page = tab(drafted)
    version(page, 1)
    rows = page.locator(".plan li.done")
    assert rows.count() >= 4
    for row in rows.all():
        assert re.search(r"\d+ / \d+ 字", row.inner_text())
    plan = page.locator(".plan").inner_text()
    for point in ("反诈破案率上升12%", "基层派出所改革", "队伍纪律作风"):
        assert point in plan
    written = int(re.search(r"(\d+) 字，约", page.locator(".manuscript-head").inner_text()).group(1))  # type: ignore[union-attr]
    assert 1200 <= written <= 2200
    assert text(page)[0] == page.locator(".manuscript-head b").inner_text()
    assert "12%" in "".join(text(page))


def test_one_of_two_outlines_is_chosen_and_written(tab: Tab, app: str) -> None:
    page = tab(app)
    say(page, f"{ORDER}，先给两个提纲")
    outlines = page.locator(".outlined")
    expect(outlines).to_have_count(2)
    for point in ("反诈破案率上升12%", "基层派出所改革", "队伍纪律作风"):
        assert all(point in outline for outline in outlines.all_inner_texts())
    chosen = [heading for heading in outlines.nth(1).locator("b").all_inner_texts() if "、" in heading]
    page.get_by_role("button", name="按这份提纲起草").nth(1).dblclick()
    version(page, 1)
    assert [line for line in text(page) if line in chosen] == chosen
    expect(page.get_by_role("button", name="按这份提纲起草")).to_have_count(0)
    page.reload()
    version(page, 1)


def test_a_rewrite_changes_its_part_alone_and_undo_brings_the_text_back(tab: Tab, drafted: str) -> None:
    page = tab(drafted)
    at_rest(page)
    before = text(page)
    parts = {number: part(page, number) for number in (1, 2, 3)}
    say(page, "重写第二部分，写得更具体")
    receipt = version(page, 2)
    assert "改了第二部分" in receipt
    assert "其余 0 字变动" in receipt
    assert part(page, 2) != parts[2]
    assert (part(page, 1), part(page, 3)) == (parts[1], parts[3])
    assert page.locator('.pages section:not([data-path^="2"]) p.changed').count() == 0
    # Two clicks in one breath are one undo.
    page.get_by_role("button", name="撤销").dblclick()
    version(page, 3)
    assert text(page) == before
    assert page.locator(".receipt").filter(has_text="第 4 版").count() == 0


def test_the_word_file_holds_the_text(tab: Tab, drafted: str, tmp_path: Path) -> None:
    page = tab(drafted)
    at_rest(page)
    with page.expect_download() as download:
        page.get_by_role("button", name="下载 Word").click()
    saved = tmp_path / "speech.docx"
    download.value.save_as(saved)
    assert download.value.suggested_filename == f"{text(page)[0]}.docx"
    paragraphs = [p.text for p in docx.Document(BytesIO(saved.read_bytes())).paragraphs if p.text]  # type: ignore[arg-type]
    assert paragraphs == text(page)


def test_two_clicks_on_an_example_are_one_order(app: str, tab: Tab) -> None:
    page = tab(app)
    before = page.locator(".st-key-conversations [class*=st-key-conversation-]").count()
    page.locator("[class*=st-key-example-address] button").dblclick()
    version(page, 1)
    assert page.locator(".st-key-conversation .said").count() == 1
    expect(page.locator(".st-key-conversations [class*=st-key-conversation-]")).to_have_count(before + 1)


def test_a_pasted_speech_is_shown_to_the_letter(app: str, tab: Tab) -> None:
    page = opened(tab, app)
    assert text(page) == PASTED.split("\n")[:-1]
    assert page.locator(".pages b", has_text="$x$").count() == 0


def test_an_uploaded_file_opens_and_a_bad_one_says_why(app: str, tab: Tab) -> None:
    page = tab(app)
    page.get_by_role("tab", name="上传文件").click()
    uploader = page.locator("[data-testid=stFileUploader] input")
    uploader.set_input_files({"name": "空.txt", "mimeType": "text/plain", "buffer": b""})
    expect(page.get_by_role("alert")).to_contain_text("文件是空的")
    old = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(2048)
    uploader.set_input_files({"name": "旧稿.doc", "mimeType": "application/msword", "buffer": old})
    expect(page.get_by_role("alert")).to_contain_text("另存为 .docx")
    uploader.set_input_files({"name": "讲稿.txt", "mimeType": "text/plain", "buffer": PASTED.encode("gb18030")})
    page.get_by_role("button", name="打开“讲稿.txt”").click()
    version(page, 1)
    assert text(page) == PASTED.split("\n")[:-1]


def test_an_ambiguous_address_offers_the_parts_to_choose_from(app: str, tab: Tab) -> None:
    page = opened(tab, app)
    before = {number: part(page, number) for number in (1, 2, 3)}
    say(page, "压缩“作风建设”那部分")
    candidates = page.locator("[class*=st-key-candidate-] button")
    candidates.first.wait_for()
    at_rest(page)
    assert [words.strip()[:2] for words in candidates.locator("p").all_inner_texts()] == ["一、", "二、"]
    candidates.nth(1).click()
    receipt = version(page, 2)
    assert "改了第二部分" in receipt
    assert (part(page, 1), part(page, 3)) == (before[1], before[3])
    assert candidates.count() == 0


def test_two_tabs_on_one_conversation_agree(app: str, tab: Tab) -> None:
    one = opened(tab, app)
    other = tab(one.url)
    at_rest(other)
    say(one, "把“逐项销号”改成“逐项办结”")
    version(one, 2)
    version(other, 2)
    for page in (one, other):
        expect(page.locator(".pages .paper")).to_contain_text("逐项办结")
    assert text(one) == text(other)


def test_a_part_chosen_on_the_page_takes_a_quick_order(app: str, tab: Tab) -> None:
    page = opened(tab, app)
    condense = page.get_by_role("button", name="压缩")
    expect(condense).to_be_disabled()
    page.locator('.pages section[data-path="2"] p').last.click()
    expect(condense).to_be_enabled()
    condense.click()
    assert "改了第二部分" in version(page, 2)


def test_an_old_version_can_be_compared_and_restored(app: str, tab: Tab) -> None:
    page = opened(tab, app)
    say(page, "把“逐项销号”改成“逐项办结”")
    version(page, 2)
    page.get_by_role("tab", name="版本").click()
    page.locator(".st-key-look-1 button").click()
    dialog = page.get_by_role("dialog")
    dialog.get_by_role("tab", name="比较").click()
    expect(dialog.locator(".difference del")).to_have_text(["销号"])
    expect(dialog.locator(".difference ins")).to_have_text(["办结"])
    page.keyboard.press("Escape")
    dialog.wait_for(state="detached")
    page.locator("[class*=st-key-restore-1-] button").click()
    version(page, 3)
    assert text(page) == PASTED.split("\n")[:-1]


def test_a_conversation_is_deleted_only_after_a_question(app: str, tab: Tab) -> None:
    page = opened(tab, app)
    number = urlsplit(page.url).query.removeprefix("c=")
    page.locator(f".st-key-more-{number} button").click()
    page.get_by_text("确定删除").wait_for()
    page.locator(f".st-key-forget-{number} button").click()
    page.locator(f".st-key-conversation-{number}").wait_for(state="detached")
    page.locator(".welcome").wait_for()
    again = tab(f"{app}/?c={number}")
    expect(again.get_by_role("alert")).to_contain_text("没有这个会话")


def test_the_interface_speaks_english_when_asked(app: str, tab: Tab) -> None:
    page = tab(app)
    page.get_by_role("radio", name="English").click()
    page.get_by_role("tab", name="Paste a speech").wait_for()


def test_a_page_reloaded_in_the_middle_goes_on_and_completes(tab: Tab, tmp_path: Path) -> None:
    with Protocol(ghost_writer, rate=400) as model, running(tmp_path / "home", **_with(model.url)) as app:
        page = tab(app)
        say(page, ORDER)
        page.locator(".plan li.writing").first.wait_for()
        page.locator(".st-key-growing .paper").wait_for()
        page.reload()
        page.locator(".st-key-growing .paper").wait_for()
        say(page, "撤销")
        page.get_by_text("排队中").wait_for()
        version(page, 1)
        page.get_by_text("第一版，没有可以撤销的了").wait_for()
        at_rest(page)
        assert page.locator(".plan li.done").count() >= 4
        assert page.locator(".st-key-conversation .said").first.inner_text() == ORDER


def test_a_stopped_draft_keeps_what_it_has_and_goes_on(tab: Tab, tmp_path: Path) -> None:
    settings = {"JIANGGAO_PARALLEL": "1"}
    with Protocol(ghost_writer, rate=400) as model, running(tmp_path / "home", **_with(model.url), **settings) as app:
        page = tab(app)
        say(page, ORDER)
        page.locator(".plan li.done").first.wait_for()
        page.get_by_role("button", name="停止").click()
        page.get_by_text("已停止，写好的部分都留着").wait_for()
        first = page.locator(".plan li.done").first.inner_text()
        page.get_by_role("button", name="继续").click()
        version(page, 1)
        assert page.locator(".plan li.done").first.inner_text() == first


def test_to_say_go_on_is_to_press_the_button(tab: Tab, tmp_path: Path) -> None:
    with Protocol(ghost_writer, rate=400) as model, running(tmp_path / "home", **_with(model.url)) as app:
        page = tab(app)
        say(page, ORDER)
        page.locator(".plan li.done").first.wait_for()
        page.get_by_role("button", name="停止").click()
        page.get_by_text("已停止，写好的部分都留着").wait_for()
        say(page, "继续")
        version(page, 1)
        expect(page.locator(".st-key-conversation .said")).to_have_count(1)


def test_an_endpoint_that_cannot_be_reached_is_named_with_what_to_do(tab: Tab, tmp_path: Path) -> None:
    with running(tmp_path / "home", **_with("http://127.0.0.1:9/v1")) as app:
        page = tab(app)
        say(page, ORDER)
        alert = page.get_by_role("alert")
        expect(alert).to_contain_text("连不上 127.0.0.1")
        page.get_by_role("button", name="继续").wait_for()


def _with(url: str) -> dict[str, str]:
    return {"JIANGGAO_WRITER": "model", "JIANGGAO_MODEL": "ghost", "OPENAI_API_KEY": "sk-test", "OPENAI_BASE_URL": url}


def test_an_interrupted_draft_stays_in_sight_and_at_hand_whatever_is_said_next(tab: Tab, tmp_path: Path) -> None:
    seen = 0

    def breaks_once(request: Request) -> Reply:
        nonlocal seen
        seen += 1
        return Fault("eof", "写到一半就断了") if seen == 4 else ghost_writer(request)

    with Protocol(breaks_once) as model, running(tmp_path / "home", **_with(model.url)) as app:
        page = tab(app)
        say(page, ORDER)
        page.get_by_text("没写完就断了").wait_for()
        written = page.locator(".st-key-growing .paper p").nth(4)
        written.wait_for()
        say(page, "压缩第一部分")
        page.get_by_text("这里还没有稿子").wait_for()
        written.wait_for()
        page.get_by_role("button", name="继续").click()
        assert "新稿" in version(page, 1)
