"""Stages, zones, anchors, remarks, needs and measures of plans: plain Python, one room per subject."""
