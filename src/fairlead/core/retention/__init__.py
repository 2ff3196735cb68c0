"""How long what is kept, and what the law says about it: pure arithmetic over plain data.

- ``period``: calendar terms (``P6M``, ``P5Y``) and when they end.
- ``schedule``: rules (record class × purpose × clock × term × action × citation × validity), and
  the plan of steps that they make for one record.
- ``buckets``: the names of the keys under which records of one class and month are sealed.
- ``holds``: what a legal hold puts off.
- ``orders``: which kind of authority may order that a sealed record is opened.
- ``law``: a jurisdiction profile, the law as data: rules and values, each with its citation.
- ``reading``: a profile from TOML; a value without a citation does not load.
- ``sensitive``: what may not be kept at all, taken out and only counted.
- ``profiles/``: the profiles that ship.

Nothing here reads a clock, a setting or a database: dates are arguments.
"""

from fairlead.core.retention.buckets import Bucket, Compartment
from fairlead.core.retention.errors import BadProfile, NoTerm
from fairlead.core.retention.holds import Hold, put_off
from fairlead.core.retention.law import Basis, Law, Profile, Source, Value
from fairlead.core.retention.orders import UNSEAL_AUTHORITY, Order, Orderer
from fairlead.core.retention.period import Period
from fairlead.core.retention.reading import SHIPPED, read_profile, shipped
from fairlead.core.retention.schedule import ANY, Action, Clocks, Plan, Rule, Schedule, Step
from fairlead.core.retention.sensitive import Cleaned, without_sensitive

__all__ = [
    "ANY",
    "SHIPPED",
    "UNSEAL_AUTHORITY",
    "Action",
    "BadProfile",
    "Basis",
    "Bucket",
    "Cleaned",
    "Clocks",
    "Compartment",
    "Hold",
    "Law",
    "NoTerm",
    "Order",
    "Orderer",
    "Period",
    "Plan",
    "Profile",
    "Rule",
    "Schedule",
    "Source",
    "Step",
    "Value",
    "put_off",
    "read_profile",
    "shipped",
    "without_sensitive",
]
