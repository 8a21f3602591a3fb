"""The laws and documents that a plan cites as its basis."""

from __future__ import annotations

from collections.abc import Iterator

from jindu.model.choices import Genre
from jindu.model.context import Context
from jindu.model.diagnostic import Finding, Level, Severity
from jindu.model.plan import Basis
from jindu.model.rule import rule
from jindu.rules.absence import lacking
from jindu.units.patterns import late

_WITH_BASIS = (Genre.PLAN, Genre.PROGRAMME, Genre.OUTLINE, Genre.OPINION, Genre.MEASURES)
"""Genres whose introduction names what they rest on."""

_IN_PROSE = late(
    "(?:根据|依据|依照|按照|遵照|贯彻|落实)[^。；]{0,60}(?:》|〔|精神|(?:上级|党委|党工委|政府|街道|[省市县区镇乡]|禁毒[委办])[^。；]{0,20}(?:部署|安排|要求|决定))"
)

_REMARK = late(r"[（(][^（）()]*[）)]$")

_NUMBERED = late(
    "(?:意见|通知|方案|规划|纲要|要点|计划|批复|函|决定|通报|公告|指引)$"
    "|^(?:关于|[^《》]{2,8}[省市县区旗州镇乡]|[^《》]{2,8}街道).*(?:办法|规定|细则|制度)$"
)
"""Names of documents that carry a number; laws and regulations of the State carry none."""


@rule("STR005", Severity.WARNING, level=Level.REVIEW, basis="惯例：方案写明制定依据")
def missing_basis(context: Context) -> Iterator[Finding]:
    """没有写制定依据，或者依据的文件没有文号。

    方案要写明依据的法律和上级文件，写在“依据”里或者正文里都可以。法律、法规和党内法规只写名称；
    通知、意见、决定、方案、规划和本地的办法等文件，宜写上发文字号，便于核对，没有写的作为提示指出。

    ```yaml
    方案:
      标题: 柳林街道禁毒支部创建实施方案
      依据:
        - {名称: 关于加强社区禁毒工作的意见}  # <- STR005
    ```

    ```yaml
    方案:
      标题: 柳林街道禁毒支部创建实施方案
      依据:
        - {名称: 中华人民共和国禁毒法}
        - {名称: 关于加强社区禁毒工作的意见, 文号: 清禁毒委〔2025〕3号}
    ```
    """
    plan = context.plan
    overview = plan.overview
    if overview is None:
        return
    prose = (text for entity, _, text in plan.texts if entity is overview)
    if (
        overview.lacks("basis")
        and plan.genre in _WITH_BASIS
        and not any(_IN_PROSE.search(text) for text in prose)
    ):
        yield Finding(
            overview.at("basis"),
            "方案没有写制定依据。",
            "在“方案”的“依据”里写明所依据的法律法规和上级文件。",
            on_key=True,
        )
    documents = [basis for basis in overview.basis if _carries_number(basis)]
    if plan.genre is not Genre.PLAN and not any(basis.has("number") for basis in documents):
        return  # Other texts cite documents by their titles.
    tip = "写成 {名称: 文件全称, 文号: 机关代字〔年份〕序号号}；没有文号的，可以不写。"
    for finding in lacking(documents, (("number", "文号"),), "依据", tip):
        yield finding._replace(severity=Severity.INFO)


def _carries_number(basis: Basis) -> bool:
    name = _REMARK.sub("", (basis.name or "").strip("《》 "))
    return basis.titled and bool(_NUMBERED.search(name))
