"""Layout, components, charts and the page that shows them all."""
