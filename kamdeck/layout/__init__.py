"""How a slide is laid out: what every view draws with."""
