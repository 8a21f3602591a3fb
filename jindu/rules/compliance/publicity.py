"""Publicity that exposes or discriminates against persons."""

from __future__ import annotations

import re
from collections.abc import Iterator

from jindu.language.naming import called
from jindu.language.persons import counts_concerned
from jindu.language.scan import Hit, hits
from jindu.model.context import Context
from jindu.model.diagnostic import Finding, Level, Severity
from jindu.model.rule import rule
from jindu.units import say_quantity

_PROTECTED = re.compile(
    "监护人|不出现|不拍摄|不录制|不采访|不得(?:拍摄|录制|采访)|不摄录|不安排|同意|授权|遮挡|匿名|不以|打码"
    "|无法辨认"
)

_WATCHED = re.compile("(?:观看|收看|播放|推送|投放|展播|放映|学习)[^，。；]{0,12}$")

_CONTEXT = 120
"""Characters before and after a hit to search for protective measures."""


def _is_protected(hit: Hit) -> bool:
    """Whether consent or protection is mentioned nearby."""
    return _PROTECTED.search(hit.before(_CONTEXT) + hit.match + hit.after(_CONTEXT)) is not None


@rule(
    "CMP005",
    Severity.WARNING,
    level=Level.REVIEW,
    basis="《中华人民共和国未成年人保护法》第七十二条，《中华人民共和国个人信息保护法》第三十一条",
)
def minors_filmed_without_consent(context: Context) -> Iterator[Finding]:
    """拍摄未成年人，没有写监护人同意。

    学生、儿童的影像属于未成年人的个人信息。要拍摄、录制的，写明征得监护人同意，或者写明不出现
    能够辨认的学生。组织学生观看视频、向青少年推送短视频，不是拍摄。

    ```yaml
    重点任务:
      - 编号: 甲
        措施:
          - 拍摄学生参加禁毒课堂的视频并发布。  # <- CMP005
    ```

    ```yaml
    重点任务:
      - 编号: 甲
        措施:
          - 征得监护人同意后，拍摄学生参加禁毒课堂的视频并发布。
          - 组织学生观看禁毒视频，向青少年推送禁毒短视频。
    ```
    """
    plan = context.plan
    for hit in hits(plan, "minors"):
        if not _is_protected(hit) and not _WATCHED.search(hit.before(16)):
            yield Finding(
                hit.where,
                f"“{hit.match}”涉及未成年人的影像，没有写监护人同意。",
                "写明事先征得监护人同意，或者不出现能够辨认的未成年人。",
                range=hit.range,
            )


@rule(
    "CMP006",
    Severity.WARNING,
    level=Level.REVIEW,
    basis="《戒毒条例》第七条，《中华人民共和国个人信息保护法》第二十五条",
)
def recovering_users_filmed(context: Context) -> Iterator[Finding]:
    """拍摄、采访戒毒康复人员，没有写保护措施。

    戒毒人员的个人信息应当依法予以保密。宣传片、纪实片不拍摄戒毒康复人员；确有本人自愿参加的，写明
    书面同意和遮挡、匿名的办法。

    ```yaml
    重点任务:
      - 编号: 甲
        措施:
          - 制作专题片，采访康复人员谈体会。  # <- CMP006
    ```

    ```yaml
    重点任务:
      - 编号: 甲
        措施:
          - 制作专题片，由社工讲述帮扶经过，不拍摄康复人员。
    ```
    """
    plan = context.plan
    for hit in hits(plan, "filmed"):
        if not _is_protected(hit):
            yield Finding(
                hit.where,
                f"“{hit.match}”涉及戒毒康复人员，没有写怎样保护。",
                "不拍摄、不采访；本人自愿的，写明书面同意和匿名、遮挡的办法。",
                range=hit.range,
            )


_REMEDY = re.compile("(?:不得|不准|禁止|严禁|消除|纠正|反对|防止|杜绝|避免)[^，。；]{0,10}$")
"""Words before a hit that forbid the exclusion."""


