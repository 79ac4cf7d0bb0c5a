"""Sheets of facts that tests make editions of."""

from __future__ import annotations

from a11y.formats.sheet import Section, Sheet

SHEET = Sheet(
    "交水费",
    "看清楚用了多少水，当场交好。",
    (
        Section("谁可以办", ("谁都可以交，也可以替家里人、邻居交。", "只要知道户号就行。")),
        Section(
            "怎么办",
            tuple(f"第 {step} 步：选自己家的水表，或者填户号，看一遍。" for step in range(1, 15)),
        ),
        Section("打电话问", ("962740 供水热线", "12345 政务热线，24 小时")),
    ),
    "http://localhost/services/water-bill/",
)
