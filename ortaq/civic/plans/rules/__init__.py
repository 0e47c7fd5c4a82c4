"""Rights, stages, text and zones of plans: plain Python, one room per subject."""
