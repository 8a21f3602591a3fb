"""GB/T 9704-2012, clause by clause, as LibreOffice prints our files: measured with a ruler."""

from __future__ import annotations

from datetime import date

import pytest

from jindu.document.blocks import (
    Align,
    Annex,
    AnnexList,
    Block,
    Cell,
    Column,
    Doc,
    Heading,
    Imprint,
    Letterhead,
    Para,
    Properties,
    Remark,
    Run,
    Signature,
    Table,
    Title,
)
from jindu.output.docx import to_docx
from tests import office
from tests.output.conftest import HAN, Make, Measure, han

PITCH = 15.75 * office.POINT
"""The advance of a character of the text: 5.56 mm."""
LINE = 28.95 * office.POINT
"""The pitch of a line: 10.21 mm."""
LEFT, RIGHT, TOP, BOTTOM = 28, 184, 37, 262
"""The edges of the type area of an upright sheet."""

DAY_WIDTH = 3 * PITCH + 6 * 7.75 * office.POINT
"""2026年3月5日: three characters and six figures."""
ORGAN = "柳林街道办事处"
DAY = date(2026, 3, 5)
COPIES = ("清源县禁毒委员会办公室", "清源县公安局", "清源县民政局", "清源县卫生健康局")
IMPRINT = Imprint(COPIES, "柳林街道党政办公室", date(2026, 3, 9))


def table(rows: int) -> Table:
    columns = (Column("序号", 1, Align.CENTER), Column("工作任务", 4), Column("牵头单位", 2))
    return Table(columns, tuple((Cell(f"{n}"), Cell("宣传"), Cell(ORGAN)) for n in range(rows)))


TITLE = Title(("关于印发清源县柳林街道", "禁毒支部创建实施方案的通知"))
BODY: tuple[Block, ...] = (
    TITLE,
    Para(
        (Run("各社区居民委员会，街道各办公室，驻街道各单位，各有关社会组织和企业：" * 2),),
        indent=False,
    ),
    han(60, indent=True),
    Heading(1, "一、总体要求"),
    Heading(2, "（一）工作目标"),
    Heading(3, "1.近期目标"),
    Heading(4, "（1）覆盖面"),
    han(60, indent=True),
    AnnexList(("领导小组成员名单", "清源县柳林街道禁毒支部创建工作任务分解和责任分工一览表及说明")),
    Signature((ORGAN,), DAY),
    Remark("此件公开发布"),
)
ANNEXES = (
    Annex("附件1", (Title(("领导小组成员名单",)), table(3))),
    Annex("附件2", (Title(("任务分解表",)), table(30)), landscape=True),
)
ISSUED = Doc(
    Properties("通知"),
    BODY,
    ANNEXES,
    Letterhead((ORGAN,), "柳街发〔2026〕5号", serial="000012", urgency="特急"),
    IMPRINT,
)
UPWARD = Doc(
    Properties("请示"),
    BODY,
    letterhead=Letterhead((ORGAN,), "柳街发〔2026〕6号", signers=("王建国", "李明", "张卫东")),
)
JOINT_ORGANS = ("中共柳林街道工作委员会", "柳林街道办事处", "清源县公安局柳林街道派出所")
JOINT = Doc(
    Properties("通知"),
    (TITLE, han(40, indent=True), han(30, indent=True), Signature(JOINT_ORGANS, DAY)),
    letterhead=Letterhead(JOINT_ORGANS, "柳工委发〔2026〕5号"),
    imprint=IMPRINT,
)
SEALED = Doc(
    Properties("通知"),
    (han(28 * 3, indent=True), Signature(("清源县柳林街道办事处",), DAY, sealed=True)),
)
SEALED_JOINTLY = Doc(
    Properties("通知"),
    (
        han(28 * 3, indent=True),
        Signature((*JOINT_ORGANS, "清源县禁毒委员会办公室"), DAY, sealed=True),
        Remark("联系人：王建国，电话：8888000，地址：街道办事处三楼"),
    ),
)
LEAF = Doc(
    Properties("通知"),
    (han(28 * 22 * 2 - 30),),
    imprint=Imprint(COPIES, "柳林街道党政办公室", date(2026, 3, 9), apart=True),
)
WON = Doc(Properties("通知"), (*(han(28) for _ in range(20)), Signature((ORGAN,), DAY)))
LETTER = Doc(
    Properties("函"),
    (TITLE, han(28 * 30, indent=True)),
    letterhead=Letterhead(
        (ORGAN,), "柳街函〔2026〕5号", serial="000012", urgency="加急", letter=True
    ),
)