@rule(
    "CMP008",
    Severity.WARNING,
    level=Level.DRAFT,
    basis="《中华人民共和国禁毒法》第五十二条，《戒毒条例》第七条",
)
def discriminatory_wording(context: Context) -> Iterator[Finding]:
    """对戒毒人员有歧视性的说法。

    戒毒人员在入学、就业、享受社会保障等方面不受歧视。方案不写排斥性的规定，不用侮辱性的称呼。“不得
    歧视”“不得拒绝录用”之类保护戒毒人员的话不算。

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
    plan = context.plan
    for hit in hits(plan, "discrimination"):
        if not _REMEDY.search(hit.before(12)):
            yield Finding(
                hit.where,
                f"“{hit.match}”是歧视性的说法。",
                "删去，改写帮扶的内容；称呼用“戒毒人员”“康复人员”。",
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

    社区、村一级的吸毒、戒毒、康复人数很小时，写出来等于指认。改用比率，或者只在内部文件里写。

    ```yaml
    方案: {层级: 社区}
    目标:
      - 编号: 目标一
        指标:
          - {编号: 甲, 名称: 社区康复人员数, 计量单位: 人, 目标值: 2人}  # <- CMP009
    ```

    ```yaml
    方案: {层级: 社区}
    目标:
      - 编号: 目标一
        指标:
          - {编号: 甲, 名称: 社区康复协议签订率, 计量单位: "%", 目标值: 95%}
    ```
    """
    plan = context.plan
    minimum = context.norms["公开版最小计数"]
    for indicator in plan.indicators:
        concerned = counts_concerned(indicator.name or "", indicator.unit_of_measure or "")
        if indicator.public is False or not concerned:
            continue
        value = indicator.baseline.value if indicator.baseline else None
        for attribute, count in (("baseline", value), ("target", indicator.target)):
            if count is not None and 0 < count < minimum.value:
                yield Finding(
                    indicator.at(attribute),
                    f"{called(indicator)}只有{say_quantity(count, indicator.unit_of_measure)}，"
                    "公开后容易认出是谁。",
                    "改用比率，或者写上“公开: 否”。",
                )
                break


_UNPUBLISHED = re.compile("不(?!定期|断)|禁|未(?!成年)|避免|防止|杜绝|保密|泄露")
"""Words that say the data is not published."""


@rule(
    "CMP012",
    Severity.ERROR,
    level=Level.REVIEW,
    basis="《戒毒条例》第七条，《中华人民共和国个人信息保护法》第二十五条",
)
def drug_user_data_published(context: Context) -> Iterator[Finding]:
    """要公开吸毒、戒毒人员的个人信息。

    对戒毒人员戒毒的个人信息应当依法予以保密；没有取得本人单独同意，个人信息不得公开。名单、姓名、
    照片、住址不公布、不公示、不上墙；需要公开的，只公开汇总数字。“不得公开戒毒人员信息”之类的话不算。

    ```yaml
    重点任务:
      - 编号: 甲
        措施:
          - 定期公布戒毒人员名单，接受群众监督。  # <- CMP012
          - 吸毒人员照片在公示栏张贴。  # <- CMP012
    ```

    ```yaml
    重点任务:
      - 编号: 甲
        措施:
          - 定期公布帮扶工作情况，只公布汇总数字。
          - 戒毒人员名单不得公开，台账由专人保管。
    ```
    """
    plan = context.plan
    for hit in hits(plan, "published"):
        if not _is_protected(hit) and not _UNPUBLISHED.search(hit.before(8) + hit.match):
            yield Finding(
                hit.where,
                f"“{hit.match}”是公开个人信息；戒毒人员的个人信息应当依法保密。",
                "删去；要接受监督的，公布工作情况和汇总数字。",
                range=hit.range,
            )
