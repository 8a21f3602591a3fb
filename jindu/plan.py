"""The plan: one class per thing, each field declared once with key, type and help.

Attributes are English, keys Chinese; either is read. Money is exact 元, dates are dates,
both ends of a period belong to it. Lists are tuples, tables are read-only mappings.
"""

import functools
from collections.abc import Iterator, Mapping
from decimal import Decimal
from typing import ClassVar, NamedTuple, NewType

from jindu.units import Date, Period, Quantity, Yuan
from jindu.vocabulary import Thing, Word, identity, key, keys, table

FORMAT = 1
"""The version of this vocabulary."""

Id = NewType("Id", str)
"""The 编号 of a thing, in NFKC."""
Ref = Id
"""The 编号 of another thing."""
Score = NewType("Score", Decimal)
"""Points of an evaluation."""
Number = NewType("Number", Decimal)
"""A plain number without a unit of its own."""
Year = NewType("Year", int)
"""A calendar year."""


class Status(Word):
    """How far the plan has come."""

    DRAFT = "草稿", "起草", "草案", "初稿"
    REVIEW = "送审", "送审稿", "报审"
    APPROVED = "已批准", "批准", "印发", "已印发"


class Tier(Word):
    """The level of administration a plan belongs to."""

    COUNTY = "区县", "县", "区", "县级", "县区", "县市区", "县级市"
    TOWN = "乡镇街道", "街道", "乡镇", "镇", "乡", "镇街", "街镇"
    COMMUNITY = "社区", "村", "村社区", "居民区", "行政村"


class BranchForm(Word):
    """The forms in which an anti-drug branch is set up."""

    DEDICATED = "专门", "专门党支部"
    FUNCTIONAL = "功能型", "功能性", "功能型党支部", "功能性党支部"
    JOINT = "联合", "联合党支部"
    TEMPORARY = "临时", "临时党支部"


class PartyKind(Word):
    """What kind of unit a party is; decides its competence."""

    POLICE = "公安", "公安局", "派出所", "交警"
    JUSTICE = "司法", "司法局", "司法所", "司法行政"
    HEALTH = "卫健", "卫生", "卫生健康", "卫计", "卫健委", "卫健局"
    EDUCATION = "教育", "教育局", "教体局"
    CIVIL = "民政", "民政局"
    FINANCE = "财政", "财政局", "财政所"
    LABOUR = "人社", "人力资源社会保障", "人社局"
    PUBLICITY = "宣传", "宣传部"
    ORGANISATION = "组织", "组织部"
    POLITICS_LAW = "政法", "政法委"
    COMMITTEE = "禁毒委", "禁毒办"
    YOUTH = "群团", "共青团", "团委", "妇联", "工会"
    CULTURE = "文旅", "文化"
    TRANSPORT = "交通", "交通运输"
    FORESTRY = "农林", "农业农村", "林业"
    MARKET = "市场监管"
    TOWN = "乡镇街道", "街道", "乡镇", "镇"
    COMMUNITY = "社区", "村", "居委会", "村委会", "村社区"
    BRANCH = "党组织", "支部", "党支部"
    SOCIAL = "社会组织"
    COMPANY = "企业", "公司", "物业", "物业公司"
    SCHOOL = "学校"
    MEDICAL = "医疗", "医疗机构", "医院", "卫生院"
    OTHER = "其他"


class TeamKind(Word):
    """What a working team is made of."""

    VOLUNTEERS = "党员志愿者", "志愿者"
    COMMUNITY = "社区工作者", "网格员", "专职人员"
    SOCIAL_WORKERS = "专业社工", "社工", "禁毒社工"
    OTHER = "其他"


class Direction(Word):
    """On which side of its target an indicator has to be."""

    AT_LEAST = "不低于", "≥", "≧", ">=", "不少于", "不小于", "大于等于", "以上", "至少"
    AT_MOST = "不高于", "≤", "≦", "<=", "不超过", "不大于", "小于等于", "以下", "至多"
    EXACTLY = "等于", "=", "＝"


