"""The card of every public thing: number, place, stage, links, followers, search."""
