"""The rules themselves, as OpenFisca variables over dated parameters. Loaded when first needed."""
