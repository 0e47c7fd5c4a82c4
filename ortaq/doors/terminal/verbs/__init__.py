"""One module per verb: `add(parsers)` describes it, `run(arguments)` does it and gives the exit code."""
