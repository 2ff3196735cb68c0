"""Letters: which script a text is written in, and the one spelling in which words are compared.

- ``scripts``: the script of a text (``script_of``), by blocks of Unicode.
- ``folding``: ``fold``, the comparable spelling of a word. Small letters; no accents, vowel points,
  tatweel, control or bidirectional characters; one letter where keyboards offer several (Arabic ي
  ى ی, ك ک, أ إ آ ا, Hebrew finals, full-width Latin, traditional Han in names); Western digits; and
  look-alikes mended in a word of two alphabets (a Cyrillic а among Latin letters). What tells names
  apart stays: Cyrillic й and ї, Devanagari vowel signs, Hangul syllables.
- ``tables/``: the letters, as plain files that people edit.

Folding is idempotent, never raises, and takes time linear in the length.

>>> fold("Müller"), fold("ЁЛКИН"), fold("أحمد"), fold("Ｗａｎｇ"), fold("劉")
('muller', 'елкин', 'احمد', 'wang', '刘')
"""

from fairlead.core.text.folding import fold, has_look_alikes
from fairlead.core.text.scripts import Script, script_of

__all__ = ["Script", "fold", "has_look_alikes", "script_of"]
