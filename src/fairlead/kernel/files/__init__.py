"""Files, sealed like records, kept apart from the database, and never run.

A file is a ``PersonalRecord``: its name and the digest of its content are its sealed identity,
and it ends as the record it belongs to ends. Its content lies in the data folder, encrypted in
chunks under a key that is itself sealed in that identity: erase the record and the content is
noise, also in every copy that was ever made of it.

Content is stored under the SHA-256 of its *encrypted* bytes. That lets anyone check without a
key that no stored byte has changed, and tells nothing: two copies of one file are encrypted
differently. That a file is already here is asked through a keyed token of the digest of what it
says, which tells equality within one class and month and nothing else (``core.sealing.tokens``).
"""
