"""Who may do what to which data, for which purpose: a table, and one function that reads it.

Default deny. What no line permits is refused, and every answer says why in codes::

    table = compile_table(purposes, permits, duties, roles)
    decision = table.decide(subject, verb, resource, purpose, case, circumstances)

A purpose is a ceiling (these classes of data, these verbs, these roles, this legal basis); a
permit is a line below that ceiling. A permit that reaches beyond its ceiling, or a word in it
that never takes effect, is a mistake of the author and does not compile. The digest of the
compiled table is the policy's version and stands in every entry of the ledger.
"""

from fairlead.core.policy.compiling import compile_table
from fairlead.core.policy.decisions import Circumstances, Decision, Resource, Subject
from fairlead.core.policy.tables import Table

__all__ = ["Circumstances", "Decision", "Resource", "Subject", "Table", "compile_table"]
