"""A list of guests, pasted: who of them stands in the register, and what the register lacks."""
