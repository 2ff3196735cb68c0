"""The types that Fairlead tells apart, and the bytes by which it does.

Signatures after the file formats' own specifications; the office types after ECMA-376 (a package
whose first entries name its parts) and ISO/IEC 26300 (a first entry called ``mimetype``).
"""

UNKNOWN = "application/octet-stream"

# (type, offset, bytes); the first that fits decides.
SIGNATURES: tuple[tuple[str, int, bytes], ...] = (
    ("application/pdf", 0, b"%PDF-"),
    ("image/png", 0, b"\x89PNG\r\n\x1a\n"),
    ("image/jpeg", 0, b"\xff\xd8\xff"),
    ("image/gif", 0, b"GIF87a"),
    ("image/gif", 0, b"GIF89a"),
    ("image/tiff", 0, b"II*\x00"),
    ("image/tiff", 0, b"MM\x00*"),
    ("image/webp", 8, b"WEBP"),
    ("audio/wav", 8, b"WAVE"),
    ("video/mp4", 4, b"ftyp"),
    ("video/x-matroska", 0, b"\x1a\x45\xdf\xa3"),
    ("audio/ogg", 0, b"OggS"),
    ("audio/mpeg", 0, b"ID3"),
    ("application/gzip", 0, b"\x1f\x8b"),
    ("application/x-executable", 0, b"\x7fELF"),
    ("application/x-msdownload", 0, b"MZ"),
    ("application/x-ole-storage", 0, b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"),
    ("application/x-sh", 0, b"#!"),
    ("application/edifact", 0, b"UNA"),
    ("application/edifact", 0, b"UNB+"),
)

ZIP = b"PK\x03\x04"
_OFFICE = "application/vnd.openxmlformats-officedocument."
OFFICE_PARTS: tuple[tuple[str, bytes], ...] = (
    ("application/x-office-macros", b"vbaProject.bin"),
    (f"{_OFFICE}wordprocessingml.document", b"word/"),
    (f"{_OFFICE}spreadsheetml.sheet", b"xl/"),
    (f"{_OFFICE}presentationml.presentation", b"ppt/"),
)
OPEN_DOCUMENT = b"mimetypeapplication/vnd.oasis.opendocument."
OPEN_DOCUMENT_TYPES = ("text", "spreadsheet", "presentation")

# Text that a browser would run or render as a page, wherever in the head it begins.
ACTIVE_MARKS: tuple[tuple[str, bytes], ...] = (
    ("image/svg+xml", b"<svg"),
    ("text/html", b"<!doctype html"),
    ("text/html", b"<html"),
    ("text/html", b"<script"),
    ("text/html", b"<iframe"),
    ("text/html", b"<body"),
    ("application/xhtml+xml", b"http://www.w3.org/1999/xhtml"),
    ("text/xsl", b"<xsl:stylesheet"),
    ("application/x-php", b"<?php"),
)

ACTIVE = frozenset(name for name, _mark in ACTIVE_MARKS) | {
    "application/x-executable",
    "application/x-msdownload",
    "application/x-ole-storage",
    "application/x-office-macros",
    "application/x-sh",
}
IMAGES = frozenset({"image/png", "image/jpeg", "image/tiff", "image/webp", "image/gif"})
MESSAGES = frozenset({"application/edifact", "application/xml", "application/json", "text/plain"})
DOCUMENTS = (
    IMAGES
    | MESSAGES
    | {"application/pdf"}
    | {name for name, _part in OFFICE_PARTS if name.startswith(_OFFICE)}
    | {f"application/vnd.oasis.opendocument.{name}" for name in OPEN_DOCUMENT_TYPES}
)
