"""The legal clock: dated terms, versioned calendars, one clock per duty."""