class Nature(Word):
    """Whether an indicator is counted or judged."""

    COUNTED = "定量"
    JUDGED = "定性"


class Work(Word):
    """What kind of work a milestone or a recurring activity is."""

    ADOPTION = "审议印发", "审议", "印发"
    LAUNCH = "动员", "启动"
    PUBLICITY = "宣传", "宣传教育"
    TRAINING = "培训"
    SURVEY = "摸底", "调查摸底"
    TEAM = "队伍", "队伍建设"
    PILOT = "试点"
    PILOT_REVIEW = "试点评估"
    ROLLOUT = "推广", "全面推广"
    PLATFORM = "平台", "信息化"
    SUPPORT = "帮扶", "戒治帮扶", "帮教"
    INSPECTION = "检查", "排查", "督查"
    MECHANISM = "机制", "制度"
    EVALUATION = "评估", "中期评估", "满意度调查"
    SUMMARY = "总结"
    JOINT_MEETING = "联席会议"
    PARTY_DAY = "主题党日"
    LOOK_BACK = "回头看"
    REPORT = "信息报送"
    OTHER = "其他"


class Purpose(Word):
    """The three uses of money that a scheme names, and the rest."""

    PUBLICITY = "宣传", "宣传推广", "宣传教育"
    TEAM = "队伍", "队伍建设", "培训", "队伍培训"
    TECHNOLOGY = "科技", "科技投入", "信息化", "平台", "信息化建设"
    OTHER = "其他"


class FundKind(Word):
    """The nature of a source of money."""

    UPPER = "上级专项", "专项资金", "专项经费", "上级专项资金"
    BUDGET = "一般公共预算", "本级财政", "财政预算", "财政资金"
    BOND = "政府债券", "国债", "国债资金", "地方政府债券", "专项债券"
    LOTTERY = "福彩公益金", "彩票公益金"
    DONATION = "社会捐赠", "捐赠"
    FUND = "公益基金", "禁毒基金", "基金"
    OWN = "自筹", "自筹资金", "自有资金", "党费"
    MARKET = "市场化", "市场化运作"
    TAX = "税收减免", "税收优惠"


class FundStatus(Word):
    """How certain a source is, from hope to money in the account."""

    EXPECTED = "预计", "拟申请", "拟列入", "意向"
    APPLIED = "已申请", "申请中", "已申报"
    APPROVED = "已批复", "已下达", "已列入预算"
    RECEIVED = "已到位", "到位"


class RecipientKind(Word):
    """What the recipient of a donation is."""

    FOUNDATION = "基金会"
    CHARITY = "慈善组织", "慈善会", "慈善总会"
    INSTITUTION = "公益事业单位", "公益性事业单位", "事业单位"
    SOCIETY = "社会团体", "社会组织"
    BRANCH = "党组织", "党支部", "支部", "党工委"
    GOVERNMENT = "党政机关", "办事处", "街道办事处", "公安", "机关"
    RESIDENTS = "居委会", "社区", "村委会"
    OTHER = "其他"


class Audience(Word):
    """Whom a collection of donations addresses."""

    PUBLIC = "社会公众", "公众", "社会"
    SPECIFIC = "特定对象", "定向"
    INTERNAL = "内部互助", "社区互助"


class Brand(Thing):
    """品牌: what the branch wants to be known for."""

    name: str | None = key("名称", "品牌名称，一般4—8个字。")
    meaning: str | None = key("内涵", "品牌名称的含义。")
    carrier: str | None = key("载体", "承载品牌的阵地、队伍或活动。")
    slogan: str | None = key("口号", "品牌口号。")
    features: tuple[str, ...] = keys("特色", "与别处不同的做法，逐条写。")


class Basis(Thing):
    """依据: a document or a law on which the plan rests."""

    SCALAR: ClassVar[str] = "name"
    name: str | None = key("名称", "文件或法律的全称，不加书名号。")
    number: str | None = key("文号", "发文字号；法律法规不填。")
    tier: str | None = key("层级", "国家、省、市、区县等。")


class Safeguard(Thing):
    """保障措施: one measure of support."""

    name: str | None = key("名称", "小标题，如“加强组织领导”。")
    content: str | None = key("内容", "一至三句话。")


