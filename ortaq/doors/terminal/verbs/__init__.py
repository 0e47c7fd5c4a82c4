"""One module per verb of the `ortaq` command: `add(parsers)` describes it, `run(arguments)` does it and gives the exit code."""
