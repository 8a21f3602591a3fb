"""The plan: one class per entity, each field declared once with key, type and help.

Keys of the file are Chinese, attributes English; files may use either. Amounts are exact Decimals
in 元. A period includes both ends. Lists are tuples and tables read-only mappings, in the order
of the file.
"""

import functools
from collections.abc import Callable, Iterator, Mapping
from decimal import Decimal
from typing import Any, ClassVar, NamedTuple, NewType

from jindu.model import genres
from jindu.model.choices import (
    Audience,
    BasisKind,
    BranchForm,
    Direction,
    DoneeKind,
    FundKind,
    FundStatus,
    Genre,
    Nature,
    Purpose,
    Status,
    TeamKind,
    Tier,
    UnitKind,
    Urgency,
    WorkKind,
    YearBasis,
)
from jindu.model.diagnostic import Where
from jindu.model.fields import Entity, field, id_field, list_field, map_field, words_field
from jindu.units import Date, Deadline, Period, Quantity, Yuan, until

FORMAT = 1
"""Version of the plan format."""

Id = NewType("Id", str)
"""The 编号 of an entity, in NFKC."""
Ref = Id
"""The 编号 of another entity."""
Score = NewType("Score", Decimal)
"""Points in an evaluation."""
Number = NewType("Number", Decimal)
"""A number without a unit."""
Percent = NewType("Percent", Decimal)
"""A share in percentage points."""
Year = NewType("Year", int)
"""A calendar year."""


class Brand(Entity):
    """品牌: the name and profile under which a branch presents its work."""

    name: str | None = field("名称", "品牌名称，一般4—8个字。")
    meaning: str | None = field("内涵", "品牌名称的含义。")
    carrier: str | None = field("载体", "承载品牌的阵地、队伍或活动。")
    slogan: str | None = field("口号", "品牌口号。")
    features: tuple[str, ...] = list_field("特色", "与别处不同的做法，逐条写。")


class Basis(Entity):
    """依据: a law or document that the plan implements; a plain string is its name."""

    SCALAR: ClassVar[str] = "name"
    name: str | None = field("名称", "文件或法律的全称，不加书名号；也可以是会议、讲话或工作要求。")
    kind: BasisKind | None = field(
        "类型", "会议、讲话、精神、工作要求不加书名号；不写的，按名称的结尾判断。"
    )
    issuer: str | None = field("发文机关", "印发这份文件的机关，写在名称前面；法律法规不填。")
    number: str | None = field("文号", "发文字号；法律法规不填。")
    tier: str | None = field("层级", "国家、省、市、区县等。")

    @property
    def titled(self) -> bool:
        """Whether it is a document with a title, not a meeting, a speech or a requirement."""
        if self.kind is not None:
            return self.kind is BasisKind.DOCUMENT
        return not (self.name or "").endswith(("精神", "讲话", "要求", "部署", "会议", "全会"))


class Safeguard(Entity):
    """保障措施: one supporting measure, a heading with a paragraph."""

    name: str | None = field("名称", "小标题，如“加强组织领导”。")
    content: str | None = field("内容", "一至三句话。")


class Risk(Entity):
    """风险: a risk and the response to it."""

    content: str | None = field("内容", "可能出现的问题。")
    response: str | None = field("应对", "相应的处理办法。")


class Approval(Entity):
    """审批: one completed step of approval."""

    step: str | None = field("环节", "如“党工委会议审议”。")
    date: Date | None = field("日期", "通过日期。")
    number: str | None = field("文号", "批准文号或会议纪要号。")


