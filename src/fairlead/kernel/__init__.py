"""What every desk shares.

The rooms stand in this order and each may use those before it: ``clock``, ``audit``,
``people``, ``access``, ``gateway``, ``jobs``, ``retention``, ``files``, ``cases``,
``screening``. A further room needs a decision record.
"""
