import { summarizeDiff } from '../../../diff/compare-manifests';
import { loadManifest } from '../../../manifest/load-manifest';
import { manifestText } from '../../../manifest/manifest-to-json';
import type { Manifest } from '../../../manifest/manifest';
import { saveManifest } from '../../../manifest/save-manifest';
import { parseProject } from '../../../project/parse-project';
import { compareMeaning } from '../../../service/comparing/compare-meaning';
import { checkProject } from '../../check-project';
import type { Invocation } from '../../define-command';
import { exitCodes } from '../../exit-codes';
import { printDiagnostics, refuse } from '../../print-problem';
import type { Lines } from '../../printer';
import type { ParseFlags } from './flags';

/** `seeknal parse`: compiles the node files and tells every mistake in them; 1 when there are errors. */
export async function parseAction(invocation: Invocation<ParseFlags>): Promise<number> {
  const { flags, paths, printer } = invocation;
  const asJson = flags.json === true || flags.format === 'json';
  const checked = await checkProject(paths);
  if (!checked.ok) return refuse(checked.error, printer, { asJson });
  const parsed = await parseProject(paths);
  const { manifest, diagnostics, hasErrors } = parsed;
  if (asJson) {
    if (hasErrors) printer.line(JSON.stringify({ diagnostics }, null, 2));
    else {
      await saveManifest(paths, manifest);
      printer.line(manifestText(manifest));
    }
    return hasErrors ? exitCodes.failed : exitCodes.done;
  }

  const { chatter } = printer;
  chatter.line(`Parsing project: ${manifest.metadata.project}`);
  chatter.line(`  Path: ${paths.root}`);
  printDiagnostics(diagnostics, printer);
  if (hasErrors) {
    const errors = diagnostics.filter((diagnostic) => diagnostic.severity === 'error').length;
    printer.problems.failure(
      `${String(errors)} ${errors === 1 ? 'error' : 'errors'}; target/manifest.json was left as it is.`,
    );
    return exitCodes.failed;
  }
  const before = await loadManifest(paths.manifest);
  await saveManifest(paths, manifest);
  chatter.line('');
  chatter.success('Manifest generated: target/manifest.json');
  chatter.line(`  Nodes: ${String(manifest.nodes.size)}`);
  chatter.line(`  Edges: ${String(manifest.edges.length)}`);
  printNodeSummary(manifest, chatter);
  if (flags.diff && before.ok) await printDiff(before.value, manifest, chatter);
  return exitCodes.done;
}

function printNodeSummary(manifest: Manifest, lines: Lines): void {
  const counts = new Map<string, number>();
  for (const node of manifest.nodes.values()) {
    counts.set(node.kind, (counts.get(node.kind) ?? 0) + 1);
  }
  lines.line('');
  lines.line('Node Summary:');
  for (const [kind, count] of [...counts].sort()) lines.line(`  - ${kind}: ${String(count)}`);
}

async function printDiff(before: Manifest, after: Manifest, lines: Lines): Promise<void> {
  const diff = await compareMeaning(before, after);
  const section = (title: string, items: readonly string[]): void => {
    if (items.length === 0) return;
    lines.line(`  ${title} (${String(items.length)}):`);
    for (const item of items) lines.line(`    ${item}`);
  };
  const summary = summarizeDiff(diff);
  lines.line('');
  if (summary === null) {
    lines.info('No changes detected since last parse');
    return;
  }
  lines.line('Changes detected:');
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
  lines.line('');
  lines.line(`Summary: ${summary}`);
}