class Risk(Thing):
    """风险 and what is done about it."""

    content: str | None = key("内容", "可能出现的问题。")
    response: str | None = key("应对", "相应的处理办法。")


class Approval(Thing):
    """审批: one step of approval."""

    step: str | None = key("环节", "如“党工委会议审议”。")
    date: Date | None = key("日期", "通过日期。")
    number: str | None = key("文号", "批准文号或会议纪要号。")


class Overview(Thing):
    """方案: what the plan is and why."""

    id: Id | None = identity("方案编号，台账和上级汇总时用。")
    title: str | None = key("标题", "方案全称，如“××街道禁毒支部创建实施方案（2026—2029年）”。")
    version: str | None = key("版本", "如“1.0”。")
    status: Status | None = key("状态", "草稿、送审或已批准；决定检查的级别。")
    region: str | None = key("地区", "方案适用的行政区域全称。")
    tier: Tier | None = key("层级", "区县、乡镇街道或社区。")
    parent: str | None = key("上级方案", "上级方案的编号。")
    period: Period | None = key("起止", "实施期限，首尾两天都算在内。")
    custom_stages: bool | None = key("自定阶段", "不按宣传发动、组织实施、巩固提升划分时填“是”。")
    brand: Brand | None = key("品牌", "支部品牌。")
    basis: tuple[Basis, ...] = keys("依据", "制定方案所依据的法律和文件。")
    background: str | None = key("背景", "本地毒情和工作形势，只用汇总数字。")
    groundwork: str | None = key("工作基础", "已有的组织、队伍、阵地和成效。")
    significance: tuple[str, ...] = keys("意义", "创建的意义，逐条写。")
    guidance: str | None = key("指导思想", "一段话。")
    principles: tuple[str, ...] = keys("原则", "工作原则，逐条写，如“坚持党建引领。……”。")
    overall_goal: str | None = key("总体目标", "一段话；指标数值由程序从目标中带出，不必重复。")
    year_focus: Mapping[Year, str] = table("年度重点", "各年度工作重点，按年份写。")
    safeguards: tuple[Safeguard, ...] = keys("保障措施", "组织、队伍、制度等方面的保障。")
    risks: tuple[Risk, ...] = keys("风险", "主要风险和应对。")
    approvals: tuple[Approval, ...] = keys("审批", "已履行的审批程序。")


class Attachment(Thing):
    """附件: an annex the writer adds to those the program makes."""

    SCALAR: ClassVar[str] = "name"
    name: str | None = key("名称", "附件名称。")
    content: str | None = key("内容", "附件正文。")


class Urgency(Word):
    """How soon a document has to be handled."""

    EXTRA = "特急"
    URGENT = "加急"


class Contact(Thing):
    """联系: an official's contact, printed in internal editions only."""

    unit: str | None = key("单位", "联系单位。")
    person: str | None = key("联系人", "经办的工作人员。")
    phone: str | None = key("电话", "办公电话。")


class Document(Thing):
    """公文: what the formal document carries besides the plan itself."""

    organs: tuple[str, ...] = keys("发文机关", "署名的机关全称，一个或几个，主办机关在前。")
    number: str | None = key("发文字号", "如“柳街发〔2026〕5号”。")
    serial: str | None = key("份号", "六位数字，只在版头上印。")
    urgency: Urgency | None = key("紧急程度", "特急或加急。")
    signers: tuple[str, ...] = keys("签发人", "上行文的签发人，联合行文的依次写。")
    recipients: tuple[str, ...] = keys("主送", "主送机关。")
    copies: tuple[str, ...] = keys("抄送", "抄送机关。")
    date: Date | None = key("成文日期", "写到日。")
    printer: str | None = key("印发机关", "版记中的印发机关。")
    print_date: Date | None = key("印发日期", "版记中的印发日期。")
    remark_line: str | None = key("附注", "成文日期下一行括号内的说明。")
    letterhead: bool | None = key("版头", "是否带版头（红头）和版记，默认不带。")
    sealed: bool | None = key("盖章", "署名是否按加盖印章的位置排，默认否。")
    imprint_apart: bool | None = key("版记另面", "版记是否另起一面，双面印制时用，默认否。")
    attachments: tuple[Attachment, ...] = keys("附件", "程序生成的附件之外另加的附件。")
    contact: Contact | None = key("联系", "联系单位、联系人和电话，只用于内部版。")
    classification: str | None = key("密级", "只能是“无”：本工具不用于处理涉密文件。")


