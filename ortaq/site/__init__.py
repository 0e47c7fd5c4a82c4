"""The roof: settings, urls, servers and the wiring of acts to reactions. Names everything, holds nothing."""
