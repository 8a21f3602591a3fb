"""What the text calls itself, what it rests on, and words that hold only for a branch."""

from __future__ import annotations

import pytest

from jindu.model import genres
from jindu.model.choices import Genre
from jindu.output import render
from jindu.source.load import load_text
from tests.wordfile import WordFile

BASIS = "依据: [中华人民共和国禁毒法, 戒毒条例]"
BRANCH = "支部: [{编号: 甲, 名称: 柳林街道禁毒党支部}]\n"
GROUP = "单位名录: [{编号: 街, 名称: 柳林街道办事处}]\n领导小组: {组长: {单位: 街, 职务: 主任}}\n"


def told(text: str, kind: str = "实施方案") -> str:
    loaded = load_text(text)
    assert not loaded.source.problems
    made = render.render(loaded, wanted=render.RenderOptions(kind, allow_errors=True))
    word = "\n".join(p.text for p in WordFile(made).paragraphs)
    markdown = render.render(loaded, "md", render.RenderOptions(kind, allow_errors=True)).decode()
    bare = "".join(markdown.replace("\\", "").replace("*", "").replace("#", "").split())
    for line in word.splitlines():
        assert "".join(line.split()) in bare
    return word


@pytest.mark.parametrize(
    ("title", "end"),
    [
        ("柳林街道禁毒支部创建实施方案", "推进禁毒党支部建设，结合本地实际，制定本方案。"),
        ("清源县禁毒工作三年行动计划（2026—2028年）", "做好禁毒工作，结合本地实际，制定本计划。"),
        ("清源县禁毒工作管理办法（试行）", "做好禁毒工作，结合本地实际，制定本办法。"),
        ("清源县禁毒工作管理规定", "做好禁毒工作，结合本地实际，制定本规定。"),
        ("白石镇禁毒工作考核细则", "做好禁毒工作，结合本地实际，制定本细则。"),
        ("白石镇禁毒工作考核办法", "做好禁毒工作，结合本地实际，制定本办法。"),
        ("清源县禁毒工作发展规划", "做好禁毒工作，结合本地实际，制定本规划。"),
        ("关于加强禁毒工作的意见", "做好禁毒工作，结合本地实际，提出如下意见。"),
        ("清源县禁毒工作任务分解表", "做好禁毒工作，结合本地实际，制定本分工方案。"),
    ],
)
def test_the_preamble(title: str, end: str) -> None:
    said = told(f"方案: {{标题: {title}, {BASIS}}}\n")
    assert f"为贯彻落实《中华人民共和国禁毒法》《戒毒条例》，{end}" in said


def test_the_word_in_other_sentences() -> None:
    text = (
        "方案: {标题: 清源县禁毒工作管理办法}\n经费: {总额: 3万元}\n"
        "单位名录: [{编号: 街, 名称: 柳林街道办事处}]\n"
        "工作任务: [{编号: 甲, 名称: 开展宣传, 牵头单位: 街}]\n"
    )
    assert "为做好禁毒工作，结合本地实际，制定本办法。" in told(text)
    assert "本办法所需经费3万元" in told(text)
    assert "各牵头单位要对照办法逐项明确" in told(text, "印发通知")
    assert "方案" not in told(text, "印发通知").replace("分工方案", "")


@pytest.mark.parametrize(
    ("genre", "title", "word"),
    [
        (Genre.MEASURES, "禁毒工作考核细则", "办法"),
        (Genre.SCORING, "禁毒工作考核标准", "标准"),
        (Genre.PROGRAMME, "2026年禁毒工作要点", "要点"),
        (Genre.FORM, "", "申报表"),
        (Genre.PLAN, "工作安排", "方案"),
    ],
)
def test_own_word(genre: Genre, title: str, word: str) -> None:
    assert genres.own_word(genre, title) == word


def test_a_written_genre_names_a_text_without_title() -> None:
    said = told("方案: {文种: 办法}\n")
    assert said.startswith("禁毒工作办法")
    assert "制定本办法" in said


