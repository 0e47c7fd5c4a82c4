"""Stories that cross the city's apps, one file each: readable aloud, safe to run twice."""
