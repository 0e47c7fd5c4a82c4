"""The questions asked of a person and the sentences for what does not fit."""
