"""How the documentation is built: Sphinx, MyST Markdown, nothing from other sites."""

import tomllib
from pathlib import Path

_ROOT = Path(__file__).parent.parent
_PROJECT = tomllib.loads((_ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]

project = "Fairlead"
author = "The Fairlead contributors"
release = version = _PROJECT["version"]
extensions = ["myst_parser"]
myst_enable_extensions = ["colon_fence", "deflist", "fieldlist"]
myst_heading_anchors = 3
exclude_patterns = ["_build"]
html_theme = "furo"
html_title = "Fairlead"
html_show_sourcelink = False
html_copy_source = False
html_permalinks_icon = "#"
nitpicky = True
