"""The meeting, the speaker and the occasion, read from the many ways in which they are typed."""

from __future__ import annotations

import pytest

from agent.briefing import read_brief


@pytest.mark.parametrize(
    ("request_", "title", "speaker", "occasion"),
    [
        ("帮忙起草一篇局长在县公安局年度工作会上的讲话，3000字", "在县公安局年度工作会上的讲话", "局长", "工作总结"),
        ("桂花街道半年总结会的稿子，党工委书记讲，1500字", "在桂花街道半年总结会上的讲话", "党工委书记", "工作总结"),
        ("【会议】市水利局年终总结大会\n【谁讲】局长", "在市水利局年终总结大会上的讲话", "局长", "工作总结"),
        ("市交通运输局，春运动员部署会，局长讲20分钟。今年春运40天", "在春运动员部署会上的讲话", "局长", "动员部署"),
        ("县人民医院要开警示教育会，院长讲话2000字左右", "在县人民医院警示教育会上的讲话", "院长", "警示教育"),
        ("区教育局课后服务现场会局长讲话 1200字", "在区教育局课后服务现场会上的讲话", "局长", "现场会"),
        ("全市医师节表彰会 市卫健委主任 2000字", "在全市医师节表彰会上的讲话", "市卫健委主任", "表彰"),
        ("“质量月”启动仪式，区长致辞，1000字左右", "在“质量月”启动仪式上的致辞", "区长", "致辞"),
        ("明天市局来宣布，我到临江县公安局任局长，表态发言写1000字", "任职表态发言", "临江县公安局局长", "任职表态"),
        ("市税务局党委书记讲专题党课，20分钟，主题：“为国聚财、为民收税”", "为国聚财、为民收税", "", "党课"),
        ("给县局年度工作会写局长讲话，2000字\n一、成绩\n- 破案率61%", "在县局年度工作会上的讲话", "局长", "工作总结"),
        ("写一个全市营商环境大会的主持词，600字", "全市营商环境大会主持词", "", "主持"),
        ("写个县交通局在全市防汛动员会上的表态发言", "在全市防汛动员会上的表态发言", "", "表态"),
    ],
)
def test_head_of_a_brief(request_: str, title: str, speaker: str, occasion: str) -> None:
    brief = read_brief(request_)
    assert (brief.title, brief.speaker, brief.occasion) == (title, speaker, occasion)


@pytest.mark.parametrize(
    ("request_", "words", "ceiling"),
    [
        ("字数：1200以内\n会议：防汛动员会", 1200, True),
        ("多长：800字左右\n会议：防汛动员会", 800, False),
        ("防汛动员会讲话，别超过1500字", 1500, True),
    ],
)
def test_lengths(request_: str, words: int, ceiling: bool) -> None:
    length = read_brief(request_).length
    assert (length.words, length.ceiling) == (words, ceiling)