TWO_PAGES = Doc(Properties("版心"), (han(28 * 44),))
PLAIN = Doc(Properties("方案"), BODY)
SHORT = Doc(Properties("通知"), (han(60, indent=True), Signature(("县公安局",), DAY)))
MARKED = {
    above: Doc(
        Properties("通知"),
        BODY,
        letterhead=Letterhead(
            (ORGAN,),
            "柳街发〔2026〕5号",
            serial="000012" * (above > 0),
            urgency="特急" * (above > 1),
        ),
    )
    for above in (0, 1, 2)
}
ALL = (
    *(ISSUED, UPWARD, JOINT, SEALED, SEALED_JOINTLY, LEAF, WON, LETTER, TWO_PAGES, PLAIN, SHORT),
    *MARKED.values(),
)
office.KNOWN.append(lambda: map(to_docx, ALL))


@pytest.fixture(scope="module")
def issued(make: Make) -> office.Pdf:
    return make(ISSUED)


@pytest.fixture(scope="module")
def joint(make: Make) -> office.Pdf:
    return make(JOINT)


def line(pdf: office.Pdf, text: str, page: int = 1) -> office.Line:
    """The line of a page that begins so, spaces aside."""
    lines = pdf.pages[page - 1].lines
    return next(one for one in lines if one.text.replace(" ", "").startswith(text))


def page_of(pdf: office.Pdf, text: str) -> int:
    pages = pdf.pages
    return next(
        number
        for number, page in enumerate(pages, 1)
        if any(one.text.replace(" ", "").startswith(text) for one in page.lines)
    )


def lines_between(upper: office.Line, lower: office.Line) -> float:
    return (lower.bottom - upper.bottom) / LINE


def test_paper(issued: office.Pdf, measure: Measure) -> None:
    page = issued.pages[0]
    measure("5.1", "用纸宽", 210, page.width)
    measure("5.1", "用纸高", 297, page.height)


def test_type_area(make: Make, measure: Measure) -> None:
    pdf = make(TWO_PAGES)
    left, top, right, bottom = pdf.ink(1, 0, 0, 210, 266)
    measure("5.2.1", "订口（左白边）", LEFT, left)
    measure("5.2.1", "版心宽", 156, right - left)
    first, *_, last = pdf.pages[0].body
    measure("5.2.1", "版心高：22行行距之和", 225, (last.bottom - first.bottom) * 22 / 21)
    assert top >= TOP
    assert bottom <= BOTTOM
    page = pdf.pages[0]
    measure("5.2.3", "每面行数", 22, len(page.body), within=0, unit="行")
    measure("5.2.3", "每行字数", 28, len(page.body[0].text), within=0, unit="字")
    measure("5.2.3", "正文字距", 5.56, (right - left) / 28, within=0.05)


def test_fonts(issued: office.Pdf, measure: Measure) -> None:
    wanted = {"Fang", "Hei", "Kai", "Song"}
    found = {name.removeprefix("Fandol").partition("-")[0] for name in issued.fonts()}
    measure("5.2.2", "所用字体（替代字体名）", sorted(wanted), sorted(found))


