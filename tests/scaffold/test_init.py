"""``jindu init``: what is answered how, what is written where, what is refused."""

from __future__ import annotations

import builtins
import io
import sys
from collections.abc import Callable
from decimal import Decimal
from pathlib import Path

import pytest

from jindu import assets, scaffold
from jindu.checker.engine import check
from jindu.model.diagnostic import Severity
from jindu.model.plan import Plan
from jindu.source.load import load
from tests.command import Jindu, Result, run_jindu, run_process

TODAY = ("--today", "2026-05-03")


@pytest.fixture
def init(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], tmp_path: Path
) -> Jindu:
    """``jindu init`` on a fixed day, run in an empty folder."""
    monkeypatch.chdir(tmp_path)
    return lambda *arguments: run_jindu(monkeypatch, capsys, "init", *TODAY, *arguments)


def plan_in(path: Path | str) -> Plan:
    """The plan that was written; it has no errors."""
    loaded = load(path)
    assert [d for d in check(loaded).diagnostics if d.severity is Severity.ERROR] == []
    assert loaded.plan is not None
    return loaded.plan


def region(plan: Plan) -> str | None:
    return plan.overview.region if plan.overview else None


def total(plan: Plan) -> Decimal | None:
    return plan.budget.total if plan.budget else None


def start(plan: Plan) -> str:
    return f"{plan.period.start:%Y-%m}" if plan.period else ""


def refused(result: Result, *told: str) -> None:
    """Nothing was written and the reason given in one line or two."""
    assert (result.code, result.out) == (2, "")
    assert all(word in result.err for word in told), result.err
    assert len(result.err.splitlines()) <= 2
    assert list(Path().glob("*方案*")) == []


class TestWritten:
    def test_a_plan_of_its_own_name(self, init: Jindu) -> None:
        result = init("--defaults")
        assert (result.code, result.out) == (0, "")
        assert "已写好 方案.yaml" in result.err
        assert "jindu check 方案.yaml" in result.err
        assert region(plan_in("方案.yaml")) == "清源县柳林街道梧桐社区"

    @pytest.mark.parametrize("name", sorted(assets.schemes()))
    def test_each_scheme(self, init: Jindu, name: str) -> None:
        assert init("--defaults", "--scheme", name).code == 0
        plan, scheme = plan_in("方案.yaml"), scaffold.load(name)
        assert total(plan) == total(scheme.plan)
        assert [m.name for m in plan.tasks] == [m.name for m in scheme.plan.tasks]

    def test_comments_of_the_scheme_help_in_the_plan(self, init: Jindu) -> None:
        init("--defaults")
        written = Path("方案.yaml").read_text(encoding="utf-8").splitlines()
        for line in scaffold.load("community").text.splitlines():
            assert not line.lstrip().startswith("#") or line in written

    def test_lines_end_as_everywhere(self, init: Jindu) -> None:
        init("--defaults")
        content = Path("方案.yaml").read_bytes()
        assert b"\r" not in content
        assert content.endswith(b"\n")
        content.decode("utf-8")

    def test_a_path_with_spaces(self, init: Jindu) -> None:
        result = init("我的 方案/社区 一.yaml", "--defaults")
        assert result.code == 0
        assert f'jindu check "{Path("我的 方案/社区 一.yaml")}"' in result.err
        assert plan_in("我的 方案/社区 一.yaml").tasks

    @pytest.mark.parametrize(
        ("today", "month"),
        [
            ("2026-01-01", "2026-04"),
            ("2026-03-31", "2026-04"),
            ("2026-04-01", "2026-07"),
            ("2026-09-30", "2026-10"),
            ("2026-10-01", "2027-01"),
            ("2028-12-31", "2029-01"),
        ],
    )
    def test_starts_with_the_next_quarter(self, init: Jindu, today: str, month: str) -> None:
        assert init("--defaults", "--today", today).code == 0
        assert start(plan_in("方案.yaml")) == month

    def test_in_a_process_of_its_own(self, tmp_path: Path) -> None:
        """Without a terminal nothing is asked, nor waited for."""
        done = run_process(tmp_path, "init", "甲.yaml", *TODAY, "--set", "街道=青石街道")
        assert (done.returncode, done.stdout) == (0, b"")
        assert region(plan_in(tmp_path / "甲.yaml")) == "清源县青石街道梧桐社区"


