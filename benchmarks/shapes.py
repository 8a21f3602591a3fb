"""Hostile plan files of any size: a beginning, a part repeated without end, an end."""

from __future__ import annotations

import contextlib
from typing import NamedTuple

import yaml
from yaml._yaml import CParser

from jindu.source.reader import MAX_EVENTS

_SAMPLE, _MIB = 2**16, 2**20


class Shape(NamedTuple):
    """A text: its beginning, the repeated part (``{n}`` is the repetition), its end."""

    begin: str
    repeated: str
    end: str = ""

    def text(self, size: int) -> str:
        """Return about ``size`` bytes of it."""
        numbered = "{n}" in self.repeated
        count = size // (len(self.repeated.encode()) + 2 * numbered)
        if not numbered:
            return self.begin + self.repeated * count + self.end
        repeated = (self.repeated.replace("{n}", str(n)) for n in range(count))
        return "".join((self.begin, *repeated, self.end))

    def share(self) -> float:
        """Return the part of a MiB that stays below the limit on YAML events."""
        events = 0
        with contextlib.suppress(yaml.YAMLError):
            get_event = CParser(self.text(_SAMPLE)).get_event
            while get_event() is not None:
                events += 1
        return min(1, 0.97 * MAX_EVENTS / max(1, events * _MIB / _SAMPLE))


PLAN = "方案: {标题: 甲, 起止: 2026-01..2028-12}\n"
RUNNING = "方案:\n  背景: "
TASKS = "工作任务: ["
BUDGET = "经费: {总额: 10万元}\n方案:\n  背景: "
REGION = "方案:\n  地区: 清源县柳林街道\n  背景: "
MEETING = "经常性工作: [{编号: 甲, 名称: 部门联席会议, 频次: 每季度}]\n" + RUNNING
SCORED = "考核评价: {维度: [{名称: 甲, 项目: [{内容: 乙, 分值: 10, 评分方法: "
END_OF_SCORED = "}]}]}\n"

COUNTED = (
    *("1 ", "138 0013 ", "a-a@b.", "3栋2", "家住3", "戒毒人员3人、", "3人，", "一", "其中3人，"),
    "\u200b",
)
"""What the readers of the public edition look at closely, when it is repeated."""

