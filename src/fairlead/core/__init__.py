"""Pure knowledge: no web framework, no database, no network, no clock, no settings.

Whatever could run in a notebook or on an air-gapped machine stands here; time, randomness
and bytes come in as arguments.
"""
