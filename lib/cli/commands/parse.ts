import { compareManifests, summarizeDiff } from '../../diff/compare-manifests';
import { projectPaths } from '../../files/project-paths';
import { loadManifest } from '../../manifest/load-manifest';
import { manifestText } from '../../manifest/manifest-to-json';
import type { Manifest } from '../../manifest/manifest';
import { saveManifest } from '../../manifest/save-manifest';
import { parseProject } from '../../project/parse-project';
import { checkProject } from '../check-project';
import { exitCodes } from '../exit-codes';
import { printDiagnostics, printServiceError } from '../print-problem';
import type { Printer } from '../printer';

export interface ParseCommandOptions {
  readonly projectDir: string;
  readonly format: 'table' | 'json';
  readonly diff: boolean;
}

/** `seeknal parse`: compiles the node files and tells every mistake in them; 1 when there are errors. */
export async function parseCommand(
  options: ParseCommandOptions,
  printer: Printer,
): Promise<number> {
  const checked = await checkProject(options.projectDir);
  if (!checked.ok) {
    printServiceError(checked.error, printer);
    return exitCodes.failed;
  }
  const paths = projectPaths(options.projectDir);
  const parsed = await parseProject(paths);
  const { manifest, diagnostics, hasErrors } = parsed;
  if (options.format === 'json') {
    if (hasErrors) printer.line(JSON.stringify({ diagnostics }, null, 2));
    else {
      await saveManifest(paths, manifest);
      printer.line(manifestText(manifest));
    }
    return hasErrors ? exitCodes.failed : exitCodes.done;
  }

  printer.line(`Parsing project: ${manifest.metadata.project}`);
  printer.line(`  Path: ${paths.root}`);
  printDiagnostics(diagnostics, printer);
  if (hasErrors) {
    const errors = diagnostics.filter((diagnostic) => diagnostic.severity === 'error').length;
    printer.line('');
    printer.failure(
      `${String(errors)} ${errors === 1 ? 'error' : 'errors'}; target/manifest.json was left as it is.`,
    );
    return exitCodes.failed;
  }
  const before = await loadManifest(paths.manifest);
  await saveManifest(paths, manifest);
  printer.line('');
  printer.success('Manifest generated: target/manifest.json');
  printer.line(`  Nodes: ${String(manifest.nodes.size)}`);
  printer.line(`  Edges: ${String(manifest.edges.length)}`);
  printNodeSummary(manifest, printer);
  if (options.diff && before.ok) printDiff(before.value, manifest, printer);
  return exitCodes.done;
}

function printNodeSummary(manifest: Manifest, printer: Printer): void {
  const counts = new Map<string, number>();
  for (const node of manifest.nodes.values()) {
    counts.set(node.kind, (counts.get(node.kind) ?? 0) + 1);
  }
  printer.line('');
  printer.line('Node Summary:');
  for (const [kind, count] of [...counts].sort()) printer.line(`  - ${kind}: ${String(count)}`);
}

function printDiff(before: Manifest, after: Manifest, printer: Printer): void {
  const diff = compareManifests(before, after);
  const section = (title: string, lines: readonly string[]): void => {
    if (lines.length === 0) return;
    printer.line(`  ${title} (${String(lines.length)}):`);
    for (const line of lines) printer.line(`    ${line}`);
  };
  const summary = summarizeDiff(diff);
  printer.line('');
  if (summary === null) {
    printer.info('No changes detected since last parse');
    return;
  }
  printer.line('Changes detected:');
  section(
    'Added',
    diff.addedNodes.map((id) => `+ ${id}`),
  );
  section(
    'Removed',
    diff.removedNodes.map((id) => `- ${id}`),
  );
  section(
    'Modified',
    diff.modifiedNodes.map(
      (node) => `~ ${node.nodeId} (${node.fields.map((field) => field.path).join(', ')})`,
    ),
  );
  section(
    'Added edges',
    diff.addedEdges.map((edge) => `+ ${edge.from} -> ${edge.to}`),
  );
  section(
    'Removed edges',
    diff.removedEdges.map((edge) => `- ${edge.from} -> ${edge.to}`),
  );
  printer.line('');
  printer.line(`Summary: ${summary}`);
}