class CommitteeSeat(Thing):
    """支委: a seat on the branch committee, as a post."""

    SCALAR: ClassVar[str] = "post"
    post: str | None = key("职务", "书记、副书记、组织委员、宣传委员、纪检委员等。")


class Branch(Thing):
    """支部: an anti-drug branch."""

    id: Id | None = identity("支部编号。")
    name: str | None = key("名称", "支部全称。")
    form: BranchForm | None = key("形式", "专门、功能型、联合或临时。")
    superior: str | None = key("上级党组织", "批准设立的党组织。")
    members: int | None = key("党员人数", "正式党员人数。")
    committee: tuple[CommitteeSeat, ...] = keys("支委", "支部委员会的职务。")
    term_end: Date | None = key("任期届满日期", "本届支委会届满的日期。")
    approval: str | None = key("批准文号", "批准设立的文号。")
    covers: tuple[str, ...] = keys("覆盖单位", "支部覆盖的单位或社区。")


class Party(Thing):
    """单位: the one place where a responsible unit is spelled."""

    id: Id | None = identity("简短的代号，别处用它指这个单位，如“司法所”。")
    name: str | None = key("名称", "规范全称。")
    short: str | None = key("简称", "规范简称。")
    aliases: tuple[str, ...] = keys("别名", "旧称或口头叫法，用来发现一个单位两个名字。")
    kind: PartyKind | None = key("类别", "公安、司法、卫健、教育、乡镇街道、社区等。")
    duties: str | None = key("职责", "在本方案中的职责。")


class Post(Thing):
    """A post in the leading group: a unit and an office, never a name."""

    SCALAR: ClassVar[str] = "title"
    unit: Ref | None = key("单位", "单位编号。", to="Party")
    title: str | None = key("职务", "职务，不写姓名。")


class Office(Thing):
    """领导小组办公室."""

    unit: Ref | None = key("设在", "办公室所在单位的编号。", to="Party")
    director: str | None = key("主任", "办公室主任，写职务。")


class LeadingGroup(Thing):
    """领导小组."""

    leader: tuple[Post, ...] = keys("组长", "组长一名，写单位和职务。")
    deputies: tuple[Post, ...] = keys("副组长", "副组长。")
    members: tuple[Post, ...] = keys("成员", "成员，按建制顺序写单位和职务。")
    office: Office | None = key("办公室", "办公室设在哪里、由谁任主任。")


class Team(Thing):
    """工作队伍."""

    name: str | None = key("名称", "队伍名称。")
    kind: TeamKind | None = key("类别", "党员志愿者、社区工作者或专业社工。")
    size: int | None = key("人数", "人数。")
    clients: int | None = key("服务对象数", "服务对象总数，只写汇总数。")
    duties: str | None = key("职责", "承担的工作。")
    training: str | None = key("培训", "培训安排。")


class Baseline(Thing):
    """基期: where an indicator stands before the plan."""

    date: Date | None = key("时间", "基期的时间，如“2025”。")
    value: Quantity | None = key("值", "基期值。")
    source: str | None = key("出处", "数据的来源。")


class Survey(Thing):
    """调查: how a survey indicator is measured."""

    method: str | None = key("方式", "入户、电话或网络问卷等。")
    sample: int | None = key("样本量", "有效样本数。")
    surveyor: str | None = key("实施单位", "调查由谁实施。")


class Warning(Thing):
    """预警: when an indicator calls for action, and whose."""

    yellow: Quantity | None = key("黄", "黄色预警的界限值。")
    red: Quantity | None = key("红", "红色预警的界限值。")
    action: str | None = key("措施", "触发后采取的措施。")
    owner: Ref | None = key("责任单位", "处置单位的编号。", to="Party")