def test_serial_and_urgency(issued: office.Pdf, measure: Measure) -> None:
    serial, urgency = line(issued, "000012"), line(issued, "特急")
    measure("7.2.1", "份号左边（版心左边缘）", LEFT, serial.left)
    measure(
        "7.2.1",
        "份号所在行：距版心上边缘的行数",
        1,
        (serial.bottom - TOP) / LINE,
        within=0.3,
        unit="行",
    )
    measure("7.2.3", "紧急程度左边", LEFT, urgency.left)
    measure(
        "7.2.3", "紧急程度在份号下一行", 1, lines_between(serial, urgency), within=0.1, unit="行"
    )


def test_mark(issued: office.Pdf, measure: Measure) -> None:
    left, top, right, _ = issued.ink(1, 0, 62, 210, 100)
    measure("7.2.4", "发文机关标志上边缘距版心上边缘", 35, top - TOP)
    measure("7.2.4", "发文机关标志居中", (LEFT + RIGHT) / 2, (left + right) / 2)
    assert left >= LEFT
    assert right <= RIGHT


@pytest.mark.parametrize("above", MARKED)
def test_the_mark_stays_where_it_is(make: Make, measure: Measure, above: int) -> None:
    """Whatever stands above it."""
    pdf = make(MARKED[above])
    measure(
        "7.2.4", f"上边缘距版心上边缘（上面有{above}行）", 35, pdf.ink(1, 0, 62, 210, 100)[1] - TOP
    )


def test_number_and_red_rule(issued: office.Pdf, measure: Measure) -> None:
    number = line(issued, "柳街发〔2026〕5号")
    mark_bottom = issued.ink(1, 0, 62, 210, 100)[3]
    measure("7.2.5", "发文字号居中", (LEFT + RIGHT) / 2, (number.left + number.right) / 2)
    measure("7.2.5", "标志下空二行：标志到字号的距离", 2 * LINE, number.top - mark_bottom, within=5)
    left, top, right, _ = issued.ink(1, 0, number.bottom + 2, 210, number.bottom + 8)
    _, _, _, ink = issued.ink(1, number.left, number.top, number.right, number.bottom)
    measure("7.2.7", "红线在发文字号之下", 4, top - ink)
    measure("7.2.7", "红线左端", LEFT, left)
    measure("7.2.7", "红线右端", RIGHT, right)
    title = line(issued, "关于印发")
    measure("7.3.1", "红线到标题的空行", 2, (title.bottom - top) / LINE - 1, within=0.5, unit="行")


def test_signers(make: Make, measure: Measure) -> None:
    pdf = make(UPWARD)
    signed, number, third = (
        line(pdf, "签发人："),
        line(pdf, "柳街发〔2026〕6号"),
        line(pdf, "张卫东"),
    )
    measure("7.2.5", "上行文的字号左空一字", LEFT + PITCH, number.left)
    measure("7.2.6", "签发人右空一字", RIGHT - PITCH, signed.right)
    label = 4 * PITCH
    measure("7.2.6", "第三人与第一人对齐", signed.left + label, third.left)
    measure("7.2.6", "每行排两人", 1, lines_between(signed, third), within=0.1, unit="行")
    measure("7.2.6", "末行与字号同一行", number.bottom, third.bottom, within=0.5)


def test_title(issued: office.Pdf, measure: Measure) -> None:
    upper, lower = line(issued, "关于印发"), line(issued, "禁毒支部创建")
    for one in (upper, lower):
        measure("7.3.1", "标题各行居中", (LEFT + RIGHT) / 2, (one.left + one.right) / 2)
    measure(
        "7.3.1", "标题字宽（二号）", 22 * office.POINT, (lower.right - lower.left) / 13, within=0.2
    )
    recipients = line(issued, "各社区居民委员会")
    measure("7.3.2", "标题下空一行", 1, lines_between(lower, recipients) - 1, within=0.3, unit="行")
    measure("7.3.2", "主送机关顶格", LEFT, recipients.left)
    second = issued.pages[0].body[issued.pages[0].body.index(recipients) + 1]
    measure("7.3.2", "主送机关回行顶格", LEFT, second.left)


