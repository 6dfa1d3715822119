"""Recipes of the mesh in Python: a table and parameters in, an ONNX model and measures out."""
