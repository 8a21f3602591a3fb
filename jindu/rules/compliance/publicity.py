"""Publicity that exposes or discriminates against persons."""

from __future__ import annotations

from collections.abc import Iterator

from jindu.language.clauses import in_title, sentence
from jindu.language.counts import person_counts
from jindu.language.naming import called
from jindu.language.persons import counts_concerned
from jindu.language.registers import PASSING_ON, Kind
from jindu.language.scan import Hit, hits, overlaps, texts_with
from jindu.model.context import Context
from jindu.model.diagnostic import Finding, Level, Severity, TextRange
from jindu.model.rule import rule
from jindu.rules.compliance.registers import registers_of
from jindu.units import say_quantity
from jindu.units.patterns import late

_REMEDY = late("(?:不得|不准|禁止|严禁|消除|纠正|反对|防止|杜绝|避免|取消)[^，。；]{0,10}$")
"""Words before a hit that forbid the exclusion."""
_BARRED_BY_LAW = late(
    "幼儿园|托育|校车|驾驶|驾校|娱乐场所|歌舞|网吧|保安|辅警|民警|征兵|入伍|网约车|出租车|公务员|公职|麻醉药品"
    "|精神药品|易制毒|航空"
)
"""Trades in which laws and regulations bar drug users."""


@rule(
    "CMP008",
    Severity.ERROR,
    level=Level.DRAFT,
    basis="《中华人民共和国禁毒法》第五十二条，《戒毒条例》第七条（租房、评选和称呼由此推算）",
)
def discriminatory_wording(context: Context) -> Iterator[Finding]:
    """对戒毒人员有歧视性的说法。

    戒毒人员在入学、就业、享受社会保障等方面不受歧视，排斥性的规定是错误；租房、评选上的排斥和侮辱性的
    称呼，由此推算也不宜写，是警告。“不得歧视”“不得拒绝录用”之类保护戒毒人员的话不算。幼儿园、校车、
    娱乐场所、保安等岗位，法律法规另有限制的，不在此列。

    ```yaml
    重点任务:
      - 编号: 甲
        措施:
          - 禁止吸毒人员在辖区企业就业。  # <- CMP008
    ```

    ```yaml
    重点任务:
      - 编号: 甲
        措施:
          - 帮助有就业意愿的戒毒康复人员就业，任何单位不得歧视戒毒人员参加招聘。
    ```
    """
    for hit in hits(context.plan, "discrimination"):
        begin, end = sentence(hit.text, hit.range.start, hit.range.end)
        insult = "insult" in hit.groups
        if _REMEDY.search(hit.before(12)) or (insult and in_title(hit.text, hit.range.start)):
            continue
        if not insult and _BARRED_BY_LAW.search(hit.text, begin, end):
            continue
        inferred = hit.groups.keys() & {"insult", "driven", "customary", "customary_"}
        yield Finding(
            hit.where,
            f"“{hit.match}”是歧视性的说法。",
            "删去，改写帮扶的内容；称呼用“戒毒人员”“康复人员”。",
            severity=Severity.WARNING if inferred else None,
            range=hit.range,
        )


