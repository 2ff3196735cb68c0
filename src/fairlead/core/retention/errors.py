"""What can be wrong with terms and profiles."""

from fairlead.core.errors import BadInput, Misconfigured


class BadProfile(Misconfigured):
    """A jurisdiction profile cannot be used; ``place`` names file, table and key."""

    code = "retention.bad-profile"


class NoTerm(BadInput):
    """No law in force says when this record ends, so it may not be kept at all."""

    code = "retention.no-term"
