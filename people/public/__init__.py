"""The register as citizens see it: on a day of their choice, and through time."""
