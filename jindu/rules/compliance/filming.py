"""Films and photographs of minors and of persons in recovery."""

from __future__ import annotations

from collections.abc import Iterator

from jindu.language.clauses import in_title
from jindu.language.scan import Hit, hits
from jindu.model.context import Context
from jindu.model.diagnostic import Finding, Level, Severity
from jindu.model.rule import rule
from jindu.units.patterns import late

_PROTECTED = late(
    "监护人|不出现|不拍摄|不录制|不采访|不直播|不得(?:拍摄|录制|采访|直播)|不摄录|不安排|同意|授权|遮挡|匿名|不以|打码"
    "|无法辨认|隐去|化名|不露脸|变声"
)
_WATCHED = late("(?:观看|收看|播放|推送|投放|展播|放映|学习)[^，。；]{0,12}$")
_CONTEXT = 120
"""Characters before and after a hit to search for protective measures."""


def _is_protected(hit: Hit) -> bool:
    """Whether consent or protection is mentioned nearby."""
    return _PROTECTED.search(hit.before(_CONTEXT) + hit.match + hit.after(_CONTEXT)) is not None


@rule(
    "CMP005",
    Severity.WARNING,
    level=Level.REVIEW,
    basis="《中华人民共和国未成年人保护法》第四条、第七十二条，《中华人民共和国个人信息保护法》第十三条、第三十一条",
)
def minors_filmed_without_consent(context: Context) -> Iterator[Finding]:
    """拍摄未成年人，没有写征得同意。

    学生、儿童的影像属于未成年人的个人信息。要拍摄、录制、直播的，写明征得同意：不满十四周岁的，由父母
    或者其他监护人同意；已满十四周岁的，由本人同意，并宜告知监护人。也可以写明不出现能够辨认的学生。
    组织学生观看视频、向青少年推送短视频，学生自己拍摄作品，都不在此列。

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
          - 组织学生拍摄禁毒公益广告，评选优秀作品。
    ```
    """
    for hit in hits(context.plan, "minors"):
        if not _is_protected(hit) and not _WATCHED.search(hit.before(16)):
            yield Finding(
                hit.where,
                f"“{hit.match}”涉及未成年人的影像，没有写征得同意。",
                "写明事先征得同意（不满十四周岁的由监护人同意），或者不出现能够辨认的未成年人。",
                range=hit.range,
            )


@rule(
    "CMP006",
    Severity.WARNING,
    level=Level.REVIEW,
    basis="《戒毒条例》第七条，《中华人民共和国个人信息保护法》第二十五条",
)
def recovering_users_filmed(context: Context) -> Iterator[Finding]:
    """拍摄、采访戒毒康复人员，或者请他们登台讲述，没有写保护措施。

    戒毒人员的个人信息应当依法予以保密。宣传片、纪实片不拍摄戒毒康复人员，也不安排他们公开现身说法；
    确有本人自愿参加的，写明书面同意和遮挡、匿名的办法。

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
    for hit in hits(context.plan, "filmed"):
        if not _is_protected(hit) and not in_title(hit.text, hit.range.start):
            yield Finding(
                hit.where,
                f"“{hit.match}”涉及戒毒康复人员，没有写怎样保护。",
                "不拍摄、不采访、不安排登台；本人自愿的，写明书面同意和匿名、遮挡的办法。",
                range=hit.range,
            )
