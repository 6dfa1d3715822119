"""Runs one recipe in the folder of its run: run.py <module> <folder of the module>."""

import os
import sys

sys.path[:0] = [sys.argv[2], os.path.dirname(os.path.abspath(__file__))]

from mesh_recipes.protocol import run  # noqa: E402

sys.exit(run(sys.argv[1]))
