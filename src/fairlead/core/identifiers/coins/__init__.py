"""Addresses of cryptocurrencies: each carries its own check sum, so an equal one is decisive.

Nothing here protects anything; the digests only tell a mistyped address from a whole one.
"""
