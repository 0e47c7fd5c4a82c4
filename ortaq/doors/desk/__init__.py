"""The officials' door: one inbox, the switchboard, moderation."""
