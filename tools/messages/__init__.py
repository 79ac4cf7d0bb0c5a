"""make messages: sentences gathered, merged into the catalogues, written in 繁體 and checked."""
