"""A further place for the rows of a node, as an argument of its decorator."""

from seeknal.pipeline.materialization import _Settings


class MaterializationConfig(_Settings):
    """Table, mode and whether it is enabled."""

    @classmethod
    def from_dict(cls, settings):
        return cls(**settings)
