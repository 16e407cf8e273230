-- AlterTable
ALTER TABLE "node_runs" ADD COLUMN "queued" REAL;

-- CreateIndex
CREATE INDEX "runs_by_duration" ON "runs"("total_duration", "run_id");

-- CreateIndex
CREATE INDEX "runs_by_failed" ON "runs"("failed_nodes", "run_id");

-- CreateIndex
CREATE INDEX "node_runs_by_status" ON "node_runs"("node_id", "status", "run_started_at_ms", "run_id", "duration");
