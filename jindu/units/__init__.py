"""Typed values of a plan: money, dates, periods, quantities. Exact reading and formatting."""

from __future__ import annotations

from jindu.units.dates import (
    Date,
    Period,
    Precision,
    read_date,
    read_period,
    say_day,
    say_years,
    shift_months,
    spelled_date,
    spelled_period,
)
from jindu.units.money import (
    Yuan,
    apportion,
    apportion_table,
    daxie,
    read_yuan,
    say_yuan,
    spelled_yuan,
    wan,
)
from jindu.units.quantity import (
    Bounded,
    Quantity,
    read_bool,
    read_id,
    read_int,
    read_quantity,
    say_quantity,
    say_share,
    spelled_id,
    spelled_int,
    spelled_quantity,
)
from jindu.units.unreadable import Odd, Unreadable

__all__ = [
    "Bounded",
    "Date",
    "Odd",
    "Period",
    "Precision",
    "Quantity",
    "Unreadable",
    "Yuan",
    "apportion",
    "apportion_table",
    "daxie",
    "read_bool",
    "read_date",
    "read_id",
    "read_int",
    "read_period",
    "read_quantity",
    "read_yuan",
    "say_day",
    "say_quantity",
    "say_share",
    "say_years",
    "say_yuan",
    "shift_months",
    "spelled_date",
    "spelled_id",
    "spelled_int",
    "spelled_period",
    "spelled_quantity",
    "spelled_yuan",
    "wan",
]
