"""Loaders: which formats there are, and `load`, which turns a file into a Document.

One row of FORMATS a format; the module that reads it is imported when the first such file is opened.
"""
