"""The `ortaq` command."""
