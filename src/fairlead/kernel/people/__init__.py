"""Agencies, accounts and the roles that are granted to them for a time."""