def test_text(make: Make, measure: Measure) -> None:
    pdf = make(PLAIN)
    first, second, *_ = (
        one for one in pdf.pages[0].body if one.text.startswith((HAN[:8], HAN[6:14]))
    )
    measure("7.3.3", "段首左空二字", LEFT + 2 * PITCH, first.left)
    measure("7.3.3", "回行顶格", LEFT, second.left)
    for text in ("一、总体要求", "（一）工作目标", "1.近期目标", "（1）覆盖面"):
        heading = line(pdf, text, page_of(pdf, text))
        # A full-width bracket has its ink in its right half.
        measure("7.3.3", f"“{text}”左空二字", LEFT + 2 * PITCH, heading.left, within=3)


def test_first_page_has_text(issued: office.Pdf, measure: Measure) -> None:
    text = issued.pages[0].text.replace(" ", "").replace("\n", "")
    measure("7.3.3", "首页显示正文", "是", "是" if HAN[:10] in text else "否")


def test_annex_note(issued: office.Pdf, measure: Measure) -> None:
    page = page_of(issued, "附件：")
    one, two = line(issued, "附件：", page), line(issued, "2.", page)
    body = issued.pages[page - 1].body
    before, wrapped = body[body.index(one) - 1], body[body.index(two) + 1]
    measure("7.3.4", "正文下空一行", 1, lines_between(before, one) - 1, within=0.1, unit="行")
    measure("7.3.4", "附件说明左空二字", LEFT + 2 * PITCH, one.left)
    measure("7.3.4", "序号上下对齐", LEFT + 5 * PITCH, two.left)
    name = two.left + 155 / 20 * office.POINT * 2
    measure("7.3.4", "名称回行与首字对齐", name, wrapped.left)


def test_signature_without_seal(issued: office.Pdf, measure: Measure) -> None:
    page = page_of(issued, "2026年3月5日")
    organ, day = line(issued, ORGAN, page), line(issued, "2026年3月5日", page)
    body = issued.pages[page - 1].body
    before = body[body.index(organ) - 1]
    measure(
        "7.3.5.2", "署名与上文空一行", 1, lines_between(before, organ) - 1, within=0.1, unit="行"
    )
    measure("7.3.5.2", "署名右空二字", RIGHT - 2 * PITCH, organ.right)
    measure("7.3.5.2", "日期首字比署名首字右移二字", 2 * PITCH, day.left - organ.left)
    measure("7.3.5.2", "日期在署名下一行", 1, lines_between(organ, day), within=0.1, unit="行")
    remark = line(issued, "（此件公开发布）", page)
    measure("7.3.6", "附注左空二字", LEFT + 2 * PITCH, remark.left, within=3)
    measure("7.3.6", "附注在日期下一行", 1, lines_between(day, remark), within=0.1, unit="行")


def test_signature_shorter_than_the_date(make: Make, measure: Measure) -> None:
    """Measured at its left, as LibreOffice sets air around digits."""
    pdf = make(SHORT)
    organ, day = line(pdf, "县公安局"), line(pdf, "2026年3月5日")
    measure("7.3.5.2", "日期长于署名时右空二字（量左端）", RIGHT - 2 * PITCH - DAY_WIDTH, day.left)
    measure("7.3.5.2", "日期长于署名时仍右移二字", 2 * PITCH, day.left - organ.left)


