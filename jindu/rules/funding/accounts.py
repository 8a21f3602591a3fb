"""Donations that go into the account of a branch or of a person."""

from __future__ import annotations

import re
from collections.abc import Iterator

from jindu.language.scan import hits
from jindu.model.context import Context
from jindu.model.diagnostic import Finding, Level, Severity
from jindu.model.rule import rule


@rule(
    "FND023",
    Severity.ERROR,
    level=Level.REVIEW,
    basis="《中华人民共和国公益事业捐赠法》第十条、第十一条、第十六条，"
    "《中华人民共和国慈善法》第二十三条、第二十六条",
)
def donation_to_own_account(context: Context) -> Iterator[Finding]:
    """捐款、募捐款进了支部或者个人的账户，或者由支部自行募捐。

    捐赠由公益性社会团体、公益性非营利的事业单位接受，出具合法、有效的收据，登记造册。文字里写捐款汇
    入支部账户、转到书记个人的银行卡或者收款码的，是错误；进居（村）委会、街道账户的，是警告。由支
    部、社区设立捐款箱、自行募集资金的，也是警告：公开募捐由具有公开募捐资格的慈善组织开展，募得的款
    物进它的账户。由慈善组织接受，再按协议拨付使用的，没有问题。

    ```yaml
    重点任务:
      - {编号: 甲, 措施: [企业捐款汇入支部账户，由支部统一使用。]}  # <- FND023
    ```

    ```yaml
    重点任务:
      - {编号: 甲, 措施: [企业捐款由清源县慈善总会接受，支部按协议约定的用途实施。]}
    ```
    """
    for hit in hits(context.plan, "account"):
        sentence = re.split("[。；]", hit.before(24))[-1]
        if re.search(_FORBIDDEN, sentence + hit.match):
            continue
        if "raised" in hit.groups:
            if re.search("慈善|基金会|红十字", sentence):
                continue
            yield Finding(
                hit.where,
                f"“{hit.match}”：公开募捐由具有公开募捐资格的慈善组织开展，其他单位不能自行开展。",
                "改为与慈善组织合作，由慈善组织募捐、收款，支部按协议约定的用途实施。",
                severity=Severity.WARNING,
                range=hit.range,
            )
            continue
        doubtful = re.search(_PUBLIC_BODY, hit.match) and not re.search(_BRANCH, hit.match)
        yield Finding(
            hit.where,
            f"“{hit.match}”：支部、个人不是法定受赠人。"
            if not doubtful
            else f"“{hit.match}”：居（村）委会、街道是否具备接受捐赠的资格，需要核实。",
            "改由慈善组织、基金会或者公益事业单位接受，出具收据、登记造册，支部按协议约定的用途实施。",
            severity=Severity.WARNING if doubtful else None,
            range=hit.range,
        )


_FORBIDDEN = "不[得准能可应宜许直经进入汇转存]|严禁|禁止|防止|杜绝|避免|不再"
_PUBLIC_BODY = "居委会|居民委员会|村委会|村民委员会|社区|街道|办事处|镇政府|乡政府|村集体"
_BRANCH = "支部|书记|主任|个人|会计|经办人|网格员|社工|队长|私人"
