"""The nouns all rooms share: pure values and rules, no I/O."""
