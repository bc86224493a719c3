"""The deck as data: what we want, what is there, what to change. Knows neither Excel nor PowerPoint."""
