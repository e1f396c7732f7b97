"""The screen: the only part of briefreader that knows Textual."""