def test_signature_with_seal(make: Make, measure: Measure) -> None:
    pdf = make(SEALED)
    organ, day = line(pdf, "清源县柳林街道"), line(pdf, "2026年3月5日")
    middle = (day.left + day.right) / 2
    measure("7.3.5.1", "成文日期右空四字（量中点）", RIGHT - 4 * PITCH - DAY_WIDTH / 2, middle)
    measure("7.3.5.1", "署名以成文日期居中", middle, (organ.left + organ.right) / 2)
    measure("7.3.5.1", "署名在日期之上", 1, lines_between(organ, day), within=0.1, unit="行")
    text = pdf.pages[0].body[pdf.pages[0].body.index(organ) - 1]
    # A seal of 42 mm has both lines a little below its middle.
    seal = (organ.top + day.bottom) / 2 - 3 - 42 / 2
    measure("7.3.5.1", "印章顶端距正文（一行之内）", LINE / 2, seal - text.bottom, within=LINE / 2)


def test_joint_seals(make: Make, measure: Measure) -> None:
    """The middle of a seal of 42 mm is level with the foot of its name, less 3 mm."""
    pdf = make(SEALED_JOINTLY)
    words = {word.text: word for word in pdf.words(1)}
    names = [words[organ] for organ in SEALED_JOINTLY.body[1].organs]  # type: ignore[union-attr]
    day = line(pdf, "2026年3月5日")
    first, second, third, last = (((n.left + n.right) / 2, n.bottom + 2 - 3) for n in names)
    apart = [second[0] - first[0], third[1] - first[1]]
    measure("7.3.5.1", "联合行文：同排两枚印章中心的距离大于42 mm", "是", _yes(apart[0] > 44))
    measure("7.3.5.1", "联合行文：两排印章中心的距离", 42 + PITCH, apart[1])
    measure("7.3.5.1", "联合行文：上下印章对齐", first[0], third[0])
    measure("7.3.5.1", "联合行文：末一机关署名以成文日期居中", (day.left + day.right) / 2, last[0])
    sides = first[0] - 21 >= LEFT and last[0] + 21 <= RIGHT
    measure("7.3.5.1", "联合行文：每排印章不出版心", "是", _yes(sides))
    text = pdf.pages[0].body[3]
    measure(
        "7.3.5.1",
        "联合行文：首排印章顶端距正文（一行之内）",
        LINE / 2,
        first[1] - 21 - text.bottom,
        within=LINE / 2,
    )
    remark = line(pdf, "（联系人")
    measure("7.3.6", "附注不压印章", "是", _yes(remark.top + 2 >= last[1] + 21))


def _yes(condition: bool) -> str:
    return "是" if condition else "否"


def test_leaf_of_the_imprint(make: Make, measure: Measure) -> None:
    """The empty page before it is left out here; see ``test_pdf_file.py``."""
    numbers = [page.number for page in make(LEAF).pages]
    measure("7.5", "版记另面的，版记页不编页码", ["1", "2", ""], numbers)


def test_a_line_is_won(make: Make, measure: Measure) -> None:
    """20 lines and 3 of the signature."""
    page = make(WON).pages
    measure("7.3.5.5", "差一行放不下署名的，收紧行距，不另起页", 1, len(page), within=0, unit="面")


def test_joint_issue(joint: office.Pdf, measure: Measure) -> None:
    first, third = (line(joint, JOINT_ORGANS[place]) for place in (0, 2))
    second = line(joint, JOINT_ORGANS[1])
    left, top, right, bottom = joint.ink(1, third.right + 0.5, 62, 210, 120)
    measure("7.2.4", "联合行文的机关名称左端对齐", first.left, third.left)
    measure("7.2.4", "联合行文的机关名称右端对齐", first.right, third.right)
    assert first.bottom < second.bottom < third.bottom
    names = joint.ink(1, 0, 62, first.right, 120)
    middle = (names[1] + names[3]) / 2
    measure("7.2.4", "“文件”在机关名称右侧居中", middle, (top + bottom) / 2, within=1.5)
    measure("7.2.4", "联合行文的标志上边缘距版心上边缘", 35, names[1] - TOP)
    assert left > third.right
    assert right <= RIGHT + 1