class Overview(Entity):
    """方案: title, period and status of the plan, and its introductory text."""

    id: Id | None = id_field("方案编号，台账和上级汇总时用。")
    title: str | None = field("标题", "方案全称，如“××街道禁毒支部创建实施方案（2026—2029年）”。")
    genre: Genre | None = field(
        "文种",
        "实施方案、工作方案、行动计划、规划、意见、办法、考核细则、任务分解或申报表；不写的按标题判断。",
    )
    version: str | None = field("版本", "如“1.0”。")
    status: Status | None = field("状态", "草稿、送审或已批准；决定检查的级别。")
    region: str | None = field("地区", "方案适用的行政区域全称。")
    tier: Tier | None = field("层级", "市、区县、乡镇街道或社区。")
    parent: str | None = field("上级方案", "上级方案的编号。")
    period: Period | None = field("起止", "实施期限，首尾两天都算在内。")
    custom_stages: bool | None = field("自定阶段", "不按宣传发动、组织实施、巩固提升划分时填“是”。")
    brand: Brand | None = field("品牌", "支部品牌。")
    basis: tuple[Basis, ...] = list_field("依据", "制定方案所依据的法律和文件。")
    preamble: str | None = field(
        "引言", "自己写的开头一段，写到“制定本方案”为止；不写的，由依据生成。"
    )
    background: str | None = field("背景", "本地毒情和工作形势，只用汇总数字。")
    groundwork: str | None = field("工作基础", "已有的组织、队伍、阵地和成效。")
    significance: tuple[str, ...] = list_field("意义", "创建的意义，逐条写。")
    guidance: str | None = field("指导思想", "一段话。")
    principles: tuple[str, ...] = list_field("原则", "工作原则，逐条写，如“坚持党建引领。……”。")
    overall_goal: str | None = field("总体目标", "一段话；指标数值由程序从目标中带出，不必重复。")
    year_focus: Mapping[Year, str] = map_field("年度重点", "各年度工作重点，按年份写。")
    safeguards: tuple[Safeguard, ...] = list_field("保障措施", "组织、队伍、制度等方面的保障。")
    risks: tuple[Risk, ...] = list_field("风险", "主要风险和应对。")
    approvals: tuple[Approval, ...] = list_field("审批", "已履行的审批程序。")


class Attachment(Entity):
    """附件: an annex written by the user, besides the generated ones."""

    SCALAR: ClassVar[str] = "name"
    name: str | None = field("名称", "附件名称。")
    content: str | None = field("内容", "附件正文。")


class Contact(Entity):
    """联系: an official contact, printed only in internal editions; ``unit`` is a name."""

    unit: str | None = field("单位", "联系单位。")
    person: str | None = field("联系人", "经办的工作人员。")
    phone: str | None = field("电话", "办公电话。")


class Document(Entity):
    """公文: elements of the formal document (GB/T 9704) around the plan."""

    organs: tuple[str, ...] = list_field("发文机关", "署名的机关全称，一个或几个，主办机关在前。")
    number: str | None = field("发文字号", "如“柳街发〔2026〕5号”。")
    serial: str | None = field("份号", "六位数字，只在版头上印。")
    urgency: Urgency | None = field("紧急程度", "特急或加急。")
    signers: tuple[str, ...] = list_field("签发人", "上行文的签发人，联合行文的依次写。")
    recipients: tuple[str, ...] = list_field("主送", "主送机关。")
    copies: tuple[str, ...] = list_field("抄送", "抄送机关。")
    date: Date | None = field("成文日期", "写到日。")
    printer: str | None = field("印发机关", "版记中的印发机关。")
    print_date: Date | None = field("印发日期", "版记中的印发日期。")
    remark_line: str | None = field("附注", "成文日期下一行括号内的说明。")
    letterhead: bool | None = field("版头", "是否带版头（红头）和版记，默认不带。")
    sealed: bool | None = field("盖章", "署名是否按加盖印章的位置排，默认否。")
    imprint_apart: bool | None = field(
        "版记另面", "版记是否另起一面，排在最后的双数面，不编页码；双面印制时用，默认否。"
    )
    attachments: tuple[Attachment, ...] = list_field("附件", "程序生成的附件之外另加的附件。")
    contact: Contact | None = field("联系", "联系单位、联系人和电话，只用于内部版。")
    classification: str | None = field("密级", "只能是“无”：本工具不用于处理涉密文件。")


class CommitteeSeat(Entity):
    """支委: a seat on the branch committee, by title."""

    SCALAR: ClassVar[str] = "title"
    title: str | None = field(
        "职务", "书记、副书记、组织委员、宣传委员、纪检委员等。", was=("post",)
    )


class Branch(Entity):
    """支部: an anti-drug Party branch."""

    id: Id | None = id_field("支部编号。")
    name: str | None = field("名称", "支部全称。")
    form: BranchForm | None = field("形式", "专门、功能型、联合或临时。")
    superior: str | None = field("上级党组织", "批准设立的党组织。")
    member_count: int | None = field("党员人数", "正式党员人数。", was=("members",))
    committee: tuple[CommitteeSeat, ...] = list_field("支委", "支部委员会的职务。")
    term_end: Date | None = field("任期届满日期", "本届支委会届满的日期。")
    approval_number: str | None = field("批准文号", "批准设立的文号。", was=("approval",))
    covers: tuple[str, ...] = list_field("覆盖单位", "支部覆盖的单位或社区。")


class Unit(Entity):
    """单位: an organisation; other entities refer to it by 编号."""

    id: Id | None = id_field("简短的代号，别处用它指这个单位，如“司法所”。")
    name: str | None = field("名称", "规范全称。")
    short: str | None = field("简称", "规范简称；文件里第一次写全称，后面用简称。")
    aliases: tuple[str, ...] = list_field("别名", "旧称或口头叫法，用来发现一个单位两个名字。")
    kind: UnitKind | None = field("类别", "公安、司法、卫健、教育、乡镇街道、社区等。")
    duties: str | None = field("职责", "在本方案中的职责。")


