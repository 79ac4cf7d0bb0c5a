"""From a line as written to how it is said: figures in words, characters in syllables."""
