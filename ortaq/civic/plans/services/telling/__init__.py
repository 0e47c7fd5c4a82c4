"""Who hears of what: one short message per person and event, in their language."""