class Post(Entity):
    """A post in the leading group: unit and title, never a personal name."""

    SCALAR: ClassVar[str] = "title"
    unit: Ref | None = field("单位", "单位编号。", to="Unit")
    title: str | None = field("职务", "职务，不写姓名。")


class Office(Entity):
    """领导小组办公室: the unit that runs the daily business of the leading group."""

    unit: Ref | None = field("设在", "办公室所在单位的编号。", to="Unit")
    director: str | None = field("主任", "办公室主任，写职务。")


class LeadingGroup(Entity):
    """领导小组: the leading group, members in protocol order."""

    name: str | None = field("名称", "领导小组的全称，如“柳林街道禁毒工作领导小组”。")
    leader: tuple[Post, ...] = list_field("组长", "组长一名，写单位和职务。")
    deputies: tuple[Post, ...] = list_field("副组长", "副组长。")
    members: tuple[Post, ...] = list_field("成员", "成员，按建制顺序写单位和职务。")
    office: Office | None = field("办公室", "办公室设在哪里、由谁任主任。")


class Team(Entity):
    """工作队伍: a team, in aggregate figures only."""

    name: str | None = field("名称", "队伍名称。")
    kind: TeamKind | None = field("类别", "党员志愿者、社区工作者或专业社工。")
    size: int | None = field("人数", "人数。")
    clients: int | None = field("服务对象数", "服务对象总数，只写汇总数。")
    duties: str | None = field("职责", "承担的工作。")
    training: str | None = field("培训", "培训安排。")


class Baseline(Entity):
    """基期: the value of an indicator before the plan, with its date and source."""

    date: Date | None = field("时间", "基期的时间，如“2025”。")
    value: Quantity | None = field("值", "基期值。")
    source: str | None = field("出处", "数据的来源。")


class Survey(Entity):
    """调查: the survey that measures an indicator."""

    method: str | None = field("方式", "入户、电话或网络问卷等。")
    sample: int | None = field("样本量", "有效样本数。")
    surveyor: str | None = field("实施单位", "调查由谁实施。")


class Alert(Entity):
    """预警: thresholds of an indicator, and who acts when they are crossed."""

    yellow: Quantity | None = field("黄", "黄色预警的界限值。")
    red: Quantity | None = field("红", "红色预警的界限值。")
    action: str | None = field("措施", "触发后采取的措施。")
    owner: Ref | None = field("责任单位", "处置单位的编号。", to="Unit")


class Indicator(Entity):
    """指标: a measurable result with baseline, target and yearly targets."""

    id: Id | None = id_field("指标编号。")
    name: str | None = field("名称", "指标名称，只写量的名字，不写“达到”“以上”。")
    unit_of_measure: str | None = field("计量单位", "%、个、人次、场等。", was=("unit",))
    direction: Direction | None = field("方向", "不低于、不高于或等于。")
    baseline: Baseline | None = field("基期", "基期的时间、值和出处。")
    target: Quantity | None = field(
        "目标值",
        "期末要达到的值；定性指标写文字，如“健全完善”；也可以写“不低于全市平均水平”“力争95%”。",
    )
    target_in_words: str | None = words_field("target", "用文字写的目标值。")
    year_targets: Mapping[Year, Quantity] = map_field("年度目标", "各年末要达到的值。")
    year_targets_in_words: Mapping[Year, str] = words_field("year_targets", "用文字写的年度目标。")
    year_basis: YearBasis | None = field(
        "年度目标口径", "年度目标是到当年底的累计，还是当年一年的量；不写即累计。"
    )
    due: Date | None = field("完成时限", "达到目标值的时限；不写即方案期末。")
    category: str | None = field("绩效类别", "一级/二级，如“产出/数量”“满意度/服务对象满意度”。")
    nature: Nature | None = field("指标性质", "定量或定性。")
    method: str | None = field("计算方法", "怎样计算。")
    data_source: str | None = field("数据出处", "数据由哪里来。")
    survey: Survey | None = field("调查", "问卷调查的方式、样本量和实施单位。")
    frequency: str | None = field("频次", "多久采集一次。")
    owner: Ref | None = field("责任单位", "采集单位的编号。", to="Unit")
    alert: Alert | None = field("预警", "黄色、红色界限和处置。", was=("warning",))
    score: Score | None = field("分值", "绩效评价中的分值，全部指标合计100分。", was=("weight",))

    @property
    def is_percentage(self) -> bool:
        """Whether it is measured in percent."""
        return self.unit_of_measure in ("%", "％")

    @property
    def has_target(self) -> bool:
        """Whether it has a target, in figures or in words."""
        return self.target is not None or self.target_in_words is not None

    @property
    def is_judged(self) -> bool:
        """Whether it is 定性, or its target is told in words alone."""
        words_only = self.target is None and self.target_in_words is not None
        return self.nature is Nature.JUDGED or words_only


