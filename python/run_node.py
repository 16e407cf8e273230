"""Runs the function of one Python node.

    run_node.py JOB        runs it; JOB is a JSON file that says which function, its inputs and params
    run_node.py --lacks M  prints, as a JSON list, those of the modules M (separated by commas) that are missing

The rows go to the Parquet file that the job names. Why it failed goes to a JSON file, since what it prints
belongs to the person who wrote the node.
"""

import importlib.util
import json
import os
import sys
import traceback
from pathlib import Path

HERE = Path(__file__).resolve().parent


def main():
    if sys.argv[1] == "--lacks":
        print(json.dumps([name for name in sys.argv[2].split(",") if name and lacks(name)]))
        return 0
    job = json.loads(Path(sys.argv[1]).read_text(encoding="utf-8"))
    try:
        return run(job)
    except BaseException as error:  # SystemExit as well: a node must not end silently
        Path(job["problem_path"]).write_text(json.dumps(problem_of(error, job)), encoding="utf-8")
        traceback.print_exc()
        return 1


def lacks(name):
    try:
        spec = importlib.util.find_spec(name)
        # A folder without code is found as a package, too.
        return spec is None or (spec.origin is None and spec.loader is None)
    except (ImportError, ValueError):
        return True


def run(job):
    file = Path(job["project_dir"]) / job["file"]
    # Before the project can be imported from: its own folder is called seeknal, too.
    if lacks("seeknal"):
        sys.path.append(str(HERE / "standin"))
    # What lies beside the file and in the project can be imported, as when it is started by hand.
    sys.path.insert(0, str(file.parent))
    sys.path.insert(0, str(job["project_dir"]))
    from seeknal_run_context import PipelineContext

    spec = importlib.util.spec_from_file_location("pipeline_node", file)
    module = importlib.util.module_from_spec(spec)
    sys.modules["pipeline_node"] = module
    spec.loader.exec_module(module)
    function = getattr(module, job["function"])
    ctx = PipelineContext(job)
    try:
        rows = call(function, ctx, job)
        count = write(rows, Path(job["output_path"]), ctx)
        ctx.state.save()
    finally:
        ctx.close()
    Path(job["result_path"]).write_text(json.dumps({"rows": count}), encoding="utf-8")
    return 0


def call(function, ctx, job):
    """Sources may take no argument; older aggregations take their source as a second one."""
    import inspect

    plain = inspect.unwrap(function)
    wanted = [
        parameter
        for parameter in inspect.signature(plain).parameters.values()
        if parameter.kind in (parameter.POSITIONAL_ONLY, parameter.POSITIONAL_OR_KEYWORD)
        and parameter.default is parameter.empty
    ]
    if len(wanted) >= 2 and job["inputs"]:
        return plain(ctx, ctx.ref(next(iter(job["inputs"]))))
    takes = inspect.signature(plain).parameters
    made = plain(ctx) if takes else plain()
    if inspect.isawaitable(made):
        import asyncio

        async def waited():
            return await made

        return asyncio.run(waited())
    return made


def write(rows, path, ctx):
    """Writes whatever holds rows as Parquet, and counts them."""
    if rows is None:
        raise ValueError(f"The function of {ctx.node_id} returned nothing; return its rows, as a frame.")
    if isinstance(rows, list):
        import pandas

        rows = pandas.DataFrame(rows)
    for convert in ("to_df", "to_arrow", "to_pandas", "df"):
        # FeatureFrame, polars, pyarrow and Spark, DuckDB; a frame of pandas has none of these.
        if type(rows).__module__.split(".")[0] != "pandas" and callable(getattr(rows, convert, None)):
            rows = getattr(rows, convert)()
            break
    if type(rows).__module__.split(".")[0] == "pyarrow":
        rows = rows.to_pandas()
    if not hasattr(rows, "columns") or not hasattr(rows, "to_parquet"):
        raise TypeError(
            f"The function of {ctx.node_id} returned a {type(rows).__name__}; return its rows, as a frame."
        )
    rows = rows.copy(deep=False)
    rows.columns = [str(name) for name in rows.columns]
    path.parent.mkdir(parents=True, exist_ok=True)
    try:
        import pyarrow
        import pyarrow.parquet
    except ImportError:
        import duckdb

        with duckdb.connect(":memory:") as connection:
            connection.register("rows_of_node", rows)
            target = str(path).replace("'", "''")
            connection.execute(f"COPY rows_of_node TO '{target}' (FORMAT parquet)")
    else:
        pyarrow.parquet.write_table(pyarrow.Table.from_pandas(rows, preserve_index=False), path)
    return len(rows)


def problem_of(error, job):
    """The message, and the last line of the node's own file that led to it."""
    file = os.path.realpath(os.path.join(job["project_dir"], job["file"]))
    place = None
    for frame in traceback.extract_tb(error.__traceback__):
        if os.path.realpath(frame.filename) == file:
            place = {"line": frame.lineno, "column": column_of(frame, file)}
    if isinstance(error, SyntaxError) and os.path.realpath(error.filename or "") == file:
        place = {"line": error.lineno or 1, "column": error.offset or 1}
    missing = error.name if isinstance(error, ModuleNotFoundError) else None
    return {
        "type": type(error).__name__,
        "message": str(error),
        "place": place,
        "missing_module": missing,
    }


def column_of(frame, file):
    """The character, from 1, where the failing expression starts; before Python 3.11 where its line does."""
    lines = Path(file).read_text(encoding="utf-8").splitlines()
    line = lines[frame.lineno - 1] if frame.lineno <= len(lines) else ""
    start = getattr(frame, "colno", None)
    if start is None:
        return len(line) - len(line.lstrip()) + 1
    # Counted in bytes.
    return len(line.encode("utf-8")[:start].decode("utf-8", "ignore")) + 1


if __name__ == "__main__":
    sys.exit(main())
