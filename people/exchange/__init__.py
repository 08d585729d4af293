"""The register as files: reading, loading and writing them."""