@pytest.mark.parametrize(
    ("basis", "cited"),
    [
        ("禁毒法", "《禁毒法》"),
        ("《禁毒法》", "《禁毒法》"),
        ("{名称: 关于加强禁毒工作的意见, 发文机关: 中共清源县委, 文号: 清发〔2026〕5号}",
         "中共清源县委《关于加强禁毒工作的意见》（清发〔2026〕5号）"),
        ("习近平总书记关于禁毒工作的重要指示精神", "习近平总书记关于禁毒工作的重要指示精神"),
        ("中共中央《关于加强禁毒工作的意见》精神", "中共中央《关于加强禁毒工作的意见》精神"),
        ("{名称: 全市禁毒工作会议, 类型: 会议}", "全市禁毒工作会议精神"),
        ("{名称: 县委主要领导在县禁毒委全体会议上的讲话, 类型: 讲话}",
         "县委主要领导在县禁毒委全体会议上的讲话"),
        ("{名称: 省禁毒委关于“两打两控”, 类型: 工作要求}", "省禁毒委关于“两打两控”要求"),
        ("{名称: 上级部署, 类型: 文件}", "《上级部署》"),
    ],
)  # fmt: skip
def test_a_basis(basis: str, cited: str) -> None:
    said = told(f"方案: {{标题: 柳林街道禁毒支部创建实施方案, 依据: [{basis}]}}\n")
    assert f"为贯彻落实{cited}，推进禁毒党支部建设" in said


def test_titles_beside_others() -> None:
    said = told("方案: {标题: 禁毒工作方案, 依据: [禁毒法, 全市禁毒工作会议精神, 戒毒条例]}\n")
    assert "为贯彻落实《禁毒法》、全市禁毒工作会议精神、《戒毒条例》，" in said


def test_a_kind_that_is_none() -> None:
    [found] = load_text("方案: {依据: [{名称: 甲, 类型: 传闻}]}\n").source.problems
    assert found.code == "STR001"
    assert "文件、精神、会议、讲话、工作要求" in found.tip


def test_an_own_preamble() -> None:
    own = "为深入推进新时代禁毒人民战争，经街道党工委研究，制定本方案。"
    said = told(f"方案: {{标题: 柳林街道禁毒工作方案, {BASIS}, 引言: {own}}}\n")
    assert own in said
    assert "贯彻落实" not in said


class TestLeadingGroup:
    def test_named(self) -> None:
        text = GROUP.replace("{组长", "{名称: 柳林街道禁毒工作领导小组, 组长")
        said = told(f"方案: {{标题: 柳林街道禁毒工作方案}}\n{text}")
        assert (
            "成立柳林街道禁毒工作领导小组（以下简称领导小组），由柳林街道办事处主任任组长。" in said
        )
        assert said.count("柳林街道禁毒工作领导小组") >= 2
        assert "支部" not in said

    def test_without_a_branch(self) -> None:
        said = told(f"方案: {{标题: 柳林街道禁毒工作方案}}\n{GROUP}")
        assert "成立工作领导小组（以下简称领导小组），由" in said
        assert "领导小组统筹各项工作，" in said
        assert "支部" not in said

    @pytest.mark.parametrize(
        ("title", "more"), [("柳林街道禁毒支部创建实施方案", ""), ("柳林街道禁毒工作方案", BRANCH)]
    )
    def test_with_a_branch(self, title: str, more: str) -> None:
        said = told(f"方案: {{标题: {title}}}\n{GROUP}{more}")
        assert "成立禁毒支部创建工作领导小组（以下简称领导小组），由" in said
        assert "领导小组统筹支部创建工作，" in said


@pytest.mark.parametrize(
    ("title", "subject"),
    [
        ("白石镇禁毒工作考核细则", "白石镇禁毒工作"),
        ("关于加强禁毒工作的实施意见", "加强禁毒工作"),
        ("清源县禁毒工作管理办法", "清源县禁毒工作"),
        ("柳林街道禁毒支部创建实施方案", "柳林街道禁毒支部创建"),
    ],
)
def test_the_subject_of_lists(title: str, subject: str) -> None:
    text = f"方案: {{标题: {title}}}\n工作任务: [{{编号: 甲, 名称: 开展宣传}}]\n"
    assert told(text, "任务清单").startswith(f"{subject}任务清单")