SHAPES = {
    **{f"counted {n}": Shape(RUNNING + "毒", run, "\n") for n, run in enumerate(COUNTED, 1)},
    "flow findings": Shape(PLAN + TASKS, "{编号: 甲{n}, 名称: 培训, 完成时限: 明年}, ", "]\n"),
    "flow unknown keys": Shape(PLAN + TASKS, "{编号: 甲{n}, 名子{n}: 培训}, ", "]\n"),
    "flow unknown key": Shape(PLAN + TASKS, "{编号: 甲{n}, 牵头部门: 培训}, ", "]\n"),
    "json findings": Shape(
        '{"方案": {"标题": "甲"}, "工作任务": [', '{"编号": "甲{n}", "完成时限": "明年"}, ', "]}\n"
    ),
    "flow secrets": Shape(PLAN + TASKS, "{编号: 甲{n}, 说明: 电话13800000000}, ", "]\n"),
    "flow secrets apart": Shape(PLAN + TASKS, "{编号: 甲{n}, 说明: 戒毒人员张建国{n}}, ", "]\n"),
    "flow numbers": Shape(RUNNING + "[", "1380000{n}, ", "]\n"),
    "block findings": Shape(
        PLAN + "工作任务:\n", "- 编号: 甲{n}\n  名称: 培训\n  完成时限: 明年\n"
    ),
    "block money": Shape(
        PLAN + "经费:\n  支出预算:\n", "  - {名称: 甲{n}, 金额: 若干, 单价: 1万}\n"
    ),
    "short lines": Shape("", "甲\n"),
    "empty lines": Shape(PLAN, "\n"),
    "blanks": Shape(PLAN, " ", "\n"),
    "blank lines": Shape(PLAN, "  \n"),
    "tabs": Shape(PLAN, "\t", "\n"),
    "giant scalar": Shape(RUNNING, "甲", "\n"),
    "giant latin scalar": Shape(RUNNING, "a", "\n"),
    "giant block": Shape(RUNNING + "|\n", "    开展禁毒宣传。\n"),
    "giant folded": Shape(RUNNING + ">\n", "    开展禁毒宣传\n"),
    "giant quoted": Shape(RUNNING + '"', "甲 乙\\n", '"\n'),
    "quoted escapes": Shape(RUNNING + '"', "\\u200b甲", '"\n'),
    "giant comment": Shape(PLAN + "# ", "甲", "\n"),
    "comments": Shape(PLAN, "# 甲\n"),
    "remarks": Shape(PLAN, "# jindu: ignore[STR001] 同意\n"),
    "remarks behind": Shape(
        PLAN + "工作任务:\n", "- {编号: 甲{n}, 完成时限: 明年} # jindu: ignore[SCH001] 同意\n"
    ),
    "remarks in a line": Shape(PLAN + "#", " jindu: ignore[SCH001] 同意 #", "\n"),
    "remarks open": Shape(PLAN + "# jindu: ignore[", "STR001,", "\n"),
    "remark codes": Shape(PLAN + "# jindu: ignore[", "STR{n},", "] 甲\n"),
    "hashes": Shape(PLAN, "#", "\n"),
    "hash blanks": Shape(PLAN + "#", " ", "jindu\n"),
    "hash jindu blanks": Shape(PLAN + "# jindu", " ", "\n"),
    "hashes blanks": Shape(PLAN, "# jindu: ", "\n"),
    "full-width hashes": Shape("", "＃甲\n"),
    "full-width colons": Shape("", "标题：甲\n"),
    "full-width colons in tasks": Shape(PLAN + "工作任务：\n", "- 编号：甲{n}\n  名称：培训\n"),
    "tight colons": Shape(PLAN + "工作任务:\n", "- 编号:甲{n}\n  名称:培训\n"),
    "colons in a line": Shape(RUNNING, "甲：", "\n"),
    "dashes": Shape("", "-编号: 甲\n"),
    "dashes in a line": Shape("", "- ", "甲\n"),
    "dash signs": Shape("工作任务:\n", "－编号: 甲{n}\n"),
    "hyphens": Shape("", "-", "\n"),
    "wide dashes": Shape("", "—", "编号: 甲\n"),
    "brackets": Shape("", "- 配合单位：【甲，乙】\n"),
    "open brackets": Shape("配合单位: ", "【", "\n"),
    "bracket of commas": Shape("- 配合单位: 【", "甲，", "】\n"),
    "wide braces": Shape("工作任务:\n", "- ｛编号: 甲{n}，名称: 乙｝\n"),
    "wide braces in a line": Shape("工作任务: [", "｛编号: 甲{n}，名称: 乙｝, ", "]\n"),
    "open braces": Shape("", "- ｛编号: "),
    "wide commas": Shape("工作任务: [", "{编号: 甲{n}，名称: 乙}, ", "]\n"),
    "wide commas in a brace": Shape("工作任务: {编号: 甲", "，名称: 乙", "}\n"),
    "wide indents": Shape("工作任务:\n", "\u3000- 编号: 甲{n}\n"),
    "indent of tabs": Shape("方案:\n", "\t", "标题: 甲\n"),
    "indents mixed": Shape("方案:\n", " \t", "\n"),
    "invisible signs": Shape("", "甲\u200b\u200c"),
    "invisible signs in a plan": Shape(PLAN + "工作任务:\n", "- 编号: 甲\u200b{n}\n"),
    "invisible run": Shape(PLAN, "\u200b", "\n"),
    "control characters": Shape(PLAN, "\x01\x02"),
    "carriage returns": Shape(PLAN, "\r"),
    "blocks": Shape("", "- |\n"),
    "blocks nested": Shape("甲:\n", "  乙: |\n"),
    "block heads": Shape("甲", ": - ", "|\n"),
    "telephone numbers": Shape(RUNNING, "13800000000 ", "\n"),
    "telephone numbers apart": Shape(RUNNING, "138{n} ", "\n"),
    "identity numbers": Shape(RUNNING, "110101199001011237，", "\n"),
    "digits": Shape(RUNNING + "甲", "1", "\n"),
    "digit groups": Shape(RUNNING, "1380 ", "\n"),
    "full-width digits": Shape(RUNNING, "１", "\n"),
    "figures": Shape(RUNNING, "6.26", "\n"),
    "dots": Shape(RUNNING + "甲", "1.", "\n"),
    "ranges": Shape(RUNNING, "1-", "%\n"),
    "percent": Shape(RUNNING, "1% ", "\n"),
    "years": Shape(RUNNING, "2026年", "\n"),
    "years apart": Shape(RUNNING, "2026.", "\n"),
    "days": Shape(RUNNING, "2月30日，", "\n"),
    "letters": Shape(RUNNING, "a", "@\n"),
    "letters at": Shape(RUNNING, "a@", "\n"),
    "words dots": Shape(RUNNING, "a.", "\n"),
    "addresses": Shape(RUNNING, "http://", "\n"),
    "homes": Shape(RUNNING, "家住", "\n"),
    "homes told": Shape(RUNNING, "家住柳林街道1号，", "\n"),
    "names": Shape(RUNNING, "戒毒人员张建国、", "\n"),
    "names in a row": Shape(RUNNING + "戒毒人员：", "张建国、", "\n"),
    "users": Shape(RUNNING, "戒毒人员", "\n"),
    "users small": Shape(RUNNING, "2名戒毒人员", "\n"),
    "portraits": Shape(RUNNING, "李明，男，45岁，家住3栋502室，曾吸毒，", "\n"),
    "registers": Shape(RUNNING, "重点人员轨迹分析，群里通报戒毒人员名单，", "\n"),
    "names in charge": Shape(RUNNING, "由李明负责，王强同志，", "\n"),
    "masked names": Shape(RUNNING, "王某", "戒毒人员\n"),
    "filming": Shape(RUNNING, "拍摄", "学生\n"),
    "publishing": Shape(RUNNING, "公布戒毒人员", "名单\n"),
    "excluding": Shape(RUNNING + "不得", "录用", "戒毒人员\n"),
    "principles": Shape(RUNNING, "预防为主", "\n"),
    "titles": Shape(RUNNING, "《禁毒", "\n"),
    "titles whole": Shape(RUNNING, "《禁毒法》第", "\n"),
    "titles known": Shape(RUNNING, "《戒毒条例》第{n}条，", "\n"),
    "bare titles": Shape(RUNNING, "中华人民共和国", "\n"),
    "annexes": Shape(RUNNING, "附件1", "\n"),
    "bounds": Shape(RUNNING, "不低于1", "以上\n"),
    "marks": Shape(RUNNING + "甲", "，。", "\n"),
    "marks alike": Shape(RUNNING + "甲", "，", "\n"),
    "commas": Shape(RUNNING, "甲,", "\n"),
    "commas blanks": Shape(RUNNING + '"', "甲 , ", '"\n'),
    "commas apart": Shape(RUNNING, "甲{n},乙", "\n"),
    "quotes": Shape(RUNNING + "'", '"甲"乙', "'\n"),
    "quotes open": Shape(RUNNING + "|\n    ", "a'", "\n"),
    "parentheses": Shape(RUNNING, "甲(乙)", "\n"),
    "parentheses open": Shape(RUNNING + "甲", "(", "\n"),
    "parentheses open wide": Shape(RUNNING + "甲", "（ ", "\n"),
    "parentheses nested": Shape(RUNNING + "甲", "(a", "))\n"),
    "brackets in text": Shape(RUNNING + "甲", "【待", "\n"),
    "document signs": Shape(RUNNING, "柳街发[2026]5号", "\n"),
    "document signs open": Shape(RUNNING, "柳[2026]第", "\n"),
    "blanks in text": Shape(RUNNING + '"甲', " ", '乙"\n'),
    "blanks after a bracket": Shape(RUNNING + '"甲[', " ", '乙"\n'),
    "blanks between": Shape(RUNNING + '"', "甲 ", '"\n'),
    "ellipses": Shape(RUNNING + "甲", "…", "\n"),
    "points": Shape(RUNNING + "甲", ".", "\n"),
    "placeholders": Shape(RUNNING + "甲", "X", "\n"),
    "placeholders apart": Shape(RUNNING, "X年", "\n"),
    "angles": Shape(RUNNING + "甲", "<", "\n"),
    "circles": Shape(RUNNING + "甲", "〇", "\n"),
    "old names": Shape(RUNNING, "县工商局，", "\n"),
    "people each": Shape(RUNNING, "每户1", "\n"),
    "many texts": Shape("方案:\n  原则:\n", "  - 坚持党建引领{n}。\n"),
    "many texts flow": Shape("方案:\n  原则: [", "坚持,党建{n}。, ", "]\n"),
    "many hits in texts": Shape("方案:\n  原则:\n", "  - 甲,乙X年{n}\n"),
    "year focus": Shape("方案:\n  年度重点:\n", "    {n}: 甲X年\n"),
    "shares": Shape(PLAN + "经费: {支出预算: [{名称: 甲, 出资构成: {", "甲{n}: 1万元, ", "}}]}\n"),
    "listed ids": Shape(PLAN + "工作任务:\n- 编号: 甲\n  配合单位: ", "甲{n}、", "\n"),
    "listed ids flow": Shape(
        PLAN + "工作任务:\n- 编号: 甲\n  配合单位: [", "甲{n}，司法所, ", "]\n"
    ),
    "cut values": Shape(PLAN + "重点任务:\n- {名称: 甲", ", 乙{n}", "}\n"),
    "cut values in tasks": Shape(PLAN + TASKS, "{名称: 甲, 乙{n}, 丙}, ", "]\n"),
    "keys twice": Shape(PLAN, "方案: 甲\n"),
    "unknown keys": Shape(PLAN, "名{n}: 甲\n"),
    "unknown long keys": Shape(PLAN, "标题标题标题标题标题标题{n}: 甲\n"),
    "anchors": Shape(PLAN + "工作任务: [", "&a{n} {}, ", "]\n"),
    "tags": Shape(PLAN + "工作任务: [", "!a 甲, ", "]\n"),
    "tags of others": Shape(PLAN + "工作任务:\n", "- !甲 乙\n"),
    "references": Shape(PLAN + "工作任务:\n- 配合单位: [", "甲{n}, ", "]\n"),
    "units": Shape(PLAN + "单位名录:\n", "- {编号: 甲{n}, 名称: 清源县第{n}社区居民委员会}\n"),
    "units alike": Shape(PLAN + "单位名录:\n", "- {编号: 甲, 名称: 清源县公安局}\n"),
    "tasks led": Shape(
        PLAN + "单位名录: [{编号: 甲, 名称: 甲局}]\n工作任务:\n",
        "- {编号: R{n}, 名称: 培训, 牵头单位: 甲, 完成时限: 2026-05, 前置任务: R1}\n",
    ),
    "recurring": Shape(PLAN + "经常性工作:\n", "- {编号: R{n}, 名称: 培训, 频次: 每月}\n"),
    "themes": Shape(PLAN + "重点任务:\n", "- {编号: R{n}, 名称: 培训, 措施: [开展培训。]}\n"),
    "indicators": Shape(
        PLAN + "目标: [{编号: 甲, 指标: [",
        "{编号: 甲{n}, 名称: 乙率, 计量单位: '%', 目标值: 95%}, ",
        "]}]\n",
    ),
    "uses": Shape(
        PLAN + "经费:\n  支出预算:\n", "  - {编号: 甲{n}, 名称: 甲, 金额: 1元, 出资构成: 乙}\n"
    ),
    "sources": Shape(PLAN + "经费:\n  资金来源:\n", "  - {编号: 甲{n}, 类别: 财政, 金额: 1元}\n"),
    "stages": Shape(PLAN + "实施阶段:\n", "- {编号: 甲{n}, 名称: 乙, 起止: 2026-01..2026-02}\n"),
    "branches": Shape(PLAN + "支部:\n", "- {编号: 甲{n}, 名称: 乙, 党员人数: 5}\n"),
    "dimensions": Shape(PLAN + "考核评价:\n  维度:\n", "  - {名称: 甲{n}, 分值: 3}\n"),
    "grades": Shape(PLAN + "考核评价:\n  等级:\n", "  - {名称: 甲{n}, 最低分: {n}}\n"),
    "vetoes": Shape(PLAN + "考核评价:\n  否决情形:\n", "  - {情形: 甲{n}, 依据: 戒毒条例}\n"),
    "members": Shape(PLAN + "领导小组:\n  成员:\n", "  - {单位: 甲{n}, 职务: 主任}\n"),
    "approvals": Shape(PLAN + "方案文号: 甲\n公文: {发文机关: [", "甲{n}, ", "]}\n"),
    "deep": Shape("甲: ", "[", "\n"),
    "deep blocks": Shape("", "- - - - - - - -\n"),
    "documents": Shape(PLAN, "---\n甲: 乙\n"),
    "unclosed quote": Shape('方案: "', "甲\n", ""),
    "broken sections": Shape("", "方案: [\n"),
    "unclosed sections": Shape('方案:\n  背景: "甲\n', '目标: "乙"丙\n'),
    "unknown sections": Shape("", "键{n}一: 甲\n", "目标: [\n"),
    "missing dashes": Shape("单位名录:\n", "  {编号: 甲}\n", "  - [\n"),
    "cut lines": Shape("方案:\n  原则:\n", "    - 甲2 #楼。\n"),
    "cut braces": Shape("方案: {", "标题: 甲 #楼, ", "}\n公文: {}\n"),
    "pasted lists": Shape("方案:\n  原则:\n", "    {n}、甲\n"),
    "pasted bullets": Shape("重点任务:\n", "  • 编号: 甲\n"),
    "numbered names": Shape("重点任务:\n", "  - 名称: （一）甲。\n"),
    "numbered measures": Shape("重点任务:\n  - 措施:\n", "    - 1.甲\n"),
    "two readings": Shape("经费:\n  总额: ", "三万五", "\n"),
    "inches": Shape(RUNNING, '甲5"', "\n"),
    "unclosed brace": Shape("工作任务: [", "{甲: 乙}, ", "\n"),
    "numbers long": Shape(PLAN + "经费: {总额: ", "9", "}\n"),
    "number of figures": Shape(PLAN + "经费: {总额: ", "九", "}\n"),
    "money blanks": Shape(PLAN + "经费: {总额: '1", " ", "x'}\n"),
    "money commas": Shape(PLAN + "经费: {总额: '1", ",000", "x'}\n"),
    "date long": Shape("方案: {起止: '2026", "-01", "'}\n"),
    "date blanks": Shape("方案: {起止: '2026-01", " ", "x'}\n"),
    "quantity long": Shape(PLAN + "目标: [{指标: [{计量单位: '%', 目标值: '1", "0", "x%'}]}]\n"),
    "id long": Shape(PLAN + "单位名录: [{编号: '", "甲 ", "'}]\n"),
    "word long": Shape("方案: {状态: ", "草稿", "}\n"),
    "title long": Shape("方案: {标题: ", "实施方案", "}\n"),
    "key long": Shape("", "甲", ": 乙\n"),
    "name long": Shape(PLAN + "单位名录: [{编号: 甲, 名称: ", "公安局", "}]\n"),
    "measure long": Shape(PLAN + "重点任务: [{编号: 甲, 措施: [", "由公安局开展培训。", "]}]\n"),
    "remarks not closed": Shape(PLAN, "#ignore[", "\n"),
    "remarks without a line": Shape(PLAN, "#jindu: ignore[STR001] 甲\r"),
    "shares told": Shape(BUDGET, "{n}万元，占5%，", "\n"),
    "shares of digits": Shape(BUDGET + "占5", "1", "\n"),
    "shares of groups": Shape(BUDGET + "占5%1", ",000", "\n"),
    "totals told": Shape(BUDGET, "总投入{n}万元，", "\n"),
    "changes told": Shape(BUDGET, "由5%提高到{n}%，提高3%，", "\n"),
    "marks before a stop": Shape(RUNNING + "甲", "，；", "\n"),
    "document signs blank": Shape(RUNNING + "'甲[2026]", " ", "'\n"),
    "document signs zeros": Shape(RUNNING + "'甲[2026]", "0", "'\n"),
    "lines in a text": Shape(RUNNING + '"甲', " ", '\\n乙"\n'),
    "secrets escaped": Shape(RUNNING + '"\\u7532', "13800000000 甲", '"\n'),
    "secrets in items": Shape("方案:\n  原则: [", "手机138{n}甲, ", "]\n"),
    "amounts told": Shape(RUNNING, "每年12万元，三年共30万元。", "\n"),
    "amounts in a sentence": Shape(RUNNING + "总投入50万元，其中", "20万元、", "\n"),
    "amounts in sentences": Shape(BUDGET, "宣传20万元、队伍19万元，共40万元。", "\n"),
    "amounts in capitals": Shape(RUNNING, "50万元（大写：伍拾伍万元整）", "\n"),
    "capitals": Shape(RUNNING, "伍拾", "\n"),
    "prices told": Shape(RUNNING, "手册9000册、每册4元，共3.8万元。", "\n"),
    "counts told": Shape(RUNNING, "培训3期，每期40人，共200人次。", "\n"),
    "counts in a sentence": Shape(RUNNING, "约3名至5名", "\n"),
    "numerals": Shape(RUNNING, "九", "元\n"),
    "numerals apart": Shape(RUNNING, "三万五", "\n"),
    "frequencies told": Shape(MEETING, "每月召开联席会议，", "\n"),
    "frequencies in a clause": Shape(MEETING, "每两个月", "\n"),
    "deadlines told": Shape(
        "工作任务: [{编号: 甲, 名称: 摸底, 类型: 调查摸底, 完成时限: 2026-06}]\n" + RUNNING,
        "2026年9月底前完成摸底，",
        "\n",
    ),
    "moments": Shape(RUNNING, "第二年上半年", "\n"),
    "spans told": Shape(RUNNING, "2026年3月至2028年12月，", "\n"),
    "lengths told": Shape(RUNNING, "用三年时间，", "\n"),
    "places": Shape(REGION, "白石镇红星村，", "\n"),
    "places unknown": Shape(REGION, "白石{n}在红星镇，", "\n"),
    "places in a row": Shape(REGION, "红星", "镇\n"),
    "bodies": Shape(REGION, "镇政府、白石中学，", "\n"),
    "branches told": Shape(
        "支部: [{编号: 甲, 名称: 柳林禁毒党支部, 党员人数: 16}]\n" + RUNNING,
        "柳林禁毒党支部现有党员20名，建成支部3个，",
        "\n",
    ),
    "trainings told": Shape(
        "经费: {支出预算: [{编号: 甲, 名称: 骨干培训, 培训: {人数: 40, 天数: 2}}]}\n" + RUNNING,
        "骨干培训30人3天。",
        "\n",
    ),
    "programs told": Shape(RUNNING, "不开发小程序，开发小程序，", "\n"),
    "scoring": Shape(SCORED, "每少一次扣2分，", END_OF_SCORED),
    "scoring in bands": Shape(SCORED, "{n}%以上得8分，", END_OF_SCORED),
    "scoring open": Shape(SCORED, "得分", END_OF_SCORED),
    "scored items": Shape(
        PLAN + "考核评价:\n  维度:\n    - 名称: 甲\n      项目:\n",
        "        - {内容: 乙{n}, 分值: 10, 评分方法: 每少一次扣2分}\n",
    ),
    "ordinals": Shape(RUNNING, "一是甲，三是乙。", "\n"),
    "ordinals alike": Shape(RUNNING, "（二）", "\n"),
    "wrong words": Shape(RUNNING, "截止2025年布署", "\n"),
    "words twice": Shape(RUNNING, "开展", "\n"),
    "quotes unpaired": Shape("方案:\n  原则:\n", "    - 落实“甲》\n"),
    "quotes unpaired in a line": Shape(RUNNING + "甲", "“", "\n"),
    "powers": Shape(
        "重点任务:\n- {编号: 甲, 措施: [",
        "党员志愿者对戒毒人员进行尿检{n}。, ",
        "]}\n",
    ),
    "powers in a line": Shape("重点任务:\n- {编号: 甲, 措施: [", "党员对戒毒人员尿检，", "]}\n"),
    "posts": Shape(PLAN + "领导小组:\n  成员:\n", "  - {职务: 张建国（书记）{n}}\n"),
    "post long": Shape(PLAN + "领导小组:\n  成员: [{职务: ", "张建国、书记", "}]\n"),
    "samples": Shape("方案:\n  原则:\n", "    - 甲{n}  # 示例：甲{n}\n"),
    "samples in a line": Shape("方案: {标题: 甲, 原则: [", "甲{n}, ", "]} # 示例：标题 甲\n"),
    "remarks of samples": Shape("方案: {标题: 甲} ", "# 示例：标题 甲、", "\n"),
    "vague": Shape(PLAN + "目标: [{编号: 甲, 内容: ", "力争显著提升", "}]\n"),
}
"""Name → malformed or oversized plan files."""
