"""What a machine, or a page, can ask and do about whoever calls, and about four eyes."""

from fairlead.desks.reception.api import approvals, callers

operations = (callers.operations, approvals.operations)
