"""What can happen in a discussion."""

COMMENTED = "discussion.commented"
"""Somebody wrote under the matter. Not public as an entry: the comment itself is."""
COMMENT_HIDDEN = "discussion.comment_hidden"
"""A moderator hid a comment and said why: the public log of moderation."""
COMMENT_SHOWN = "discussion.comment_shown"
"""A hidden comment is shown again."""
