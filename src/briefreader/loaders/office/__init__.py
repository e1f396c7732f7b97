"""Office: the files of word processors, DOCX and ODT, as the pieces of a letter. Each format is a module of its own."""