class Goal(Entity):
    """目标: a goal and the indicators that measure it."""

    id: Id | None = id_field("目标编号。")
    content: str | None = field("内容", "一句话。")
    indicators: tuple[Indicator, ...] = list_field("指标", "衡量这个目标的指标。")


class Stage(Entity):
    """实施阶段: a stage; the stages cover the plan period without gaps."""

    id: Id | None = id_field("阶段编号。")
    name: str | None = field("名称", "宣传发动、组织实施、巩固提升。")
    period: Period | None = field("起止", "阶段的起止时间。")
    measures: tuple[str, ...] = list_field("措施", "这个阶段的主要做法，逐条写。")


class KeyTask(Entity):
    """重点任务: a field of work, one section of the document, that groups tasks."""

    id: Id | None = id_field("重点任务编号。")
    name: str | None = field("名称", "动宾短语，如“健全禁毒支部组织体系”。")
    measures: tuple[str, ...] = list_field("措施", "一条一至三句话，谁、做什么、到什么程度、何时。")
    lead: Ref | None = field("牵头单位", "责任单位的编号。", to="Unit")
    supporters: tuple[Ref, ...] = list_field("配合单位", "配合单位的编号。", to="Unit")


class Task(Entity):
    """工作任务: a task with a deadline and a lead.

    ``leads`` is a list so that several leads can be read and reported.
    """

    id: Id | None = id_field("任务编号。")
    name: str | None = field("名称", "动宾短语。")
    key_task: Ref | None = field("重点任务", "所属重点任务的编号。", to="KeyTask", was=("theme",))
    stage: Ref | None = field("阶段", "所属阶段的编号。", to="Stage")
    start: Date | None = field("开始", "开始时间，可不写。")
    due: Date | None = field(
        "完成时限",
        "写到月或日；没有具体日期的，写“全年”“长期坚持”“每年12月底前”“印发后30日内”等，照原样写入文件。",
    )
    due_in_words: Deadline | None = words_field("due", "不是日期的完成时限。")
    leads: tuple[Ref, ...] = list_field("牵头单位", "牵头单位的编号，只能一个。", to="Unit")
    supporters: tuple[Ref, ...] = list_field("配合单位", "配合单位的编号。", to="Unit")
    supervisors: tuple[Ref, ...] = list_field("督导单位", "督促检查这项任务的单位编号。", to="Unit")
    leader_post: str | None = field("责任领导", "分管领导的职务。")
    officer_post: str | None = field("责任人", "具体负责的岗位。")
    after: tuple[Ref, ...] = list_field("前置任务", "要先完成的任务编号。", to="Task")
    outcome: str | None = field("成果形式", "完成的凭证，如文件、名册、报告。")
    indicators: tuple[Ref, ...] = list_field("指标", "服务的指标编号。", to="Indicator")
    kind: WorkKind | None = field(
        "类型", "审议印发、动员、宣传、培训、试点、试点评估、推广、平台等。"
    )
    funding: str | None = field("经费", "不需要经费的写“无”。", was=("money",))
    description: str | None = field("说明", "补充说明。")

    @property
    def deadline(self) -> Deadline | None:
        """完成时限 in any form; ``due`` is the date that it names, None for 长期坚持."""
        return self.due_in_words or (self.due and until(self.due))


class RecurringWork(Entity):
    """经常性工作: work repeated in a cycle."""

    id: Id | None = id_field("编号。")
    name: str | None = field("名称", "工作名称。")
    frequency: str | None = field("频次", "每月、每季度、每半年、每年或每年6月。")
    period: Period | None = field("起止", "不写即整个方案期。")
    lead: Ref | None = field("牵头单位", "牵头单位的编号。", to="Unit")
    supporters: tuple[Ref, ...] = list_field("参加单位", "参加单位的编号。", to="Unit")
    kind: WorkKind | None = field("类型", "联席会议、主题党日、回头看、信息报送等。")


class Pilot(Entity):
    """试点: where measures are tried before the rollout tasks."""

    sites: tuple[str, ...] = list_field("试点范围", "先行试点的社区或单位。", was=("units",))
    period: Period | None = field("起止", "试点的起止时间。")
    review: Ref | None = field("评估", "试点评估任务的编号。", to="Task")
    rollout: tuple[Ref, ...] = list_field("推广", "推广任务的编号。", to="Task")


