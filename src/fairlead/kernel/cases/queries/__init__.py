"""Reads of this room, by page. None of them changes anything.

``register``  lists of cases, tasks, mentions, deliveries and redress requests, with their counts
``page``      all that one case page shows, opened in one look
``history``   a case or a subject as it was, and what is different since
``relations`` what shares identifiers, the graph, and everything that is held about a subject

Sealed values come through one function (``looking.values_of``): one look, one ledger entry for
everything on the page, covered where the policy says so until somebody asks to see it.
"""
