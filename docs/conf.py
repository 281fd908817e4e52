"""How Sphinx makes the project's page; `python -m tools.docs` lays the sources out and calls it."""

from infowar_kit import __version__

project = "infowar-kit"
author = "infowar-kit maintainers"
release = version = __version__
extensions = ["myst_parser", "sphinx.ext.autodoc", "sphinx.ext.napoleon"]

# Markdown as it stands in the repository; headings are linked as GitHub links them.
myst_heading_anchors = 4
myst_enable_extensions = ["deflist"]
# Some documents begin a part two levels down and read well; a name that stands in two rooms leads to one.
suppress_warnings = ["myst.header", "ref.python"]

# Names in single backticks are names, and links where there is something to link to.
default_role = "py:obj"
napoleon_google_docstring = False
napoleon_use_rtype = False
napoleon_use_param = False
napoleon_use_ivar = True
autodoc_default_options = {"ignore-module-all": True}  # what a room hands on stands where it is written
autodoc_member_order = "bysource"
autodoc_typehints = "signature"
python_use_unqualified_type_names = True

html_theme = "furo"
html_title = f"infowar-kit {__version__}"
html_show_copyright = False
html_copy_source = False
html_permalinks_icon = "#"
pygments_style, pygments_dark_style = "a11y-high-contrast-light", "a11y-high-contrast-dark"
