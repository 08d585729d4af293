"""The register at the desk: offices, positions, officials, and who held what when."""

from people.admin import (  # noqa: F401
    appointments,
    house,
    official_documents,
    officials,
    organisations,
    positions,
    schemes,
)
