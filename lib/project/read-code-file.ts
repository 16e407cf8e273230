import { nodeId } from '../graph/node-id';
import { asKindDocument } from '../kinds/code/code-fields';
import type { CodeNode, Language } from '../kinds/code/language';
import { notSupported } from '../kinds/not-supported';
import { isOfProject, kinds } from '../kinds/registry';
import { definitionHashes } from '../state/fingerprint';
import { expressionsOf } from '../templates/expressions-of';
import { checkSchema } from './check-schema';
import { decodeText } from './decode-text';
import { Findings } from './findings';
import type { FoundFile } from './find-node-files';
import type { NodeFile, Position, ReadNode } from './node-file';
import { columnsOf } from './to-manifest-node';

/** Reads the nodes of a file of code, without running it. A file that defines none is no node file. */
export async function readCodeFile(
  file: FoundFile,
  bytes: Buffer,
  language: Language,
): Promise<NodeFile> {
  const found = new Findings(file.path);
  const decoded = decodeText(bytes);
  if (!decoded.ok) {
    const message = 'The file is not UTF-8 text.';
    found.error('unreadable_file', message, decoded.error, 'Save it with the encoding UTF-8.');
    return { ...file, nodes: [], diagnostics: found.list };
  }
  const placeAt = placesIn(decoded.value);
  const read = await language.loadReader();
  const { nodes, mistakes } = read(decoded.value);
  for (const { severity, message, hint, offset } of mistakes) {
    if (severity === 'error') found.error('invalid_field', message, placeAt(offset), hint);
    else found.warning('invalid_field', message, placeAt(offset), hint);
  }
  const readNodes: ReadNode[] = [];
  for (const node of nodes) {
    readNodes.push(await toReadNode(node, language, placeAt, found));
  }
  const modules = nodes.length === 0 ? [] : (await language.loadImports()).modulesIn(decoded.value);
  return {
    ...file,
    nodes: readNodes,
    diagnostics: found.list,
    ...(modules.length === 0 ? {} : { modules: [...new Set(modules)] }),
  };
}

async function toReadNode(
  { kind, name, config, refs, offset, fieldOffsets }: CodeNode,
  language: Language,
  placeAt: (offset: number) => Position,
  found: Findings,
): Promise<ReadNode> {
  const id = nodeId(kind, name);
  const definition = kinds.get(kind);
  const places = {
    ofPath: (path: readonly PropertyKey[]) => placeAt(fieldOffsets.get(String(path[0])) ?? offset),
  };
  if (definition !== undefined) {
    const isDeclaration = language.isDeclaration(config);
    const document = asKindDocument(id, config, isDeclaration ? null : 'rows.parquet');
    checkSchema(document, await definition.loadSchema(), places, found, { isOpen: true });
    for (const { path, message, hint } of isOfProject(kind) ? [] : notSupported(kind, config)) {
      found.warning('not_supported', message, places.ofPath(path), hint);
    }
  }
  const further = definition?.furtherRefs?.(config) ?? [];
  const known = new Set(refs.map(({ ref }) => ref));
  const at = placeAt(offset);
  return {
    id,
    kind,
    name,
    config,
    refs: [
      ...refs.map(({ ref, offset: refOffset }) => ({ ref, at: placeAt(refOffset) })),
      ...further.filter((ref) => !known.has(ref)).map((ref) => ({ ref, at })),
    ],
    dataFiles: (definition?.dataFiles?.(config) ?? []).map((path) => ({
      path,
      at: places.ofPath(['table']),
    })),
    templates: expressionsOf(config).map((source) => ({ source, at })),
    nameAt: at,
    hashes: definitionHashes({ config, columns: columnsOf(config) }),
  };
}

/** Finds lines and columns of offsets; a file may have many nodes. */
function placesIn(text: string): (offset: number) => Position {
  const starts = [0];
  for (let at = text.indexOf('\n'); at !== -1; at = text.indexOf('\n', at + 1)) starts.push(at + 1);
  return (offset) => {
    let low = 0;
    let high = starts.length - 1;
    while (low < high) {
      const middle = Math.ceil((low + high) / 2);
      if ((starts[middle] ?? 0) <= offset) low = middle;
      else high = middle - 1;
    }
    return { line: low + 1, column: offset - (starts[low] ?? 0) + 1 };
  };
}
