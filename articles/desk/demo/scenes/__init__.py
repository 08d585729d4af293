"""The scenes of the demonstration's pictures, by subject."""