class Platform(Entity):
    """平台: an information system."""

    name: str | None = field("名称", "平台名称。")
    owner: Ref | None = field("主管单位", "主管单位的编号。", to="Unit")
    data: tuple[str, ...] = list_field("数据类别", "处理的数据类别。")
    personal: bool | None = field("含个人信息", "是否处理个人信息。")
    legal_basis: str | None = field("法律依据", "处理个人信息的法律依据，写到条。")
    assessment_date: Date | None = field("影响评估日期", "个人信息保护影响评估完成日期。")
    launch: Date | None = field("上线日期", "上线日期。")
    agreement: str | None = field("共享协议", "数据共享协议的名称或文号。")
    build: str | None = field("建设", "建设方式。")
    operation: str | None = field("运维", "运行维护安排。")


class Training(Entity):
    """培训: size of a training, to check its cost."""

    persons: int | None = field("人数", "参训人数。")
    days: Number | None = field("天数", "天数。")


class Contribution(NamedTuple):
    """What one fund pays for one expense.

    ``amount`` is None if it pays all of the expense. ``by_year`` is empty if only the sum is given.
    """

    fund: Ref
    amount: Yuan | None
    by_year: Mapping[Year, Yuan]


class Expense(Entity):
    """支出: a budget line, paid by one or more funds."""

    id: Id | None = id_field("支出编号。")
    name: str | None = field("名称", "支出内容。")
    purpose: Purpose | None = field("用途", "宣传、队伍、科技或其他。")
    code: str | None = field("经济分类科目", "部门预算支出经济分类的款级编码，五位数字。")
    unit_price: Yuan | None = field("单价", "单价，带单位。")
    count: Number | None = field("数量", "数量。")
    unit_of_measure: str | None = field("计量单位", "册、场、人天、台、项等。", was=("unit",))
    amount: Yuan | None = field(
        "金额", "金额，带“元”或“万元”；不列金额的写明渠道，如“从工作经费中列支”。"
    )
    amount_in_words: str | None = words_field("amount", "不列金额的经费渠道。")
    by_year: Mapping[Year, Yuan] = map_field("分年度金额", "各年度金额，合计等于金额。")
    contributions: tuple[Contribution, ...] = list_field(
        "出资构成",
        "由哪个来源出、出多少；全部由一个来源出的只写来源编号。",
        to="Fund",
        was=("shares",),
    )
    tasks: tuple[Ref, ...] = list_field(
        "工作任务", "服务的任务编号。", to="Task", was=("milestones",)
    )
    executor: Ref | None = field("执行单位", "执行单位的编号。", to="Unit")
    procurement: str | None = field("采购方式", "采购方式。")
    derivation: str | None = field("测算依据", "单价和数量从何而来。")
    training: Training | None = field("培训", "培训类支出的人数和天数。")
    priority: str | None = field("优先级", "资金不足时的先后。")


class Donee(Entity):
    """受赠人: the legal recipient of a donation."""

    name: str | None = field("名称", "受赠人全称。")
    kind: DoneeKind | None = field("类型", "基金会、慈善组织、公益事业单位等。")


class Campaign(Entity):
    """募捐: a fundraising campaign."""

    organiser: str | None = field("组织", "开展募捐的慈善组织。")
    filing: str | None = field("备案编号", "募捐方案的备案编号。")
    period: Period | None = field("起止", "募捐期限。")
    audience: Audience | None = field("对象", "社会公众、特定对象或内部互助。")


class Fund(Entity):
    """资金来源: a fund.

    ``amount`` or ``share`` gives its size. ``fund_id`` identifies the same money in other plans.
    """

    id: Id | None = id_field("来源编号，如“省级专项”。")
    name: str | None = field("名称", "资金名称。")
    kind: FundKind | None = field("资金性质", "上级专项、一般公共预算、社会捐赠等。")
    amount: Yuan | None = field("金额", "金额；没有数额的写明怎样安排，如“列入县级财政预算”。")
    amount_in_words: str | None = words_field("amount", "没有数额的资金怎样安排。")
    share: str | None = field("占比", "占总额的百分比，与金额二者写一。")
    status: FundStatus | None = field("状态", "预计、已申请、已批复或已到位。")
    number: str | None = field("文号", "批复或下达文号。")
    date: Date | None = field("日期", "批复或到位日期。")
    arrivals: Mapping[Period, Yuan] = map_field("到位计划", "分期到位的金额，按季度或月写。")
    restriction: str | None = field("限定用途", "资金只能用于什么。", was=("purpose",))
    funder: str | None = field("出资单位", "由谁出资。")
    applicant: Ref | None = field("申报单位", "由哪个单位申报。", to="Unit")
    fund_id: str | None = field("资金编号", "同一笔钱在别的方案中也用这个编号。")
    donee: Donee | None = field("受赠人", "依法接受捐赠的单位。", was=("recipient",))
    agreement: str | None = field("捐赠协议", "捐赠协议的名称或编号。")
    campaign: Campaign | None = field("募捐", "通过募捐筹集时填写。")
    likelihood: str | None = field("落实可能性", "对能否落实的判断。")


