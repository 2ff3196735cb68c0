"""Where the installation is kept running.

What it does: health, jobs and their failures, backup and restore.
For whom: administrators, also by command line.
On what legal footing: security of processing (Directive (EU) 2016/680, Article 29).
What it must never do: show or copy personal data of the persons recorded in the clear.
"""
