"""How the newsroom says no."""


class Refused(Exception):
    """
    A verb that cannot be carried out, with every reason at once.

    ``reasons`` is a list of sentences in the editor's language.
    """

    def __init__(self, *reasons):
        self.reasons = [str(reason) for reason in reasons]
        super().__init__(" ".join(self.reasons))


def refuse(reasons):
    """Raise `Refused` when there is any reason to."""
    if reasons := [reason for reason in reasons if reason]:
        raise Refused(*reasons)
