"""The words that a field may hold, one enum for each list.

A member is its Chinese word, followed by other spellings that are read as the same.
"""

from jindu.model.fields import Choice


class Status(Choice):
    """State of approval of a plan; decides the level of checking."""

    DRAFT = "草稿", "起草", "草案", "初稿"
    REVIEW = "送审", "送审稿", "报审"
    APPROVED = "已批准", "批准", "印发", "已印发"


class Genre(Choice):
    """The kind of official text that a plan is; decides which parts rules may ask for."""

    PLAN = "实施方案", "方案", "创建方案", "创建实施方案", "建设方案"
    WORK = "工作方案", "活动方案", "宣传方案", "工作安排", "活动安排"
    PROGRAMME = "行动计划", "计划", "工作计划", "行动方案", "要点", "工作要点"
    OUTLINE = "规划", "发展规划", "专项规划"
    OPINION = "意见", "实施意见", "指导意见"
    MEASURES = "办法", "管理办法", "实施办法", "规定", "制度"
    SCORING = (
        "考核细则",
        "细则",
        "实施细则",
        "考核办法",
        "考核方案",
        "考核标准",
        "评分标准",
        "评分表",
    )
    ASSIGNMENT = "任务分解", "任务分工", "任务分解表", "任务分工表", "部门分工表", "责任分工"
    FORM = "申报表", "申报书", "绩效目标申报表", "绩效目标表"


class BasisKind(Choice):
    """Kinds of bases; only documents have a title, printed in 书名号."""

    DOCUMENT = "文件", "公文", "法律", "法规", "规章", "法律法规", "政策"
    SPIRIT = "精神", "指示精神", "重要指示", "指示", "批示"
    MEETING = "会议", "会议精神", "会议部署"
    SPEECH = "讲话", "讲话精神", "重要讲话"
    REQUIREMENT = "工作要求", "要求", "部署", "工作部署", "任务"


class Tier(Choice):
    """Administrative level of a plan."""

    CITY = "市", "地市", "市级", "地级市", "设区市", "市州", "自治州"
    COUNTY = "区县", "县", "区", "县级", "县区", "县市区", "县级市"
    TOWN = "乡镇街道", "街道", "乡镇", "镇", "乡", "镇街", "街镇"
    COMMUNITY = "社区", "村", "村社区", "居民区", "行政村"


class BranchForm(Choice):
    """Forms in which an anti-drug branch is set up."""

    DEDICATED = "专门", "专门党支部"
    FUNCTIONAL = "功能型", "功能性", "功能型党支部", "功能性党支部"
    JOINT = "联合", "联合党支部"
    TEMPORARY = "临时", "临时党支部"


class UnitKind(Choice):
    """Kinds of units; the kind decides which tasks a unit may lead."""

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


class TeamKind(Choice):
    """Kinds of teams by their members."""

    VOLUNTEERS = "党员志愿者", "志愿者"
    COMMUNITY = "社区工作者", "网格员", "专职人员"
    SOCIAL_WORKERS = "专业社工", "社工", "禁毒社工"
    OTHER = "其他"


class Direction(Choice):
    """The side of its target on which an indicator must be."""

    AT_LEAST = "不低于", "≥", "≧", ">=", "不少于", "不小于", "大于等于", "以上", "至少"
    AT_MOST = "不高于", "≤", "≦", "<=", "不超过", "不大于", "小于等于", "以下", "至多"
    EXACTLY = "等于", "=", "＝"


class Nature(Choice):
    """Quantitative or qualitative indicator."""

    COUNTED = "定量"
    JUDGED = "定性"


class YearBasis(Choice):
    """What yearly targets count: all until then, or the year alone."""

    CUMULATIVE = "累计", "累计值", "到年底的累计"
    YEARLY = "当年", "当年值", "年度", "分年", "逐年"


class WorkKind(Choice):
    """Kinds of tasks and recurring work."""

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


class Purpose(Choice):
    """Purposes of expenses: the three that a scheme must cover, and others."""

    PUBLICITY = "宣传", "宣传推广", "宣传教育"
    TEAM = "队伍", "队伍建设", "培训", "队伍培训"
    TECHNOLOGY = "科技", "科技投入", "信息化", "平台", "信息化建设"
    OTHER = "其他"


class FundKind(Choice):
    """Kinds of funds by origin."""

    UPPER = "上级专项", "专项资金", "专项经费", "上级专项资金"
    BUDGET = "一般公共预算", "本级财政", "财政预算", "财政资金"
    BOND = "政府债券", "国债", "国债资金", "地方政府债券", "专项债券"
    LOTTERY = "福彩公益金", "彩票公益金"
    DONATION = "社会捐赠", "捐赠"
    FUND = "公益基金", "禁毒基金", "基金"
    OWN = "自筹", "自筹资金", "自有资金", "党费"
    MARKET = "市场化", "市场化运作"
    TAX = "税收减免", "税收优惠"


class FundStatus(Choice):
    """How certain a fund is, in ascending order."""

    EXPECTED = "预计", "拟申请", "拟列入", "意向"
    APPLIED = "已申请", "申请中", "已申报"
    APPROVED = "已批复", "已下达", "已列入预算"
    RECEIVED = "已到位", "到位"


class DoneeKind(Choice):
    """Kinds of donees, which decide whether they may accept donations."""

    FOUNDATION = "基金会"
    CHARITY = "慈善组织", "慈善会", "慈善总会"
    INSTITUTION = "公益事业单位", "公益性事业单位", "事业单位"
    SOCIETY = "社会团体", "社会组织"
    BRANCH = "党组织", "党支部", "支部", "党工委"
    GOVERNMENT = "党政机关", "办事处", "街道办事处", "公安", "机关"
    RESIDENTS = "居委会", "社区", "村委会"
    OTHER = "其他"


class Audience(Choice):
    """Audiences of a fundraising campaign."""

    PUBLIC = "社会公众", "公众", "社会"
    SPECIFIC = "特定对象", "定向"
    INTERNAL = "内部互助", "社区互助"


class Urgency(Choice):
    """Urgency of a document (GB/T 9704)."""

    EXTRA = "特急"
    URGENT = "加急"
