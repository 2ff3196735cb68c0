"""Who may do what, for which purpose; default deny.

A session works under one declared purpose. A queryset over personal data can only be had
through ``for_context``; without a context it raises.
"""
