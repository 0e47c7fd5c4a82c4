"""The door of machines: OGC API – Features for every layer published in site/wiring.py, and whole layers as files."""
