"""The body of a plan: every figure told somewhere, nothing told twice, customary sentences."""

from __future__ import annotations

import functools
import re
from collections import Counter
from collections.abc import Iterator

import pytest

from jindu import assets, scaffold
from jindu.document.blocks import Block, Doc, Heading, Para, Table
from jindu.document.compose import compose
from jindu.document.kinds import KINDS, Unready
from jindu.model.plan import Plan
from jindu.output import render
from jindu.source import load
from jindu.units import say_quantity, wan
from tests.builders import plan_from
from tests.wordfile import WordFile

SCHEMES = sorted(assets.schemes())
PLANS = ("实施方案", "申报方案", "印发通知")


@functools.cache
def plan_of(scheme: str) -> Plan:
    plan = load.load_text(scaffold.load(scheme).text).plan
    assert plan is not None
    return plan


def lines(blocks: tuple[Block, ...]) -> Iterator[str]:
    for block in blocks:
        if isinstance(block, Heading):
            yield block.text
        elif isinstance(block, Para):
            yield block.lead + "".join(run.text for run in block.content)


def body(doc: Doc) -> list[str]:
    """The texts before the annexes; those of a notice and of what it issues."""
    pages = (doc.body, *(page.blocks for page in doc.annexes if not page.mark))
    return [line for page in pages for line in lines(page)]


def said(text: str, kind: str = "实施方案") -> list[str]:
    return body(compose(plan_from(text), kind))


def figures(plan: Plan) -> Iterator[str]:
    """Every figure with its unit, and every time."""
    for item in plan.indicators:
        base, alert = item.baseline, item.alert
        values = [item.target, *item.year_targets.values()]
        values += [base.value] if base else []
        values += [alert.yellow, alert.red] if alert else []
        yield from (say_quantity(v, item.unit_of_measure) for v in values if v is not None)
        yield from (base.date.name(),) if base and base.date else ()
        yield from (f"样本{item.survey.sample}",) if item.survey else ()
    yield from (task.deadline.words() for task in plan.tasks if task.deadline)
    yield from (stage.period.words() for stage in plan.stages if stage.period)
    yield from (f"正式党员{branch.member_count}名" for branch in plan.branches)
    yield from (f"{team.name}{team.size}人" for team in plan.teams)
    amounts = [*(e.amount for e in plan.expenses), *(f.amount for f in plan.funds)]
    yield from (wan(amount) for amount in amounts if amount)
    assert plan.evaluation is not None
    yield from (
        f"{d.name}{say_quantity(d.score, '分')}" for d in plan.evaluation.dimensions if d.score
    )
    yield from (r.date.words() for r in plan.evaluation.reviews if r.date)


def duties(plan: Plan) -> Iterator[str]:
    """What units have to do."""
    yield from (unit.duties for unit in plan.units if unit.duties)
    yield from (i.alert.action for i in plan.indicators if i.alert and i.alert.action)
    yield from (task.outcome for task in plan.tasks if task.outcome)
    yield from (team.duties for team in plan.teams if team.duties)
    assert plan.overview is not None
    yield from (risk.response for risk in plan.overview.risks if risk.response)


@pytest.mark.parametrize("scheme", SCHEMES)
class TestEveryScheme:
    def test_every_figure_and_duty_is_told(self, scheme: str) -> None:
        word = WordFile(render.render(load.load_text(scaffold.load(scheme).text)))
        told = "\n".join(paragraph.text for paragraph in word.paragraphs)
        plan = plan_of(scheme)
        assert not [figure for figure in figures(plan) if figure not in told]
        short = {str(unit.name): unit.short or "" for unit in plan.units}
        names = re.compile("|".join(map(re.escape, [*short, *filter(None, short.values())])))
        bare = names.sub("", told)
        assert not [duty for duty in duties(plan) if names.sub("", duty.rstrip("。")) not in bare]

    @pytest.mark.parametrize("kind", PLANS)
    def test_nothing_is_told_twice(self, scheme: str, kind: str) -> None:
        lines_ = body(compose(plan_of(scheme), kind))
        told = [line for line in lines_ if not line.startswith("牵头单位：")]
        sentences = Counter(
            sentence
            for line in told
            for sentence in re.split("[。；：]", line)
            if len(sentence) > 8
        )
        assert [sentence for sentence, times in sentences.items() if times > 1] == []
        clauses = Counter(c for line in told for c in re.split("[，。；：、]", line))
        again = [c for c, times in clauses.items() if times > 1 and re.search(r"\d", c)]
        assert [clause for clause in again if not re.fullmatch(r"（?\d{4}年.{0,9}", clause)] == []

    @pytest.mark.parametrize("kind", KINDS)
    def test_the_words_of_one_thing(self, scheme: str, kind: str) -> None:
        try:
            told = "\n".join(body(compose(plan_of(scheme), kind)))
        except Unready:
            return
        assert "责任单位：" not in told
        assert "情况的情况" not in told
        assert not re.search(r"\d月(?:28|29|30|31)日前", told)
        assert not re.search("主任任办公室主任|每年开展一次年度", told)

    def test_a_stage_is_told_in_a_few_sentences(self, scheme: str) -> None:
        told = body(compose(plan_of(scheme)))
        start = next(n for n, line in enumerate(told) if line.endswith("、实施步骤"))
        end = next(n for n, line in enumerate(told) if line.endswith("、经费保障"))
        stages = [line for line in told[start + 1 : end] if not line.startswith("（")]
        assert all(len(line) < 260 for line in stages)
        assert not re.search(r"\d+日前|月底前", "".join(stages))


