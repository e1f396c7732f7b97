"""Versions: what becomes of annotations when a letter changes (`revisions`), is renamed (`adoption`), or comes in several
forms (`renderings`). Pure; saving is `store/`."""
