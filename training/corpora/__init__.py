"""One file a corpus: each makes ``Example`` records of it, split by document."""
