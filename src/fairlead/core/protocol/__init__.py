"""The grammar that machines speak with us over HTTP, as pure functions.

==================  ==================================================================
``media``           what a request carries and what it accepts (RFC 9110, section 12)
``entitytags``      which version of a record is meant (RFC 9110, sections 8.8 and 13)
``pointers``        which place in a document is meant (RFC 6901)
``documents``       reading JSON strictly: one meaning, or none (RFC 8259)
``capsules``        bytes that travel through other hands and open only here
``cursors``         where the next page of a list begins
==================  ==================================================================

Nothing here knows a request object, a setting, a clock or a database; keys and times are
arguments.
"""
