"""Names taken apart: words with their roles, from any script, order and keyboard.

- ``parsing``: ``parse(text, kind)``, the way in. It never raises; what is odd stands in the name's
  problems. Common Latin names take a short way that asks a bounded memory of words.
- ``parts``: what comes out: ``Name``, ``Token``, ``Role``, ``Kind``.
- ``splitting``: from a text to pieces, with the signs between them.
- ``lexicon``, ``neighbours``, ``persons``: words of persons alone, beside others, and together.
- ``compounds``: Abdulrahman, Nasruddin, Alharbi: one word or several, parted the same way.
- ``running``: a name in one field without spaces.
- ``eastasian``: family and given names of China, Japan and Korea written without a space.
- ``organizations``, ``phrases``, ``numbering``: legal forms, generic words and numbers.
- ``misread``: digits for letters, and slips that would hide how a word is made.
- ``carriers``: titles that airlines glue on, fillers of machine-readable zones, full fields.
- ``several``: ``separate``, for cells that hold more than one name.
- ``nicknames``: groups of given names and their short forms, in many cultures.
- ``tables/``: all of these words, as plain files that people edit.

>>> parse("AL-RASHID, Dr. Abdur-Rahman bin Saleh", Kind.PERSON).forms
('al', 'rashid', 'dr', 'abd', 'rahman', 'bin', 'saleh')
>>> [token.role.value for token in parse("Kraus & Söhne Handels-GmbH", Kind.ORGANIZATION).tokens]
['name', 'particle', 'generic', 'generic', 'legal']
"""

from fairlead.core.names.nicknames import nicknames
from fairlead.core.names.parsing import parse, plain_word
from fairlead.core.names.parts import Kind, Name, Role, Token, kind_of
from fairlead.core.names.several import separate

__all__ = [
    "Kind",
    "Name",
    "Role",
    "Token",
    "kind_of",
    "nicknames",
    "parse",
    "plain_word",
    "separate",
]