def test_joint_signature(joint: office.Pdf, measure: Measure) -> None:
    page = page_of(joint, "2026年3月5日")
    body = joint.pages[page - 1].body
    organs = [
        next(one for one in reversed(body) if one.text.replace(" ", "") == o) for o in JOINT_ORGANS
    ]
    measure(
        "7.3.5.2",
        "联合行文主办机关在前，依次向下",
        1,
        lines_between(*organs[:2]),
        within=0.1,
        unit="行",
    )
    measure("7.3.5.2", "最长的署名右空二字", RIGHT - 2 * PITCH, organs[2].right)
    measure("7.3.5.2", "各署名左对齐", organs[0].left, organs[2].left)


def test_day_and_page_of_the_signature(joint: office.Pdf, measure: Measure) -> None:
    page = page_of(joint, "2026年3月5日")
    text = joint.pages[page - 1].text.replace(" ", "")
    measure(
        "7.3.5.4",
        "成文日期不编虚位",
        "2026年3月5日",
        "2026年3月5日" if "2026年3月5日" in text else text,
    )
    measure("7.3.5.5", "署名页有正文", "是", "是" if HAN[:6] in text else "否")


def test_annexes(issued: office.Pdf, measure: Measure) -> None:
    page = page_of(issued, "附件1")
    mark, title = line(issued, "附件1", page), line(issued, "领导小组成员名单", page)
    measure("7.3.7", "“附件1”在版心左上角顶格", LEFT, mark.left)
    measure("7.3.7", "“附件1”在第一行", 1, (mark.bottom - TOP) / LINE, within=0.3, unit="行")
    measure("7.3.7", "附件标题在第三行", 2, lines_between(mark, title), within=0.3, unit="行")
    measure("7.3.7", "附件标题居中", (LEFT + RIGHT) / 2, (title.left + title.right) / 2)
    numbers = [one.number for one in issued.pages]
    measure("7.3.7", "附件与正文连续编页", [str(n) for n in range(1, len(numbers) + 1)], numbers)


def test_imprint(joint: office.Pdf, measure: Measure) -> None:
    page = len(joint.pages)
    copies, printer = line(joint, "抄送：", page), line(joint, "柳林街道党政办公室", page)
    left, _, right, _ = joint.ink(page, 0, copies.top - 3, 210, copies.top)
    measure("7.4.1", "首条分隔线左端", LEFT, left)
    measure("7.4.1", "首条分隔线右端", RIGHT, right)
    _, lowest, _, bottom = joint.ink(page, 100, printer.bottom, 101, 265)
    measure("7.4.1", "末条分隔线与版心下边缘重合", BOTTOM, bottom)
    _, middle, _, thin = joint.ink(page, 100, printer.top - 3, 101, printer.top)
    measure("7.4.1", "首末条粗线", 0.35, bottom - lowest, within=0.12)
    measure("7.4.1", "中间细线", 0.25, thin - middle, within=0.12)
    measure("7.4.2", "抄送左空一字", LEFT + 14 * office.POINT, copies.left)
    measure(
        "7.4.2",
        "抄送字宽（四号）",
        14 * office.POINT,
        (copies.right - copies.left) / len(copies.text),
        within=0.3,
    )
    body = joint.pages[page - 1].body
    wrapped = body[body.index(copies) + 1]
    measure(
        "7.4.2", "抄送回行与冒号后的首字对齐", copies.left + 3 * 14 * office.POINT, wrapped.left
    )
    measure("7.4.2", "末尾标句号", "。", wrapped.text[-1])
    measure("7.4.3", "印发机关左空一字", LEFT + 14 * office.POINT, printer.left)
    day = line(joint, "2026年3月9日印发", page)
    measure("7.4.3", "印发日期右空一字", RIGHT - 14 * office.POINT, day.right)
    measure("7.4.3", "印发机关与日期同一行", printer.bottom, day.bottom, within=0.5)