class Budget(Entity):
    """经费: expenses and the funds that cover them; ``total`` is what each must add up to."""

    total: Yuan | None = field(
        "总额", "总额，带单位；不列总额的写明怎样安排，如“列入年度财政预算”。"
    )
    total_in_words: str | None = words_field("total", "不列总额的经费怎样安排。")
    level_shares: Mapping[str, Percent] = map_field(
        "分级负担", "各级负担的比例，按级次写，如 {市: 30%, 区: 70%}。"
    )
    expenses: tuple[Expense, ...] = list_field("支出预算", "逐项支出。", was=("uses",))
    funds: tuple[Fund, ...] = list_field("资金来源", "逐项来源。", was=("sources",))


class Deduction(Entity):
    """扣分: points taken off each time that something happens, up to a limit."""

    SCALAR: ClassVar[str] = "condition"
    condition: str | None = field("情形", "什么情形扣分，如“未按时报送信息”。")
    per: str | None = field("每", "按什么计：起、次、人、个百分点等；不写的，出现即扣。")
    score: Score | None = field("分值", "每次扣几分，写正数。")
    limit: Score | None = field("最多", "最多扣几分；不写的，扣完为止。")


class ScorePoint(Entity):
    """细项: a point of a scored item, with a score of its own."""

    content: str | None = field("内容", "考核的要点。")
    score: Score | None = field("分值", "这一细项的分值；各细项合计等于项目的分值。")
    method: str | None = field("评分方法", "怎样得分、怎样扣分。")
    deductions: tuple[Deduction, ...] = list_field("扣分", "逐条写扣分的情形和分数。")
    evidence: str | None = field("佐证材料", "评分以什么材料为据。")


class ScoreItem(Entity):
    """考核项目: a scored item of a dimension."""

    content: str | None = field("内容", "考核内容。")
    score: Score | None = field("分值", "分值；写了细项的可以不写。")
    method: str | None = field("评分方法", "怎样得分、怎样扣分。")
    deductions: tuple[Deduction, ...] = list_field(
        "扣分", "逐条写扣分的情形和分数，印在评分方法之后。"
    )
    points: tuple[ScorePoint, ...] = list_field("细项", "分成几点评分的，逐点写内容和分值。")
    evidence: str | None = field("佐证材料", "评分以什么材料为据。")
    examiner: Ref | None = field("负责考核部门", "由哪个单位考核这一项，写编号。", to="Unit")
    indicator: Ref | None = field("指标", "对应的指标编号。", to="Indicator")

    @property
    def full(self) -> Score | None:
        """Its score, else the sum of its 细项; None if one of them is unknown."""
        scores = [point.score for point in self.points]
        if self.score is not None or not scores or not self.sure("points", "score"):
            return self.score
        known = [score for score in scores if score is not None]
        return Score(sum(known, Decimal(0))) if len(known) == len(scores) else None


class Dimension(Entity):
    """考核维度: items whose scores add up to its score."""

    name: str | None = field("名称", "如“禁毒工作成效”。")
    score: Score | None = field("分值", "本维度满分。")
    items: tuple[ScoreItem, ...] = list_field("项目", "考核项目。")


class Bonus(Entity):
    """加分: bonus points, not part of the full score."""

    content: str | None = field("内容", "加分情形。")
    score: Score | None = field("分值", "最多加几分。")


class Veto(Entity):
    """否决情形: a condition that fails the whole evaluation."""

    condition: str | None = field("情形", "出现什么情形。")
    basis: str | None = field("依据", "依据什么文件。")
    consequence: str | None = field(
        "后果", "出现后怎样处理，如“年度考核评为不合格”；不写的，当年考核定为最低等级。"
    )


class Grade(Entity):
    """等级: scores from ``minimum`` up to that of the next better grade, exclusive."""

    name: str | None = field("名称", "优秀、良好、合格、不合格。")
    minimum: Score | None = field("最低分", "本等级的最低分（含）。")
    maximum: Score | None = field("最高分", "本等级的最高分（不含，最高等级为满分）；可不写。")


