"""The register at the desk: offices, positions, officials, and who held what when."""

from people.admin import appointments, officials, organisations, positions, schemes  # noqa: F401
