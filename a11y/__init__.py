"""How anything reaches everyone: view modes, speech, formats, standards. Knows no service."""