class Indicator(Thing):
    """指标: what is measured, from where to where, by when, by whom."""

    id: Id | None = identity("指标编号。")
    name: str | None = key("名称", "指标名称，只写量的名字，不写“达到”“以上”。")
    unit: str | None = key("计量单位", "%、个、人次、场等。")
    direction: Direction | None = key("方向", "不低于、不高于或等于。")
    baseline: Baseline | None = key("基期", "基期的时间、值和出处。")
    target: Quantity | None = key("目标值", "期末要达到的值。")
    year_targets: Mapping[Year, Quantity] = table("年度目标", "各年末要达到的值。")
    due: Date | None = key("完成时限", "达到目标值的时限；不写即方案期末。")
    category: str | None = key("绩效类别", "一级/二级，如“产出/数量”“满意度/服务对象满意度”。")
    nature: Nature | None = key("指标性质", "定量或定性。")
    method: str | None = key("计算方法", "怎样计算。")
    data_source: str | None = key("数据出处", "数据由哪里来。")
    survey: Survey | None = key("调查", "问卷调查的方式、样本量和实施单位。")
    frequency: str | None = key("频次", "多久采集一次。")
    owner: Ref | None = key("责任单位", "采集单位的编号。", to="Party")
    warning: Warning | None = key("预警", "黄色、红色界限和处置。")
    weight: Score | None = key("分值", "绩效评价中的分值，全部指标合计100分。")


class Goal(Thing):
    """目标 and the indicators that show it is reached."""

    id: Id | None = identity("目标编号。")
    content: str | None = key("内容", "一句话。")
    indicators: tuple[Indicator, ...] = keys("指标", "衡量这个目标的指标。")


class Stage(Thing):
    """实施阶段."""

    id: Id | None = identity("阶段编号。")
    name: str | None = key("名称", "宣传发动、组织实施、巩固提升。")
    period: Period | None = key("起止", "阶段的起止时间。")


class Theme(Thing):
    """重点任务: a heading under which the document tells the work."""

    id: Id | None = identity("重点任务编号。")
    name: str | None = key("名称", "动宾短语，如“健全禁毒支部组织体系”。")
    measures: tuple[str, ...] = keys("措施", "一条一至三句话，谁、做什么、到什么程度、何时。")
    lead: Ref | None = key("牵头单位", "责任单位的编号。", to="Party")
    supporters: tuple[Ref, ...] = keys("配合单位", "配合单位的编号。", to="Party")


class Milestone(Thing):
    """工作任务: a dated node with one lead."""

    id: Id | None = identity("任务编号。")
    name: str | None = key("名称", "动宾短语。")
    theme: Ref | None = key("重点任务", "所属重点任务的编号。", to="Theme")
    stage: Ref | None = key("阶段", "所属阶段的编号。", to="Stage")
    start: Date | None = key("开始", "开始时间，可不写。")
    due: Date | None = key("完成时限", "写到月或日。")
    leads: tuple[Ref, ...] = keys("牵头单位", "牵头单位的编号，只能一个。", to="Party")
    supporters: tuple[Ref, ...] = keys("配合单位", "配合单位的编号。", to="Party")
    leader_post: str | None = key("责任领导", "分管领导的职务。")
    officer_post: str | None = key("责任人", "具体负责的岗位。")
    after: tuple[Ref, ...] = keys("前置任务", "要先完成的任务编号。", to="Milestone")
    outcome: str | None = key("成果形式", "完成的凭证，如文件、名册、报告。")
    indicators: tuple[Ref, ...] = keys("指标", "服务的指标编号。", to="Indicator")
    kind: Work | None = key("类型", "审议印发、动员、宣传、培训、试点、试点评估、推广、平台等。")
    money: str | None = key("经费", "不需要经费的写“无”。")
    description: str | None = key("说明", "补充说明。")


