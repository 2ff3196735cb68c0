"""Names taken apart: words with their roles, from any script, order and keyboard."""

from fairlead.core.names.parsing import parse
from fairlead.core.names.parts import Kind, Name, Role, Token, kind_of

__all__ = ["Kind", "Name", "Role", "Token", "kind_of", "parse"]
