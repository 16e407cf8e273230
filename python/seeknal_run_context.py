"""What the argument `ctx` of a Python node can do."""

import json
import os
import sys
from pathlib import Path


class NodeState:
    """Values that a node keeps from run to run, in target/pipeline_state."""

    def __init__(self, path):
        self.path = Path(path)
        self._values = None

    def _read(self):
        if self._values is None:
            try:
                self._values = json.loads(self.path.read_text(encoding="utf-8"))
            except (FileNotFoundError, json.JSONDecodeError):
                self._values = {}
        return self._values

    def get(self, key, default=None):
        return self._read().get(key, default)

    def set(self, key, value):
        self._read()[key] = value
        return value

    def delete(self, key):
        self._read().pop(key, None)

    def save(self):
        """Called after the function has returned; a function that fails keeps nothing."""
        if self._values is None:
            return self.path
        self.path.parent.mkdir(parents=True, exist_ok=True)
        written = self.path.with_suffix(".tmp")
        written.write_text(json.dumps(self._values, indent=2, default=str), encoding="utf-8")
        os.replace(written, self.path)
        return self.path


class PipelineContext:
    """Given to the function of a node: its inputs, its params, and DuckDB."""

    def __init__(self, job):
        self.project_path = Path(job["project_dir"])
        self.target_dir = self.project_path / "target"
        self.node_id = job["node_id"]
        self.node_kind = job["kind"]
        self.params = dict(job["params"])
        self.config = {}
        self._inputs = job["inputs"]
        self._frames = {}
        self._duckdb = None
        self._state = NodeState(job["state_path"])

    @property
    def duckdb(self):
        """A connection of DuckDB; its SQL sees the frames of the function by their names."""
        if self._duckdb is None:
            import duckdb

            self._duckdb = duckdb.connect(":memory:")
        return self._duckdb

    @property
    def state(self):
        return self._state

    def get_param(self, name, default=None):
        return self.params.get(name, default)

    def ref(self, node_id):
        """The rows of another node, as a frame of pandas."""
        if node_id not in self._frames:
            self._frames[node_id] = _read(self._path_of(node_id))
        return self._frames[node_id]

    def entity(self, entity_name, as_of=None):
        """The consolidated features of an entity; with `as_of` the newest of each key until then."""
        path = self.target_dir / "feature_store" / entity_name / "features.parquet"
        if not path.exists():
            raise FileNotFoundError(f"There are no consolidated features of {entity_name!r} yet.")
        rows = _read(path)
        if as_of is None:
            return rows
        catalog = json.loads((path.parent / "_entity_catalog.json").read_text(encoding="utf-8"))
        until = rows[rows["event_time"] <= as_of].sort_values("event_time")
        return until.groupby(catalog["join_keys"], as_index=False).tail(1).reset_index(drop=True)

    def features(self, entity_name, feature_list, as_of=None):
        """Some features of an entity, as columns called group__feature."""
        rows = self.entity(entity_name, as_of)
        keys = [name for name in rows.columns if not isinstance(_first(rows[name]), dict)]
        chosen = rows[keys].copy()
        for feature in feature_list:
            group, _, name = feature.partition(".")
            if group not in rows.columns or name == "":
                raise ValueError(f"{feature!r} is no feature of {entity_name!r}; write group.feature.")
            chosen[f"{group}__{name}"] = [
                None if value is None else value.get(name) for value in rows[group]
            ]
        return chosen

    def close(self):
        if self._duckdb is not None:
            self._duckdb.close()
            self._duckdb = None

    def _store_output(self, node_id, frame):
        """Called by the decorators of the original package; what the function returns is enough."""

    def _path_of(self, node_id):
        if node_id in self._inputs:
            return Path(self._inputs[node_id])
        path = self.target_dir / "intermediate" / f"{node_id.replace('.', '_')}.parquet"
        if not path.exists():
            known = ", ".join(self._inputs) or "none"
            raise ValueError(f"{node_id!r} is no input of {self.node_id}. Its inputs: {known}.")
        print(
            f"{self.node_id} reads {node_id} without naming it among its inputs,"
            " so it doesn't run again when that changes.",
            file=sys.stderr,
        )
        return path


def _first(column):
    return next((value for value in column if value is not None), None)


def _read(path):
    """A frame of pandas, by whichever package can read Parquet."""
    try:
        import pyarrow  # noqa: F401
    except ImportError:
        import duckdb

        with duckdb.connect(":memory:") as connection:
            return connection.from_parquet(str(path)).df()
    import pandas

    frame = pandas.read_parquet(path)
    # DuckDB doesn't know the text type of newer versions of pandas.
    texts = frame.select_dtypes(include=["string"]).columns
    if len(texts) > 0:
        frame[texts] = frame[texts].astype(object)
    return frame
