r"""ACKRES: a government acknowledges a PNRGOV message, or says what is wrong with it.

After the PNRGOV implementation guides. No real one has been published: the specimens in the tests
are built from the public descriptions, and `grammar` says what is certain.

>>> import io
>>> text = b"UNH+1+ACKRES:13:1:IA+ZZ12'MSG+:22+7'ERC+103'UNT+4+1'"
>>> (push,) = read(io.BytesIO(text))
>>> push.meaning, push.answers[0].meaning
('acknowledgement.refused', 'invalid departure time')
"""

from fairlead.core.formats.ackres.grammar import FAULTS
from fairlead.core.formats.ackres.read import read, understand
from fairlead.core.formats.ackres.write import acknowledge, write

__all__ = ["FAULTS", "acknowledge", "read", "understand", "write"]
