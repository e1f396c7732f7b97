"""The panes around the letter: what is shown in them, and the list they are made of."""