@rule(
    "CMP009",
    Severity.INFO,
    level=Level.REVIEW,
    basis="惯例：公开的统计数不过细",
    norms=("公开版最小计数",),
)
def identifying_small_count(context: Context) -> Iterator[Finding]:
    """涉及个人的数目太小，公开后容易认出是谁。

    社区、村一级的吸毒、戒毒、康复人数很小时，写出来等于指认。改用比率，或者只在内部文件里写。指标、
    队伍的服务对象数和正文里的数目都查，汉字数目（“两名”）也算；工作人员、志愿者的人数不算。

    ```yaml
    方案: {层级: 社区, 工作基础: 现有戒毒康复人员两名。}  # <- CMP009
    目标:
      - 编号: 目标一
        指标:
          - {编号: 甲, 名称: 社区康复人员数, 计量单位: 人, 目标值: 2人}  # <- CMP009
    ```

    ```yaml
    方案: {层级: 社区, 工作基础: 现有戒毒康复人员均签订协议，专职人员两名。}
    目标:
      - 编号: 目标一
        指标:
          - {编号: 甲, 名称: 社区康复协议签订率, 计量单位: "%", 目标值: 95%}
    ```
    """
    plan = context.plan
    minimum = context.norms["公开版最小计数"].value
    tip = "改用比率，或者写上“公开: 否”。"
    for indicator in plan.indicators:
        concerned = counts_concerned(indicator.name or "", indicator.unit_of_measure or "")
        if indicator.public is False or not concerned:
            continue
        value = indicator.baseline.value if indicator.baseline else None
        for attribute, count in (("baseline", value), ("target", indicator.target)):
            if count is not None and 0 < count < minimum:
                yield Finding(
                    indicator.at(attribute),
                    f"{called(indicator)}只有{say_quantity(count, indicator.unit_of_measure)}，"
                    "公开后容易认出是谁。",
                    tip,
                )
                break
    for team in plan.teams:
        if team.clients is not None and team.public is not False and 0 < team.clients < minimum:
            yield Finding(
                team.at("clients"),
                f"服务对象数只有{team.clients}人，公开后容易认出是谁。",
                tip,
            )
    for hit in texts_with(plan, "counted"):
        if hit.entity.public is False:
            continue
        for number in person_counts(hit.text):
            if 0 < number.value < minimum:
                words = hit.text[number.start : number.end]
                yield Finding(
                    hit.where,
                    f"这里的“{words}”是吸毒、戒毒人员的数目，数目太小，公开后容易认出是谁。",
                    "改写为比率或者“若干”，具体数目只写在内部文件里。",
                    range=TextRange(hit.text, number.start, number.end),
                )


_UNPUBLISHED = late("不(?!定期|断)|禁|未(?!成年)|避免|防止|杜绝|保密|泄露")
"""Words that say the data is not published."""
_CONSENT = late("同意|授权|匿名|遮挡|打码|隐去|脱敏")


@rule(
    "CMP012",
    Severity.ERROR,
    level=Level.REVIEW,
    basis="《戒毒条例》第七条，《中华人民共和国个人信息保护法》第二十五条",
)
def drug_user_data_published(context: Context) -> Iterator[Finding]:
    """要公开吸毒、戒毒人员的个人信息。

    对戒毒人员戒毒的个人信息应当依法予以保密；没有取得本人单独同意，个人信息不得公开。名单、姓名、
    照片、住址不公布、不公示、不上墙，不发到居民群、业主群，不交给物业、企业、房东等无关的人；需要公开
    的，只公开汇总数字。“不得公开戒毒人员信息”之类的话不算，按规定向公安机关通报的不算。

    ```yaml
    重点任务:
      - 编号: 甲
        措施:
          - 定期公布戒毒人员名单，接受群众监督。  # <- CMP012
          - 吸毒人员照片在公示栏张贴。  # <- CMP012
          - 把戒毒人员名单发到业主群。  # <- CMP012
    ```

    ```yaml
    重点任务:
      - 编号: 甲
        措施:
          - 定期公布帮扶工作情况，只公布汇总数字。
          - 戒毒人员名单不得公开，台账由专人保管。
          - 街道办事处向派出所通报吸毒人员信息。
    ```
    """
    plan = context.plan
    told: dict[int, list[tuple[int, int]]] = {}
    for hit, found in registers_of(plan):
        if found.kind in PASSING_ON:
            told.setdefault(id(hit.text), []).append((found.start, found.end))
        if found.kind is Kind.PUBLIC:
            yield _published(hit, TextRange(hit.text, found.start, found.end))
    for hit in hits(plan, "published"):
        if _CONSENT.search(hit.before(40) + hit.match + hit.after(40)):
            continue
        unpublished = _UNPUBLISHED.search(hit.before(8) + hit.match)
        if not unpublished and not overlaps(
            told.get(id(hit.text), ()), hit.range.start, hit.range.end
        ):
            yield _published(hit, hit.range)


def _published(hit: Hit, words: TextRange) -> Finding:
    return Finding(
        hit.where,
        f"“{words.words}”是公开个人信息；戒毒人员的个人信息应当依法保密。",
        "删去；要接受监督的，公布工作情况和汇总数字。",
        range=words,
    )