class Review(Entity):
    """评估安排: a review, repeated (``frequency``) or on a date."""

    name: str | None = field("名称", "如“年度评估”。")
    frequency: str | None = field("频次", "每半年、每年等。")
    date: Date | None = field("时间", "一次性评估的时间。")
    assessor: str | None = field("主体", "由谁评估。")


class Scoring(Entity):
    """What a table of scores consists of; items that are not 公开 keep their scores."""

    full_score: Score | None = field("满分", "满分，一般100分，也可以是120分等；加分另计。")
    dimensions: tuple[Dimension, ...] = list_field("维度", "考核维度。")
    bonuses: tuple[Bonus, ...] = list_field("加分", "加分情形。")
    penalties: tuple[Deduction, ...] = list_field("扣分项", "各项目之外另行扣分的情形。")


class ScoreSheet(Scoring):
    """考核表: the table of scores for some of those evaluated."""

    name: str | None = field("名称", "如“成员单位考核评分表”。")
    subjects: tuple[str, ...] = list_field(
        "被考核单位", "这张表考核谁，如“各村（社区）”“县直成员单位”。"
    )


class Evaluation(Scoring):
    """考核评价: how results are scored, graded and used."""

    sheets: tuple[ScoreSheet, ...] = list_field(
        "考核表",
        "对几类单位分别考核的，每类一张表；只有一张的直接写“满分”“维度”。写在各表之外的加分、扣分项对各表都适用。",
    )
    vetoes: tuple[Veto, ...] = list_field("否决情形", "一票否决的情形和依据。")
    grades: tuple[Grade, ...] = list_field("等级", "等级和最低分。")
    reviews: tuple[Review, ...] = list_field("评估安排", "何时由谁评估。")
    use_of_results: str | None = field("结果运用", "结果怎样运用。")
    adjuster: Ref | None = field("调整责任单位", "按评估结果提出调整的单位编号。", to="Unit")

    @property
    def scorings(self) -> tuple[Scoring, ...]:
        """Its own table of scores, if it has one, and those of 考核表."""
        return (self, *self.sheets) if self.dimensions else self.sheets

    def adjusting(self, scoring: Scoring) -> tuple[tuple[Bonus, ...], tuple[Deduction, ...]]:
        """Return the 加分 and 扣分项 of a table: its own, and those written for all 考核表."""
        if scoring is self or self.dimensions:
            return scoring.bonuses, scoring.penalties
        return (*scoring.bonuses, *self.bonuses), (*scoring.penalties, *self.penalties)


class Application(Entity):
    """申报: data of an application for funds."""

    applicant: Ref | None = field("申报单位", "申报单位的编号。", to="Unit")
    recipient: str | None = field("主送", "资金申请主送的机关，不写即主管部门。")
    department: str | None = field("主管部门", "主管部门。")
    project_type: str | None = field("项目属性", "新增或延续。", was=("nature",))
    officer: str | None = field("负责人", "写职务。")
    basis: str | None = field("立项依据", "立项依据。")
    necessity: str | None = field("必要性", "必要性。")
    feasibility: str | None = field("可行性", "可行性。")


class Scenario(Entity):
    """测算情形: a what-if variant of the plan; maps paths to new values."""

    name: str | None = field("名称", "情形名称。")
    changes: Mapping[str, str] = map_field(
        "改动", "路径和新值，如“资金来源/省级专项/金额: 20万元”。"
    )


class Sample(NamedTuple):
    """A value that is still the one ``jindu init`` wrote, and its place."""

    where: Where
    value: str