class Recurring(Thing):
    """经常性工作: work that comes again in a cycle."""

    id: Id | None = identity("编号。")
    name: str | None = key("名称", "工作名称。")
    frequency: str | None = key("频次", "每月、每季度、每半年、每年或每年6月。")
    period: Period | None = key("起止", "不写即整个方案期。")
    lead: Ref | None = key("牵头单位", "牵头单位的编号。", to="Party")
    supporters: tuple[Ref, ...] = keys("参加单位", "参加单位的编号。", to="Party")
    kind: Work | None = key("类型", "联席会议、主题党日、回头看、信息报送等。")


class Pilot(Thing):
    """试点."""

    units: tuple[str, ...] = keys("试点范围", "先行试点的社区或单位。")
    period: Period | None = key("起止", "试点的起止时间。")
    review: Ref | None = key("评估", "试点评估任务的编号。", to="Milestone")
    rollout: tuple[Ref, ...] = keys("推广", "推广任务的编号。", to="Milestone")


class Platform(Thing):
    """平台: an information system, for aggregate figures only."""

    name: str | None = key("名称", "平台名称。")
    owner: Ref | None = key("主管单位", "主管单位的编号。", to="Party")
    data: tuple[str, ...] = keys("数据类别", "处理的数据类别。")
    personal: bool | None = key("含个人信息", "是否处理个人信息。")
    legal_basis: str | None = key("法律依据", "处理个人信息的法律依据，写到条。")
    assessment_date: Date | None = key("影响评估日期", "个人信息保护影响评估完成日期。")
    launch: Date | None = key("上线日期", "上线日期。")
    agreement: str | None = key("共享协议", "数据共享协议的名称或文号。")
    build: str | None = key("建设", "建设方式。")
    operation: str | None = key("运维", "运行维护安排。")


class Training(Thing):
    """培训: persons and days, to check the cost of a training."""

    persons: int | None = key("人数", "参训人数。")
    days: Number | None = key("天数", "天数。")


class Contribution(NamedTuple):
    """What one source pays for one use. ``amount`` None: all of the use.

    ``by_year`` is empty where only the sum is given.
    """

    source: Ref
    amount: Yuan | None
    by_year: Mapping[Year, Yuan]


class Use(Thing):
    """支出: one line of the budget."""

    id: Id | None = identity("支出编号。")
    name: str | None = key("名称", "支出内容。")
    purpose: Purpose | None = key("用途", "宣传、队伍、科技或其他。")
    code: str | None = key("经济分类科目", "部门预算支出经济分类的款级编码，五位数字。")
    unit_price: Yuan | None = key("单价", "单价，带单位。")
    count: Number | None = key("数量", "数量。")
    unit: str | None = key("计量单位", "册、场、人天、台、项等。")
    amount: Yuan | None = key("金额", "金额，带“元”或“万元”。")
    by_year: Mapping[Year, Yuan] = table("分年度金额", "各年度金额，合计等于金额。")
    shares: tuple[Contribution, ...] = keys(
        "出资构成", "由哪个来源出、出多少；全部由一个来源出的只写来源编号。", to="Source"
    )
    milestones: tuple[Ref, ...] = keys("工作任务", "服务的任务编号。", to="Milestone")
    executor: Ref | None = key("执行单位", "执行单位的编号。", to="Party")
    procurement: str | None = key("采购方式", "采购方式。")
    derivation: str | None = key("测算依据", "单价和数量从何而来。")
    training: Training | None = key("培训", "培训类支出的人数和天数。")
    priority: str | None = key("优先级", "资金不足时的先后。")


class Recipient(Thing):
    """受赠人: who legally receives a donation."""

    name: str | None = key("名称", "受赠人全称。")
    kind: RecipientKind | None = key("类型", "基金会、慈善组织、公益事业单位等。")


class Campaign(Thing):
    """募捐."""

    organiser: str | None = key("组织", "开展募捐的慈善组织。")
    filing: str | None = key("备案编号", "募捐方案的备案编号。")
    period: Period | None = key("起止", "募捐期限。")
    audience: Audience | None = key("对象", "社会公众、特定对象或内部互助。")


