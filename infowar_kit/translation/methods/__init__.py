"""Pure functions: records in, numbers and findings out. No IPython, no widgets, no pandas."""
