/**
 * A tree from one node along its neighbours, below each other with lines as `tree` draws them. Every node
 * appears once, in the first place where the walk meets it.
 */
export function treeLines<Id>(
  root: Id,
  neighboursOf: (id: Id) => readonly Id[],
  textOf: (id: Id) => string,
  seen: Set<Id> = new Set(),
): string[] {
  seen.add(root);
  const lines = [textOf(root)];
  const open = [{ prefix: '', children: unseen(neighboursOf(root), seen) }];
  // Not recursive: a chain of nodes may be longer than the stack.
  for (let top = open.at(-1); top !== undefined; top = open.at(-1)) {
    const child = top.children.shift();
    if (child === undefined) {
      open.pop();
      continue;
    }
    const isLast = top.children.length === 0;
    lines.push(`${top.prefix}${isLast ? '└── ' : '├── '}${textOf(child)}`);
    open.push({
      prefix: `${top.prefix}${isLast ? '    ' : '│   '}`,
      children: unseen(neighboursOf(child), seen),
    });
  }
  return lines;
}

/** Taken at once, so that what is drawn as the last branch is the last. */
function unseen<Id>(ids: readonly Id[], seen: Set<Id>): Id[] {
  const fresh = ids.filter((id) => !seen.has(id));
  for (const id of fresh) seen.add(id);
  return [...new Set(fresh)];
}
