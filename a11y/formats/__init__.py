"""The same facts for other senses: plain text here; print, braille and audio beside it."""
