"""The type of `ctx`, for annotations."""

from seeknal_run_context import PipelineContext

__all__ = ["PipelineContext"]
