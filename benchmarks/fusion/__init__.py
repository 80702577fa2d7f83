"""Fusion: who wrote these books, where 877 sellers disagree.

python -m benchmarks.fusion [--corpora FOLDER] [--explain ISBN]
"""