class TestList:
    def test_every_scheme_with_its_description(self, init: Jindu) -> None:
        result = init("--list")
        assert (result.code, result.err) == (0, "")
        lines = dict(line.split(maxsplit=1) for line in result.out.splitlines())
        assert set(lines) == set(assets.schemes())
        for name, told in lines.items():
            assert told.startswith(scaffold.load(name).title)
        assert list(Path().iterdir()) == []

    def test_an_unknown_scheme(self, init: Jindu) -> None:
        refused(init("--defaults", "-s", "village"), "没有“village”这个模板", "community")


class TestSet:
    def test_every_question(self, init: Jindu) -> None:
        result = init(
            *("--set", "区县=䶮河县"),
            *("--set", "街道=𠮷山街道"),
            *("--set", " 社区 ＝ 锦绣社区 "),
            *("--set", "开始=2027-10"),
            *("--set", "总额=61.23万元"),
        )
        assert result.code == 0
        plan = plan_in("方案.yaml")
        assert region(plan) == "䶮河县𠮷山街道锦绣社区"
        assert total(plan) == 612_300
        assert start(plan) == "2027-10"

    @pytest.mark.parametrize(
        ("setting", "told"),
        [
            ("街道", "缺少等号或内容"),
            ("街道=", "缺少等号或内容"),
            ("街道=  ", "缺少等号或内容"),
            ("=青石街道", "没有“”这个问题"),
            ("村=太平村", "没有“村”这个问题；可以回答：区县、街道、社区"),
            ("街道=青石: 街道", "不像一个名称"),
            ("街道=" + "长" * 41, "不像一个名称"),
            ("开始=后天", "“后天”不是日期"),
            ("开始=2027-05-02", "2027-05-01"),
            ("开始=2099-06", "年份"),
            ("开始=1900", "年份"),
            ("总额=60", "没有单位"),
            ("总额=六十万", "阿拉伯数字"),
            ("总额=-5万元", "负数"),
            ("总额=0", "大于零"),
            ("总额=0万元", "大于零"),
            ("总额=100.5元", "100元"),
            ("总额=100元", "太小"),
            ("总额=10亿亿元", "不是金额"),
        ],
    )
    def test_refused(self, init: Jindu, setting: str, told: str) -> None:
        refused(init("--set", setting), told)


class TestAnswers:
    def answers(self, text: str | bytes) -> Path:
        path = Path("回答.yaml")
        path.write_bytes(text if isinstance(text, bytes) else text.encode("utf-8"))
        return path

    def test_from_a_file(self, init: Jindu) -> None:
        file = self.answers("区县: 䶮河县\n街道: 城关镇\n开始: 2027-01\n总额: 60万元\n")
        assert init("--answers", file).code == 0
        plan = plan_in("方案.yaml")
        assert region(plan) == "䶮河县城关镇梧桐社区"
        assert (total(plan), start(plan)) == (Decimal(600_000), "2027-01")

    def test_the_command_line_comes_first(self, init: Jindu) -> None:
        file = self.answers("街道: 城关镇\n社区: 锦绣社区\n")
        assert init("--answers", file, "--set", "街道=青石街道").code == 0
        assert region(plan_in("方案.yaml")) == "清源县青石街道锦绣社区"

    def test_as_notepad_saves_it(self, init: Jindu) -> None:
        file = self.answers("街道: 青石街道\r\n".encode("gbk"))
        assert init("--answers", file).code == 0
        assert region(plan_in("方案.yaml")) == "清源县青石街道梧桐社区"

    @pytest.mark.parametrize(
        ("text", "told"),
        [
            ("", "回答.yaml:1:1 文件是空的"),
            ("- 青石街道\n", "回答.yaml:1:1"),
            ("青石街道\n", "回答.yaml:1:1"),
            ("街道: [青石街道\n", "回答.yaml:1:5"),
            ("街道: [青石街道, 柳荫街道]\n", "“街道”的回答应当是一个值"),
            ("街道:\n  名称: 青石街道\n", "“街道”的回答应当是一个值"),
            ("街道:\n", "“街道”的回答“”"),
            ("村: 太平村\n", "没有“村”这个问题"),
            ("开始: 明年\n", "“明年”不是日期"),
            ("街道: 青石街道\n街道: 柳荫街道\n", "街道"),
            ("街道: &甲 青石街道\n社区: *甲\n", "回答.yaml:"),
            ("a: " + "[" * 50_000, "回答.yaml:1:"),
            ("区县: 甲县\n街道: {名称: 甲}\n", "回答.yaml:2:1 “街道”的回答应当是一个值"),
            ("街道: [青石街道]\n", "回答.yaml:1:1 “街道”的回答应当是一个值"),
            ("街道: " + "长" * 30_000 + "\n", "回答.yaml:1:1 “街道”的回答太长"),
            ("街道: |\n  青石街道\n  甲\n", "回答.yaml:1:1 “街道”的回答太长，或者分了行"),
            ("# 说明\n" * 50_000, "回答.yaml：文件超过128KB，不像回答文件。"),
            ("总额: 1e999999999元\n", "不是金额"),
            ("总额: " + "9" * 10_000 + "元\n", "“总额”的回答太长"),
            ("总额: .nan\n", "不是金额"),
            ("- 街道\n", "回答.yaml:1:1"),
        ],
    )
    def test_refused(self, init: Jindu, text: str, told: str) -> None:
        refused(init("--answers", self.answers(text)), told)

    def test_binary(self, init: Jindu) -> None:
        refused(init("--answers", self.answers(bytes(range(256)))), "不是文本")

    def test_missing(self, init: Jindu) -> None:
        refused(init("--answers", "没有.yaml"), "没有.yaml", "找不到这个回答文件")
        refused(init("--answers", "."), "这是一个文件夹，写出其中回答文件的名字。")