STAGED = """
方案: {标题: 柳林街道禁毒支部创建实施方案, 起止: 2026-01..2027-12}
单位名录: [{编号: 街, 名称: 柳林街道办事处}, {编号: 所, 名称: 柳林街道司法所}]
重点任务: [{编号: 一, 名称: 开展宣传, 措施: [上街宣传。], 牵头单位: 街, 配合单位: [所]}]
"""


def test_leads_stand_in_a_paragraph_of_their_own() -> None:
    told = said(STAGED)
    place = told.index("上街宣传。")
    assert told[place + 1] == "牵头单位：柳林街道办事处；配合单位：柳林街道司法所。"


def test_a_list_of_one_has_no_number() -> None:
    told = said(STAGED)
    assert "开展宣传" in told
    assert "上街宣传。" in told
    two = STAGED.replace("[上街宣传。]", "[上街宣传。, 进校宣传。]")
    assert [line for line in said(two) if line.endswith("宣传。")] == [
        "1.上街宣传。",
        "2.进校宣传。",
    ]


def test_an_indicator_with_a_day_of_its_own() -> None:
    text = """
方案: {标题: 柳林街道禁毒支部创建实施方案, 起止: 2026-01..2028-12}
目标:
  - 编号: 一
    内容: 示范创建有成效
    指标:
      - {编号: 甲, 名称: 示范社区评选数, 方向: 等于, 计量单位: 个, 目标值: 10, 完成时限: 2027-06-30}
      - {编号: 乙, 名称: 知晓率, 计量单位: "%", 方向: 不低于, 目标值: 90%, 完成时限: 2028-12}
"""
    assert "示范创建有成效。知晓率达到90%以上；2027年6月底前，评选示范社区10个。" in said(text)


@pytest.mark.parametrize(
    ("title", "end"),
    [
        ("清源县禁毒工作管理办法", "本办法自印发之日起施行，由清源县禁毒委员会办公室负责解释。"),
        ("白石镇禁毒工作考核细则", "本细则自印发之日起施行，由清源县禁毒委员会办公室负责解释。"),
        ("柳林街道禁毒支部创建实施方案", ""),
        ("关于加强禁毒工作的意见", ""),
    ],
)
def test_rules_say_from_when_they_apply(title: str, end: str) -> None:
    told = said(f"方案: {{标题: {title}}}\n公文: {{发文机关: [清源县禁毒委员会办公室]}}\n")
    assert [line for line in told if "施行" in line] == ([end] if end else [])


GROUP = """
方案:
  标题: 柳林街道禁毒支部创建实施方案
  品牌: {名称: 星火守望, 口号: 处处守望。, 载体: 宣教室}
  风险:
    - {内容: 泄露服务对象情况, 应对: 立即停止传播}
    - {内容: 资金没有到位, 应对: 先办培训。}
公文: {联系: {单位: 平安办公室, 联系人: 李主任, 电话: 0000-1234567}}
单位名录: [{编号: 街, 名称: 柳林街道办事处, 职责: 统筹}, {编号: 平, 名称: 平安办公室}]
领导小组:
  名称: 柳林街道禁毒工作专班
  组长: {单位: 街, 职务: 主任}
  成员: [{单位: 平, 职务: 主任}]
  办公室: {设在: 平, 主任: 平安办公室主任}
经常性工作:
  - {编号: 甲, 名称: 联席会议, 频次: 每季度, 牵头单位: 平, 类型: 联席会议}
  - {编号: 乙, 名称: 进度报送, 频次: 每月, 牵头单位: 平, 参加单位: [街], 类型: 信息报送}
"""


