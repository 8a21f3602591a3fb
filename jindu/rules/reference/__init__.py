"""REF: every 编号 that is used exists."""