class Plan(Entity):
    """A plan file.

    ``texts`` holds every prose value: entity, attribute and text. ``samples`` are the values
    that stand for a fact of the place and have neither been replaced nor confirmed.
    """

    format: int | None = field("格式", "本格式的版本，现为1。")
    overview: Overview | None = field("方案", "方案概况。")
    document: Document | None = field("公文", "公文要素。")
    branches: tuple[Branch, ...] = list_field("支部", "禁毒支部。")
    units: tuple[Unit, ...] = list_field(
        "单位名录", "全部责任单位；单位名称只在这里写一次。", was=("parties",)
    )
    leading_group: LeadingGroup | None = field("领导小组", "领导小组。")
    teams: tuple[Team, ...] = list_field("工作队伍", "工作队伍。")
    goals: tuple[Goal, ...] = list_field("目标", "目标和指标。")
    stages: tuple[Stage, ...] = list_field("实施阶段", "三个阶段。")
    key_tasks: tuple[KeyTask, ...] = list_field("重点任务", "4—8项重点任务。", was=("themes",))
    tasks: tuple[Task, ...] = list_field(
        "工作任务", "有时限、有牵头单位的任务节点。", was=("milestones",)
    )
    recurring: tuple[RecurringWork, ...] = list_field("经常性工作", "按周期开展的工作。")
    pilot: Pilot | None = field("试点", "试点安排。")
    platform: Platform | None = field("平台", "信息平台。")
    budget: Budget | None = field("经费", "经费预算。")
    evaluation: Evaluation | None = field("考核评价", "考核评价办法。")
    application: Application | None = field("申报", "项目申报信息。")
    scenarios: tuple[Scenario, ...] = list_field("测算情形", "资金测算的不同情形。")
    texts: tuple[tuple[Entity, str, str], ...] = ()
    samples: tuple[Sample, ...] = ()

    @functools.cached_property
    def results(self) -> dict[Callable[["Plan"], Any], Any]:
        """Results of analyses, by function; ``once_per_plan`` fills it."""
        return {}

    @functools.cached_property
    def entities(self) -> tuple[Entity, ...]:
        """All entities below the plan, in the order of declaration."""
        # Without the plan itself: a reference cycle would delay freeing thousands of plans.
        return tuple(self.parts()[1:])

    @functools.cached_property
    def by_id(self) -> Mapping[str, Entity]:
        """编号 → entity; the first if several have the same."""
        found: dict[str, Entity] = {}
        for entity in self.entities:
            name = vars(entity).get("id")
            if name is not None:
                found.setdefault(name, entity)
        return found

    @functools.cached_property
    def indicators(self) -> tuple[Indicator, ...]:
        """The indicators of all goals, in order."""
        return tuple(indicator for goal in self.goals for indicator in goal.indicators)

    @functools.cached_property
    def genre(self) -> Genre:
        """方案.文种; if it is not written, the genre that the title and 支部 tell.

        Where that could not be read, it is the one of which rules ask least.
        """
        if not self._has_known_genre:
            return Genre.MEASURES
        if self.overview is None:
            return Genre.PLAN
        if self.overview.genre is not None:
            return self.overview.genre
        told = genres.of_title(self.overview.title or "")
        return Genre.PLAN if told is Genre.WORK and self.branches else told

    @functools.cached_property
    def word(self) -> str:
        """What the text calls itself: 方案, 计划, 办法."""
        return genres.own_word(self.genre, (self.overview and self.overview.title) or "")

    @functools.cached_property
    def founds_branches(self) -> bool:
        """Whether it is about a branch: one is written, or the title names it."""
        return bool(self.branches) or "支部" in ((self.overview and self.overview.title) or "")

    def asks_for(self, part: str) -> bool:
        """Whether rules may ask for a part that is not written, by its attribute of the plan."""
        return self._has_known_genre and part in genres.PARTS[self.genre]

    @property
    def _has_known_genre(self) -> bool:
        overview = self.overview
        return self.sure("overview") and (overview is None or overview.sure("genre", "title"))

    @property
    def is_dated(self) -> bool:
        """Whether rules may ask for 起止."""
        return self.genre in genres.DATED

    def missing_parts(self) -> list[str]:
        """Return the names of the essential parts of the genre that are not written."""
        return [
            name
            for part, name in genres.ESSENTIAL.items()
            if self.asks_for(part) and self.lacks(part)
        ]

    @property
    def is_whole(self) -> bool:
        """Whether all sections could be read, so that what is not found is not in the file."""
        return not self.unreadable

    @property
    def period(self) -> Period | None:
        """方案.起止; None if not given or unreadable."""
        return self.overview.period if self.overview else None

    @property
    def expenses(self) -> tuple[Expense, ...]:
        """经费.支出预算; empty without a budget."""
        return self.budget.expenses if self.budget else ()

    @property
    def funds(self) -> tuple[Fund, ...]:
        """经费.资金来源; empty without a budget."""
        return self.budget.funds if self.budget else ()

    def unit(self, ref: str | None) -> Unit | None:
        """Return the unit with this 编号; None if there is none."""
        found = self.by_id.get(ref) if ref else None
        return found if isinstance(found, Unit) else None

    def name_of(self, ref: str) -> str:
        """Return the name of the entity with this 编号, or the 编号 itself."""
        found = self.by_id.get(ref)
        return getattr(found, "name", None) or ref

    def task(self, ref: str | None) -> Task | None:
        """Return the task with this 编号; None if there is none."""
        found = self.by_id.get(ref) if ref else None
        return found if isinstance(found, Task) else None

    def tasks_of(self, *kinds: WorkKind) -> Iterator[Task]:
        """Return the tasks of these kinds, in order."""
        return (task for task in self.tasks if task.kind in kinds)