class Source(Thing):
    """资金来源."""

    id: Id | None = identity("来源编号，如“省级专项”。")
    name: str | None = key("名称", "资金名称。")
    kind: FundKind | None = key("资金性质", "上级专项、一般公共预算、社会捐赠等。")
    amount: Yuan | None = key("金额", "金额。")
    share: str | None = key("占比", "占总额的百分比，与金额二者写一。")
    status: FundStatus | None = key("状态", "预计、已申请、已批复或已到位。")
    number: str | None = key("文号", "批复或下达文号。")
    date: Date | None = key("日期", "批复或到位日期。")
    arrivals: Mapping[Period, Yuan] = table("到位计划", "分期到位的金额，按季度或月写。")
    purpose: str | None = key("限定用途", "资金只能用于什么。")
    funder: str | None = key("出资单位", "由谁出资。")
    applicant: Ref | None = key("申报单位", "由哪个单位申报。", to="Party")
    fund_id: str | None = key("资金编号", "同一笔钱在别的方案中也用这个编号。")
    recipient: Recipient | None = key("受赠人", "依法接受捐赠的单位。")
    agreement: str | None = key("捐赠协议", "捐赠协议的名称或编号。")
    campaign: Campaign | None = key("募捐", "通过募捐筹集时填写。")
    likelihood: str | None = key("落实可能性", "对能否落实的判断。")


class Budget(Thing):
    """经费."""

    total: Yuan | None = key("总额", "总额，带单位。")
    uses: tuple[Use, ...] = keys("支出预算", "逐项支出。")
    sources: tuple[Source, ...] = keys("资金来源", "逐项来源。")


class Item(Thing):
    """考核项目."""

    content: str | None = key("内容", "考核内容。")
    score: Score | None = key("分值", "分值。")
    method: str | None = key("评分方法", "怎样得分、怎样扣分。")
    evidence: str | None = key("佐证材料", "凭什么材料评分。")
    indicator: Ref | None = key("指标", "对应的指标编号。", to="Indicator")


class Dimension(Thing):
    """考核维度."""

    name: str | None = key("名称", "如“禁毒工作成效”。")
    score: Score | None = key("分值", "本维度满分。")
    items: tuple[Item, ...] = keys("项目", "考核项目。")


class Bonus(Thing):
    """加分."""

    content: str | None = key("内容", "加分情形。")
    score: Score | None = key("分值", "最多加几分。")


class Veto(Thing):
    """否决情形."""

    condition: str | None = key("情形", "出现什么情形。")
    basis: str | None = key("依据", "依据什么文件。")


class Grade(Thing):
    """等级: its band runs from ``minimum`` up to the next better grade's, exclusive."""

    name: str | None = key("名称", "优秀、良好、合格、不合格。")
    minimum: Score | None = key("最低分", "本等级的最低分（含）。")
    maximum: Score | None = key("最高分", "本等级的最高分（不含，最高等级为满分）；可不写。")


class Review(Thing):
    """评估安排."""

    name: str | None = key("名称", "如“年度评估”。")
    frequency: str | None = key("频次", "每半年、每年等。")
    date: Date | None = key("时间", "一次性评估的时间。")
    assessor: str | None = key("主体", "由谁评估。")


class Evaluation(Thing):
    """考核评价."""

    full_score: Score | None = key("满分", "满分，一般100分，加分另计。")
    dimensions: tuple[Dimension, ...] = keys("维度", "考核维度。")
    bonuses: tuple[Bonus, ...] = keys("加分", "加分情形。")
    vetoes: tuple[Veto, ...] = keys("否决情形", "一票否决的情形和依据。")
    grades: tuple[Grade, ...] = keys("等级", "等级和最低分。")
    reviews: tuple[Review, ...] = keys("评估安排", "何时由谁评估。")
    use_of_results: str | None = key("结果运用", "结果怎样运用。")
    adjuster: Ref | None = key("调整责任单位", "按评估结果提出调整的单位编号。", to="Party")


