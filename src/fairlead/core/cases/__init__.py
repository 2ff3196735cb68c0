"""What a case is made of, without any database: particulars, moments, snapshots, differences.

``particulars`` says what is held about a subject and from where; ``moments`` knows how exactly
something is known to have happened; ``fingerprints`` tells whether a subject still is what it
was when a person judged it; ``snapshots`` fixes what was shown or sent; ``differences`` compares
two states of a record. All are plain values that can be written to and read from JSON.
"""
