"""What holds for public works: stages and evidence, quantities and units, photos, acceptance, grants."""
