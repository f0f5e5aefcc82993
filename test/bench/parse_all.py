"""Parses every Python file of a folder, as the floor that Faultline's own time is compared with."""

import ast
import os
import sys
import warnings

warnings.simplefilter("ignore")
SKIPPED = {"node_modules", ".git", ".venv", "venv", "__pycache__"}

for folder, folders, names in os.walk(sys.argv[1]):
    folders[:] = [one for one in folders if one not in SKIPPED]
    for name in names:
        if name.endswith(".py"):
            with open(os.path.join(folder, name), "rb") as file:
                source = file.read()
            try:
                ast.parse(source)
            except (SyntaxError, ValueError):
                continue
