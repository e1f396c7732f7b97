"""What each command of the command line does: a few lines each over the core.

Every function takes the parsed arguments and gives the exit code. The table of them is in `cli.py`.
"""