def test_customary_sentences() -> None:
    told = "\n".join(said(GROUP))
    for sentence in (
        "成立柳林街道禁毒工作专班（以下简称工作专班），由柳林街道办事处主任任组长，"
        "有关单位负责人为成员。",
        "工作专班办公室设在平安办公室，承担日常协调、督促检查和信息汇总工作，"
        "办公室主任由平安办公室主任兼任。",
        "成员因工作变动需要调整的，由接任者自然递补，不另行发文。",
        "以“星火守望”为支部品牌，口号是“处处守望”，以宣教室为载体。",
        "每季度由平安办公室召集联席会议。",
        "进度报送每月一次，由柳林街道办事处于月底前报平安办公室汇总。重大事项随时报告。",
        "联系人：李主任，电话：0000-1234567。",
        "1.泄露服务对象情况。立即停止传播。",
        "2.资金没有到位。先办培训。",
    ):
        assert sentence in told
    assert "领导小组办公室" not in told


def test_branches_with_the_same_seats() -> None:
    seats = "支委: [书记, 宣传委员]"
    text = f"支部: [{{编号: 甲, 名称: 甲支部, {seats}}}, {{编号: 乙, 名称: 乙支部, {seats}}}]\n"
    assert "设立甲支部。设立乙支部。各支部委员会设书记和宣传委员。" in said(text)[-1]
    other = text.replace("乙支部, 支委: [书记, 宣传委员]", "乙支部, 支委: [书记, 组织委员]")
    assert "设立乙支部，支部委员会设书记和组织委员。" in said(other)[-1]
    assert "各支部委员会" not in said(other)[-1]


TASKS = """
方案: {标题: 柳林街道禁毒支部创建实施方案, 起止: 2026}
单位名录: [{编号: 街, 名称: 柳林街道办事处}]
实施阶段: [{编号: 一, 名称: 组织实施, 起止: 2026}]
工作任务:
  - {编号: 甲, 名称: "召开动员会，", 阶段: 一, 牵头单位: 街, 完成时限: 2026-03-31, 成果形式: 会议记录。}
  - {编号: 乙, 名称: 开展宣传。, 牵头单位: 街, 完成时限: 2026-03, 成果形式: 先报方案。再报总结。}
"""  # noqa: E501


def cells(text: str) -> list[str]:
    doc = compose(plan_from(text))
    tables = [block for annex in doc.annexes for block in annex.blocks if isinstance(block, Table)]
    return [cell.text for table in tables for row in table.rows for cell in row]


def test_cells_end_without_a_mark() -> None:
    told = cells(TASKS)
    assert {"召开动员会", "会议记录", "开展宣传", "先报方案。再报总结。"} <= set(told)
    assert told.count("2026年3月底前") == 2


def test_tasks_without_a_stage() -> None:
    assert "其他任务" in cells(TASKS)
    bare = TASKS.replace("实施阶段: [{编号: 一, 名称: 组织实施, 起止: 2026}]\n", "")
    assert "其他任务" not in cells(bare.replace(" 阶段: 一,", ""))


def test_a_principle_of_one_sentence_is_no_heading() -> None:
    long = "坚持自愿结对、尊重本人意愿、保守工作中知悉的秘密"
    text = f"方案: {{原则: [坚持依法办事。登记由公安机关实施。, {long}]}}\n"
    doc = compose(plan_from(text))
    found = [(block.lead, block.content) for block in doc.body if isinstance(block, Para)]
    assert [lead for lead, _ in found[-2:]] == ["（一）坚持依法办事。", "（二）"]


@pytest.mark.parametrize(
    ("vetoes", "told"),
    [
        (["泄露个人信息"], "泄露个人信息的，当年考核定为最低等级（依据《戒毒条例》第七条）。"),
        (
            ["泄露个人信息", "瞒报案件的"],
            "有下列情形之一的，当年考核定为最低等级：泄露个人信息（依据《戒毒条例》第七条）；"
            "瞒报案件的（依据《戒毒条例》第七条）。",
        ),
    ],
)
def test_vetoes(vetoes: list[str], told: str) -> None:
    items = ", ".join(f"{{情形: {veto}, 依据: 戒毒条例第七条}}" for veto in vetoes)
    assert told in said(f"考核评价: {{满分: 100, 否决情形: [{items}]}}\n")[-1]
