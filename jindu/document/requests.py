"""Template names of a request for money: what is asked of whom, and where the rest comes from."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from decimal import Decimal
from typing import Any, NamedTuple

from jindu.analysis import funding
from jindu.document.kinds import Unready
from jindu.document.origins import Places, made_of, name_of, said
from jindu.language import correspondence, phrases
from jindu.language.organisations import Rank, rank
from jindu.model.choices import FundStatus
from jindu.model.plan import Application, Fund, Plan
from jindu.units import say_yuan

_SETTLED = {FundStatus.RECEIVED: "已到位", FundStatus.APPROVED: "已批复"}

Amounts = Sequence[tuple[Fund, Decimal]]

NOTHING_REQUESTED: Mapping[str, Any] = {
    "genre": "",
    "requested": [],
    "requested_total": funding.NIL,
    "settled": [],
    "settled_total": funding.NIL,
    "others": [],
    "others_total": funding.NIL,
    "uncovered": "",
    "author": "",
}
"""The names below where nothing is requested."""


class Shares(NamedTuple):
    """The cash funds of a plan: those asked for, those granted, and the others."""

    asked: Amounts
    settled: Amounts
    others: Amounts


def request_names(plan: Plan, remark: str) -> Mapping[str, Any]:
    """Return the names of 资金申请. Raises ``Unready`` if it cannot be made."""
    application = plan.application or Application()
    applicant = plan.unit(application.applicant)
    addressee = application.recipient or application.department
    if applicant is None or not addressee:
        raise Unready("写不成资金申请：在“申报”里写明申报单位（编号）和主送机关。")
    if plan.budget is None or plan.budget.total is None:
        raise Unready("写不成资金申请：方案没有写经费总额。在“经费”的“总额”里写明。")
    try:
        genre = correspondence.genre(applicant, addressee)
    except correspondence.Misdirected as trouble:
        raise Unready(str(trouble)) from trouble
    shares = shares_of(plan)
    if not shares.asked:
        raise Unready(
            "没有要申请的资金：资金来源里没有“预计”或者“已申请”的财政性资金。核对各项来源的状态。"
        )
    if _sum(shares.asked) > plan.budget.total:
        raise Unready(
            f"写不成资金申请：要申请的资金共{say_yuan(_sum(shares.asked))}，"
            f"超过了总额{say_yuan(plan.budget.total)}。核对各项来源的金额。"
        )
    return {
        "genre": genre,
        "recipients": (addressee,),
        "organs": (said(applicant, "name"),),
        "remark": remark,
        "author": _author(plan),
        **_told_shares(plan, shares),
    }


def _told_shares(plan: Plan, shares: Shares) -> Mapping[str, Any]:
    """Return the names for the funds; with ``uncovered`` they make up the total."""
    return {
        "requested": [_told(fund, amount) for fund, amount in shares.asked],
        "requested_total": _sum(shares.asked),
        "settled": [
            made_of(_SETTLED[fund.status] + _told(fund, amount), fund)
            for fund, amount in shares.settled
            if fund.status
        ],
        "settled_total": _sum(shares.settled),
        "others": [_told(fund, amount) for fund, amount in shares.others],
        "others_total": _sum(shares.others),
        "uncovered": _uncovered(plan, shares),
    }


def shares_of(plan: Plan) -> Shares:
    """Divide the cash funds by what becomes of them in a request to 申报.主送.

    Public funds that are not granted yet are asked for, if the addressee may grant them. If the
    addressee, or one of its departments, is the funder of some of them, only those are.
    """
    application = plan.application or Application()
    addressee = application.recipient or application.department or ""
    known = _amounts(plan)
    asked = [
        (fund, amount)
        for fund, amount in known
        if fund.kind in funding.PUBLIC
        and fund.status in funding.OPEN
        and correspondence.may_grant(addressee, fund, application)
    ]
    asked = [pair for pair in asked if pair[0].funder and pair[0].funder in addressee] or asked
    settled = [pair for pair in known if pair[0].status in _SETTLED]
    taken = {id(fund) for fund, _ in (*asked, *settled)}
    return Shares(asked, settled, [pair for pair in known if id(pair[0]) not in taken])


def asked_of(plan: Plan) -> Sequence[tuple[str, Decimal]]:
    """Return from whom money is asked and how much, by funder in order of appearance.

    Public money that is not granted yet counts, unless another unit applies for it or it is the
    applicant's own.
    """
    application = plan.application or Application()
    own = name_of(plan, application.applicant)
    sums: dict[str, list[tuple[Fund, Decimal]]] = {}
    for fund, amount in _amounts(plan):
        another = fund.applicant not in (None, application.applicant)
        if fund.kind not in funding.PUBLIC or fund.status not in funding.OPEN or another:
            continue
        whom = fund.funder or application.recipient or application.department or ""
        if not _is_own(whom, own):
            sums.setdefault(whom, []).append((fund, amount))
    return [
        (made_of(whom, [fund for fund, _ in pairs]), _sum(pairs)) for whom, pairs in sums.items()
    ]


def _is_own(funder: str, applicant: str) -> bool:
    """Whether a funder is the applicant, stands below it, or is at its level in a town."""
    theirs, own = rank(funder), rank(applicant)
    if funder == applicant:
        return True
    if theirs is None or own is None:
        return False
    return theirs < own or theirs == own <= Rank.TOWN


def _author(plan: Plan) -> str:
    """Return the organs that issued the plan, if the applicant is none of them."""
    document = plan.document
    applicant = plan.application.applicant if plan.application else None
    if document is None or not document.organs or name_of(plan, applicant) in document.organs:
        return ""
    return made_of(phrases.listed(document.organs), Places((document.at("organs"),)))


def _uncovered(plan: Plan, shares: Shares) -> str:
    """Phrase what the known funds leave open of the total; empty if they cover it."""
    total = plan.budget.total if plan.budget else None
    parts: Iterable[Amounts] = shares
    rest = (total or funding.NIL) - sum((_sum(part) for part in parts), funding.NIL)
    if rest <= 0:
        return ""
    known = {id(fund) for fund, _ in _amounts(plan)}
    vague = [
        fund for fund in plan.funds if id(fund) not in known and fund.kind not in funding.NOT_CASH
    ]
    names = [said(fund, "name") or said(fund, "id") for fund in vague]
    if names:
        return made_of(f"{say_yuan(rest)}由{phrases.listed(names, '和')}解决", vague)
    return f"{say_yuan(rest)}的来源尚未落实"


def _sum(pairs: Amounts) -> Decimal:
    return sum((amount for _, amount in pairs), funding.NIL)


def _told(fund: Fund, amount: Decimal) -> str:
    return made_of(f"{fund.name or fund.id}{say_yuan(amount)}", fund)


def _amounts(plan: Plan) -> list[tuple[Fund, Decimal]]:
    total = plan.budget.total if plan.budget else None
    pairs = ((fund, funding.amount_of(fund, total)) for fund in plan.funds)
    return [(s, a) for s, a in pairs if a is not None and s.kind not in funding.NOT_CASH]
