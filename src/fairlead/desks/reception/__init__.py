"""Where a person comes in.

What it does: sign-in, home page, purpose of the session, own sessions, language, approvals
and keys.
For whom: everyone with an account.
On what legal footing: the account holder's own data, and the duty to log access
(Directive (EU) 2016/680, Article 25).
What it must never do: show personal data of the persons recorded.
"""