class Application(Thing):
    """申报."""

    applicant: Ref | None = key("申报单位", "申报单位的编号。", to="Party")
    recipient: str | None = key("主送", "资金申请主送的机关，不写即主管部门。")
    department: str | None = key("主管部门", "主管部门。")
    nature: str | None = key("项目属性", "新增或延续。")
    officer: str | None = key("负责人", "写职务。")
    basis: str | None = key("立项依据", "立项依据。")
    necessity: str | None = key("必要性", "必要性。")
    feasibility: str | None = key("可行性", "可行性。")


class Scenario(Thing):
    """测算情形: a what-if variant."""

    name: str | None = key("名称", "情形名称。")
    changes: Mapping[str, str] = table("改动", "路径和新值，如“资金来源/省级专项/金额: 20万元”。")


class Plan(Thing):
    """A whole plan file."""

    format: int | None = key("格式", "本格式的版本，现为1。")
    overview: Overview | None = key("方案", "方案概况。")
    document: Document | None = key("公文", "公文要素。")
    branches: tuple[Branch, ...] = keys("支部", "禁毒支部。")
    parties: tuple[Party, ...] = keys("单位名录", "全部责任单位；单位名称只在这里写一次。")
    leading_group: LeadingGroup | None = key("领导小组", "领导小组。")
    teams: tuple[Team, ...] = keys("工作队伍", "工作队伍。")
    goals: tuple[Goal, ...] = keys("目标", "目标和指标。")
    stages: tuple[Stage, ...] = keys("实施阶段", "三个阶段。")
    themes: tuple[Theme, ...] = keys("重点任务", "4—8项重点任务。")
    milestones: tuple[Milestone, ...] = keys("工作任务", "有时限、有牵头单位的任务节点。")
    recurring: tuple[Recurring, ...] = keys("经常性工作", "按周期开展的工作。")
    pilot: Pilot | None = key("试点", "试点安排。")
    platform: Platform | None = key("平台", "信息平台。")
    budget: Budget | None = key("经费", "经费预算。")
    evaluation: Evaluation | None = key("考核评价", "考核评价办法。")
    application: Application | None = key("申报", "项目申报信息。")
    scenarios: tuple[Scenario, ...] = keys("测算情形", "资金测算的不同情形。")
    texts: tuple[tuple[Thing, str, str], ...] = ()

    @functools.cached_property
    def things(self) -> tuple[Thing, ...]:
        """Every thing the plan is made of, in the order of declaration."""
        # Without the plan itself: it would hold itself, and thousands of plans would be freed late.
        return tuple(self.parts()[1:])

    @functools.cached_property
    def named(self) -> Mapping[str, Thing]:
        """编号 → thing; of several with one 编号 the first."""
        found: dict[str, Thing] = {}
        for thing in self.things:
            name = vars(thing).get("id")
            if name is not None:
                found.setdefault(name, thing)
        return found

    @functools.cached_property
    def indicators(self) -> tuple[Indicator, ...]:
        """All indicators of all goals, in order."""
        return tuple(indicator for goal in self.goals for indicator in goal.indicators)

    @property
    def period(self) -> Period | None:
        """方案.起止, where known."""
        return self.overview.period if self.overview else None

    @property
    def uses(self) -> tuple[Use, ...]:
        """经费.支出预算, empty without a budget."""
        return self.budget.uses if self.budget else ()

    @property
    def sources(self) -> tuple[Source, ...]:
        """经费.资金来源, empty without a budget."""
        return self.budget.sources if self.budget else ()

    def party(self, ref: str | None) -> Party | None:
        """The unit of this 编号, if it is one of 单位名录."""
        found = self.named.get(ref) if ref else None
        return found if isinstance(found, Party) else None

    def name_of(self, ref: str) -> str:
        """The full name behind a 编号; the 编号 itself where nothing is named so."""
        found = self.named.get(ref)
        return getattr(found, "name", None) or ref

    def milestone(self, ref: str | None) -> Milestone | None:
        """The milestone of this 编号."""
        found = self.named.get(ref) if ref else None
        return found if isinstance(found, Milestone) else None

    def work_of(self, *kinds: Work) -> Iterator[Milestone]:
        """The milestones of these kinds, in the order written."""
        return (milestone for milestone in self.milestones if milestone.kind in kinds)
