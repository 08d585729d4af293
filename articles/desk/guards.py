"""What the desk keeps as it was written: versions and the diary."""

from articles.page.guards import Frozen

FROZEN = [
    # A draft that never was public may be thrown away with its versions.
    Frozen(
        "Version",
        forgets={"content": "'{}'", "pictures": "'[]'", "documents": "'[]'"},
        keeps_rows=False,
    ),
    Frozen("WorkflowEvent", forgets={"reason": "''", "note": "''", "search_text": "''"}),
    Frozen("OwedCheck", forgets={"reason": "''", "owed": "'[]'"}),
    Frozen("Confirmation", forgets={"note": "''"}),
    Frozen(
        "SignOff",
        moves=("link_id",),
        forgets={"who": "''", "comment": "''", "evidence": "''"},
    ),
    Frozen("Note", forgets={"text": "''"}, keeps_rows=False),
]
