"""Bases that rules of several subjects cite."""

CONSISTENCY = "方案自身的一致性"
BRANCH_REGULATIONS = "《中国共产党支部工作条例（试行）》（据公开资料，条文请核对）"
BALANCED_SCHEDULE = "惯例：任务时限均衡安排"
