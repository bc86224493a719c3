"""The programme's elements at one look: what it consists of, how complete and how fresh each is."""
