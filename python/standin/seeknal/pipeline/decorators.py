"""Decorators of nodes.

What they say was read from the file before it runs, so that here they leave the function as it is.
"""


def _node(kind):
    def decorator(*args, **settings):
        def mark(function):
            function._seeknal_node = {"kind": kind, **settings}
            return function

        return mark

    decorator.__name__ = kind
    decorator.__doc__ = f"Makes a function the {kind} node that `name` says."
    return decorator


source = _node("source")
transform = _node("transform")
feature_group = _node("feature_group")
second_order_aggregation = _node("second_order_aggregation")


def materialize(*args, **settings):
    """Names a further place for the rows of a node; the run writes to it."""

    def mark(function):
        return function

    return mark
