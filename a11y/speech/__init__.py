"""From a rendered page to sound: script, pronunciation, engines, store."""
