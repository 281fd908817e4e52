"""Pure strings of HTML, and figures: rows, feedback, labels, tables. No IPython, no widgets."""