class TestOverwriting:
    def test_an_existing_file_is_kept(self, init: Jindu) -> None:
        Path("甲.yaml").write_text("我的\n", encoding="utf-8")
        result = init("甲.yaml", "--defaults")
        assert (result.code, result.out) == (2, "")
        assert "“甲.yaml”已经存在" in result.err
        assert "--force" in result.err
        assert Path("甲.yaml").read_text(encoding="utf-8") == "我的\n"

    def test_unless_forced(self, init: Jindu) -> None:
        Path("甲.yaml").write_text("我的\n", encoding="utf-8")
        assert init("甲.yaml", "--defaults", "--force").code == 0
        assert plan_in("甲.yaml").tasks

    def test_a_refused_answer_keeps_it_even_so(self, init: Jindu) -> None:
        Path("甲.yaml").write_text("我的\n", encoding="utf-8")
        assert init("甲.yaml", "--force", "--set", "总额=60").code == 2
        assert Path("甲.yaml").read_text(encoding="utf-8") == "我的\n"

    @pytest.mark.parametrize("force", [(), ("--force",)])
    def test_a_folder_is_never_replaced(self, init: Jindu, force: tuple[str, ...]) -> None:
        Path("夹").mkdir()
        result = init("夹", "--defaults", *force)
        assert result.code == 2
        assert "夹" in result.err
        assert list(Path("夹").iterdir()) == []

    def test_a_place_that_cannot_be_written(self, init: Jindu) -> None:
        Path("是文件").write_text("", encoding="utf-8")
        result = init("是文件/甲.yaml", "--defaults")
        assert result.code == 2
        assert "写不了" in result.err


class Terminal(io.StringIO):
    """What is typed into a terminal."""

    def isatty(self) -> bool:
        return True


@pytest.fixture
def typed(monkeypatch: pytest.MonkeyPatch) -> Callable[[str], list[str]]:
    """Type these lines; the list that comes back fills with the prompts."""

    def type_in(text: str) -> list[str]:
        prompts: list[str] = []
        terminal = Terminal(text)

        def read(prompt: str = "") -> str:
            prompts.append(prompt)
            line = terminal.readline()
            if not line:
                raise EOFError
            return line.rstrip("\n")

        monkeypatch.setattr(sys, "stdin", terminal)
        monkeypatch.setattr(builtins, "input", read)
        return prompts

    return type_in


