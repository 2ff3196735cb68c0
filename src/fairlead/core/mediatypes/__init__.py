"""What kind of file some bytes are, from the bytes themselves.

A name and a declared type are words of whoever sent the file; neither is believed. What is not
recognised has no type, and a caller who wants to keep it must say so. What a browser or an office
program would *execute* (HTML, SVG, scripts, programs, office files with macros) is recognised in
order to be refused.

>>> sniff(b"%PDF-1.7 ...")
'application/pdf'
>>> sniff(b"To Raphael Hythloday, greetings.")
'text/plain'
>>> sniff(b"<!DOCTYPE html><script>")
'text/html'
"""

from fairlead.core.mediatypes.sniffing import HEAD_BYTES, sniff
from fairlead.core.mediatypes.types import ACTIVE, DOCUMENTS, IMAGES, MESSAGES, UNKNOWN

__all__ = ["ACTIVE", "DOCUMENTS", "HEAD_BYTES", "IMAGES", "MESSAGES", "UNKNOWN", "sniff"]
