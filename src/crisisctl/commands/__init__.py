"""Commands, one file each: words in, an act, what to show. The function ``command`` is the command.

Its signature is the command line, its docstring the help; the table in ``cli`` gives names and order.
"""
