-- CreateTable
CREATE TABLE "runs" (
    "run_id" TEXT NOT NULL PRIMARY KEY,
    "project" TEXT NOT NULL,
    "trigger" TEXT NOT NULL,
    "actor" TEXT NOT NULL,
    "mode" TEXT NOT NULL,
    "outcome" TEXT,
    "started_at_ms" BIGINT NOT NULL,
    "finished_at_ms" BIGINT,
    "total_nodes" INTEGER NOT NULL,
    "changed_nodes" INTEGER NOT NULL,
    "cached_nodes" INTEGER NOT NULL,
    "successful_nodes" INTEGER NOT NULL,
    "failed_nodes" INTEGER NOT NULL,
    "skipped_nodes" INTEGER NOT NULL,
    "total_duration" REAL NOT NULL,
    "git_commit" TEXT,
    "manifest_hash" TEXT NOT NULL,
    "flags" TEXT NOT NULL,
    "request" TEXT NOT NULL,
    "imported_seq" INTEGER NOT NULL,
    "imported_bytes" BIGINT NOT NULL
);

-- CreateTable
CREATE TABLE "node_runs" (
    "run_id" TEXT NOT NULL,
    "node_id" TEXT NOT NULL,
    "kind" TEXT NOT NULL,
    "position" INTEGER NOT NULL,
    "decision" TEXT NOT NULL,
    "status" TEXT NOT NULL,
    "reason" TEXT NOT NULL,
    "attempts" INTEGER NOT NULL,
    "run_started_at_ms" BIGINT NOT NULL,
    "started_at_ms" BIGINT,
    "finished_at_ms" BIGINT,
    "duration" REAL NOT NULL,
    "row_count" BIGINT,
    "output_path" TEXT,
    "output_bytes" BIGINT,
    "fingerprint" TEXT,
    "error_code" TEXT,
    "error" TEXT,
    "metadata" TEXT NOT NULL,

    PRIMARY KEY ("run_id", "node_id"),
    CONSTRAINT "node_runs_run_id_fkey" FOREIGN KEY ("run_id") REFERENCES "runs" ("run_id") ON DELETE CASCADE ON UPDATE CASCADE
);

-- CreateIndex
CREATE INDEX "runs_by_start" ON "runs"("started_at_ms", "run_id");

-- CreateIndex
CREATE INDEX "runs_by_outcome" ON "runs"("outcome", "started_at_ms", "run_id");

-- CreateIndex
CREATE INDEX "node_runs_by_node" ON "node_runs"("node_id", "run_started_at_ms", "run_id", "status");
