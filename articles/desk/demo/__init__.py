"""The demonstration newsroom: its articles, its register and its drawn pictures."""
