# /// script
# requires-python = ">=3.9"
# dependencies = ["pandas", "pyarrow"]
# ///
from seeknal.pipeline import transform


@transform(name="spend", inputs=["source.orders"], least=5)
def spend(ctx):
    """What each customer has spent on orders that are worth it."""
    orders = ctx.ref("source.orders")
    worth_it = orders[orders["amount"] >= ctx.params["least"]]
    return worth_it.groupby("customer_id", as_index=False)["amount"].sum()