def test_imprint_after_a_turned_sheet(issued: office.Pdf, measure: Measure) -> None:
    """It takes an upright page of its own: at the foot of a turned one it would lie on its side."""
    last = issued.pages[-1]
    assert last.height > last.width
    number = len(issued.pages)
    bottom = issued.ink(number, 100, 200, 101, 265)[3]
    measure("7.4.1", "横排附件之后：末条分隔线与版心下边缘重合", BOTTOM, bottom)


def test_page_numbers(make: Make, measure: Measure) -> None:
    pdf = make(TWO_PAGES)
    em = 14 * office.POINT
    right = pdf.ink(1, 20, 263, 190, 285)[2]
    measure("7.5", "单页码右空一字", RIGHT - em, right)
    dash = pdf.ink(1, right - 3, 263, right, 285)
    measure("7.5", "一字线距版心下边缘", 7, (dash[1] + dash[3]) / 2 - BOTTOM)
    measure("7.5", "双页码左空一字", LEFT + em, pdf.ink(2, 20, 263, 190, 285)[0])
    measure("7.5", "页码左右各放一条一字线", "— 1 —", line(pdf, "—").text)


def test_turned_sheets(issued: office.Pdf, measure: Measure) -> None:
    """Turned back, the left edge of the sheet is the foot of an upright page."""
    pages = issued.pages
    turned = [n for n, page in enumerate(pages, 1) if page.width > page.height]
    assert len(turned) >= 2
    odd = next(n for n in turned if n % 2)
    even = next(n for n in turned if not n % 2)
    em = 14 * office.POINT
    # 297 - 269 = 28 mm from the foot of the page.
    for number in (odd, even):
        left, top, right, bottom = issued.ink(number, 20, 20, 33, 190)
        middle = (left + right) / 2
        measure(
            "8",
            f"{'单' if number % 2 else '双'}页页码距纸的左边缘（直立时的下边缘）",
            28,
            middle,
            within=2.5,
        )
        if number % 2:
            measure(
                "8",
                "单页页码的末端距版心右边缘一字（转回后）",
                210 - (LEFT + 156 - em),
                210 - bottom,
                within=2,
            )
        else:
            measure("8", "双页页码的首端距版心左边缘一字（转回后）", LEFT + em, top, within=2)
    first = issued.pages[odd - 1]
    assert (round(first.width), round(first.height)) == (297, 210)


def test_letter(make: Make, measure: Measure) -> None:
    pdf = make(LETTER)
    _, top, _, bottom = pdf.ink(1, 0, 20, 210, 46)
    measure("10.1", "信函标志上边缘距上页边", 30, top)
    left, rule, right, under = pdf.ink(1, 0, 46, 210, 52)
    measure("10.1", "首条红色双线在标志下", 4, rule - bottom)
    measure("10.1", "红色双线长", 170, right - left)
    measure("10.1", "红色双线居中", 105, (left + right) / 2)
    _, lower, _, end = pdf.ink(1, 0, 270, 210, 290)
    measure("10.1", "末条红色双线距下页边", 20, 297 - end)
    serial, number = line(pdf, "000012"), line(pdf, "柳街函")
    measure("10.1", "份号顶格居版心左边缘", LEFT, serial.left)
    measure("10.1", "发文字号居版心右边缘", RIGHT, number.right)
    first = pdf.ink(1, 0, 51.5, 210, 60)[1]
    measure("10.1", "首个要素与红线的距离（字高的7/8）", 4.9, first - under)
    measure("10.1", "首页不显示页码", "", pdf.pages[0].number)
    measure("10.1", "次页显示页码", "2", pdf.pages[1].number)
    urgency, title = line(pdf, "加急"), line(pdf, "关于印发")
    measure(
        "10.1",
        "标题与其上最后一个要素相距二行",
        2,
        lines_between(urgency, title) - 1,
        within=0.4,
        unit="行",
    )
    assert lower < end
