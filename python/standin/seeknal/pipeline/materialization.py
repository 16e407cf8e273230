"""Settings of feature groups, as arguments of their decorator."""


class _Settings:
    def __init__(self, *args, **settings):
        self.__dict__.update(settings)

    def to_dict(self):
        return {
            name: value.to_dict() if isinstance(value, _Settings) else value
            for name, value in self.__dict__.items()
            if value is not None
        }


class OfflineConfig(_Settings):
    """How rows are kept for training."""


class OnlineConfig(_Settings):
    """How rows are kept for serving."""


class IcebergTable(_Settings):
    """A table of a catalog."""


class Materialization(_Settings):
    """Where the rows of a feature group are kept."""
