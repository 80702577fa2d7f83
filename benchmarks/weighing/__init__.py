"""Whose word is it: names, origins, conflicts, successions and an analyst's questions, on invented topics.

python -m benchmarks.weighing                 the table by topic, and one JSON object as its last line
python -m benchmarks.weighing --check         whether the truth of every topic fits its claims
python -m benchmarks.weighing --show t01      what goes wrong in a topic
"""
