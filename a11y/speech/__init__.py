"""From a rendered page to sound: tree, script, normalise, pronounce, engine, store."""
