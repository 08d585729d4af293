"""Both halves of the room, gathered for Django. Import from the halves, not from here."""
