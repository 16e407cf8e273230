"""Decorators that make a function a node, and what its argument `ctx` can do."""

from seeknal.pipeline.context import PipelineContext
from seeknal.pipeline.decorators import (
    feature_group,
    materialize,
    second_order_aggregation,
    source,
    transform,
)
from seeknal.pipeline.materialization import (
    IcebergTable,
    Materialization,
    OfflineConfig,
    OnlineConfig,
)
from seeknal.pipeline.materialization_config import MaterializationConfig

__all__ = [
    "IcebergTable",
    "Materialization",
    "MaterializationConfig",
    "OfflineConfig",
    "OnlineConfig",
    "PipelineContext",
    "feature_group",
    "materialize",
    "second_order_aggregation",
    "source",
    "transform",
]
