"""Voices: each speaks one sentence behind one port."""
