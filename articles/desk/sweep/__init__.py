"""
The archive sweep: articles whose titles of officials disagree with a register changed since.

They are listed, never rewritten. A change of the register leaves a row in `due`, in the same
transaction; `sweeping` works those off and keeps the list, `comparing` says what disagrees.
"""
