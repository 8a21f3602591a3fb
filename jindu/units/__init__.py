"""What stands in a plan besides words: money, dates, periods, quantities. Read and told exactly."""

from __future__ import annotations

from jindu.units.dates import Date, Period, Precision, read_date, read_period, shift_months
from jindu.units.money import (
    Yuan,
    apportion,
    apportion_table,
    daxie,
    read_yuan,
    say_yuan,
    wan,
)
from jindu.units.quantity import (
    Quantity,
    read_bool,
    read_id,
    read_int,
    read_quantity,
    say_quantity,
)
from jindu.units.unreadable import Unreadable

__all__ = [
    "Date",
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
    "say_quantity",
    "say_yuan",
    "shift_months",
    "wan",
]
