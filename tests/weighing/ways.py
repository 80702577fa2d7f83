"""What the vocabulary of the package says of its predicates, for every test that weighs."""

from reportedly.ways import ways_of

WAYS = ways_of()