class TestQuestions:
    def test_each_is_asked_with_its_default(
        self, init: Jindu, typed: Callable[[str], list[str]]
    ) -> None:
        prompts = typed("䶮河县\n\n锦绣社区\n\n\n2027-01\n60万元\n\n\n")
        result = init()
        assert (result.code, result.out) == (0, "")
        assert len(prompts) == 9
        for question in scaffold.load("community").questions:
            assert question.text in result.err
            assert question.default in result.err
        for default in ("2026-07", "50万元", "2027-01-15"):
            assert default in result.err
        assert "中共柳林街道工作委员会、柳林街道办事处" in result.err
        plan = plan_in("方案.yaml")
        assert region(plan) == "䶮河县柳林街道锦绣社区"
        assert (total(plan), start(plan)) == (Decimal(600_000), "2027-01")

    def test_pressing_enter_takes_the_defaults(
        self, init: Jindu, typed: Callable[[str], list[str]]
    ) -> None:
        typed("\n" * 10)
        assert init("-s", "street-pilot").code == 0
        plan = plan_in("方案.yaml")
        assert region(plan) == "清源县柳林街道"
        assert (total(plan), start(plan)) == (Decimal(800_000), "2026-07")

    def test_the_default_issuer_follows_the_place(
        self, init: Jindu, typed: Callable[[str], list[str]]
    ) -> None:
        typed("\n河口镇\n" + "\n" * 10)
        assert "中共河口镇委员会、河口镇人民政府" in init().err

    def test_issuer_and_date(self, init: Jindu, typed: Callable[[str], list[str]]) -> None:
        typed("\n" * 5 + "2027-01\n\n2027-01-20\n柳林街道办事处\n")
        assert init().code == 0
        plan = plan_in("方案.yaml")
        assert plan.document is not None
        assert plan.document.organs == ("柳林街道办事处",)
        assert str(plan.document.date) == "2027-01-20"
        assert str(plan.tasks[0].due) == "2027-01-20"

    def test_what_is_known_is_not_asked(
        self, init: Jindu, typed: Callable[[str], list[str]]
    ) -> None:
        prompts = typed("青石街道\n" + "\n" * 6)
        assert init("--set", "区县=䶮河县", "--set", "总额=60万元").code == 0
        assert len(prompts) == 7
        assert region(plan_in("方案.yaml")) == "䶮河县青石街道梧桐社区"

    def test_defaults_asks_nothing(self, init: Jindu, typed: Callable[[str], list[str]]) -> None:
        prompts = typed("")
        assert init("--defaults").code == 0
        assert prompts == []

    def test_leaving_writes_nothing(self, init: Jindu, typed: Callable[[str], list[str]]) -> None:
        typed("䶮河县\n")
        result = init()
        assert result.code == 2
        assert "已中止" in result.err
        assert list(Path().iterdir()) == []

    def test_leaving_after_a_wrong_answer_writes_nothing(
        self, init: Jindu, typed: Callable[[str], list[str]]
    ) -> None:
        typed("\n" * 6 + "60\n")
        result = init()
        assert result.code == 2
        assert "没有单位" in result.err
        assert list(Path().iterdir()) == []

    @pytest.mark.parametrize(
        ("before", "wrong", "right", "told"),
        [
            (0, "[bold]甲县", "䶮河县", "“[bold]甲县”不像一个名称"),
            (0, "䶮河", "䶮河县", "不是全称"),
            (1, "清源县", "青石街道", "不是全称"),
            (2, "柳林", "锦绣社区", "不是全称"),
            (5, "后天", "2027-01", "不是日期"),
            (5, "2027-01-02", "2027-01", "第一天"),
            (5, "2099-06", "2027-01", "年份"),
            (6, "60", "60万元", "没有单位"),
            (6, "600元", "60万元", "太小"),
            (7, "2026-06", "2026-07-10", "写到日"),
            (7, "2026-06-30", "2026-07-10", "之间"),
            (8, "梧桐社区禁毒党支部", "柳林街道办事处", "不能给有关单位发文"),
        ],
    )
    def test_a_wrong_answer_is_asked_again_in_place(
        self,
        init: Jindu,
        typed: Callable[[str], list[str]],
        before: int,
        wrong: str,
        right: str,
        told: str,
    ) -> None:
        prompts = typed("\n" * before + f"{wrong}\n{right}\n" + "\n" * (8 - before))
        result = init()
        assert (result.code, len(prompts)) == (0, 10)
        assert told in result.err
        plan_in("方案.yaml")

    def test_two_places_of_one_name_are_asked_again(
        self, init: Jindu, typed: Callable[[str], list[str]]
    ) -> None:
        typed("\n\n甲社区\n甲社区\n乙社区\n" + "\n" * 8)
        result = init("-s", "street-pilot")
        assert result.code == 0
        assert "“甲社区”回答了两处" in result.err

    def test_an_existing_file_is_told_before_the_first_question(
        self, init: Jindu, typed: Callable[[str], list[str]]
    ) -> None:
        Path("方案.yaml").write_text("我的\n", encoding="utf-8")
        prompts = typed("\n" * 9)
        result = init()
        assert (result.code, prompts) == (2, [])
        assert "已经存在" in result.err
