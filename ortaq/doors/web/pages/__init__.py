"""The pages of the front door: they look across the apps and decide nothing."""
