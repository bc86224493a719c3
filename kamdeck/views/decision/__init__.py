"""The decision-making organisation of each account: who decides, who can take us there, who blocks."""
