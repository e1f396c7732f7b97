"""The windows over the desk: each asks one thing and answers it."""
