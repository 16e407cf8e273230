import type { z } from 'zod';

/** A part of a schema, as zod keeps it. */
type Part = z.core.$ZodType;

/** A field that a schema says nothing of, and the fields that it knows in that place. */
export interface UnknownField {
  readonly path: readonly (string | number)[];
  readonly known: readonly string[];
}

/** The fields of a document that its schema doesn't know, at any depth. */
export function unknownFields(schema: Part, document: unknown): UnknownField[] {
  const found: UnknownField[] = [];
  const open: { part: Part; value: unknown; path: readonly (string | number)[] }[] = [
    { part: schema, value: document, path: [] },
  ];
  for (let next = open.pop(); next !== undefined; next = open.pop()) {
    const { value, path } = next;
    if (typeof value !== 'object' || value === null) continue;
    const parts = alternatives(next.part);
    if (Array.isArray(value)) {
      const element = parts.find((part) => isDef(part, 'array'));
      if (element === undefined) continue;
      const { element: inner } = (element as z.core.$ZodArray)._zod.def;
      value.forEach((item: unknown, index) =>
        open.push({ part: inner, value: item, path: [...path, index] }),
      );
      continue;
    }
    // Free names are as good as any other.
    if (
      parts.some((part) => isDef(part, 'record') || isDef(part, 'any') || isDef(part, 'unknown'))
    ) {
      continue;
    }
    const shape = shapeOf(next.part, parts);
    if (shape === null) continue;
    const known = Object.keys(shape);
    for (const [key, item] of Object.entries(value)) {
      const part = Object.hasOwn(shape, key) ? shape[key] : undefined;
      if (part === undefined) found.push({ path: [...path, key], known });
      else open.push({ part, value: item, path: [...path, key] });
    }
  }
  return found;
}

/** A schema never changes, and a thousand files are held against it. */
const shapes = new WeakMap<Part, Readonly<Record<string, Part>> | null>();
const alternativesOf = new WeakMap<Part, readonly Part[]>();

/** The fields of all objects that a value may be; null when it may be none. */
function shapeOf(schema: Part, parts: readonly Part[]): Readonly<Record<string, Part>> | null {
  let shape = shapes.get(schema);
  if (shape === undefined) {
    const objects = parts.filter((part) => isDef(part, 'object')) as z.core.$ZodObject[];
    shape =
      objects.length === 0
        ? null
        : (Object.assign({}, ...objects.map((part) => part._zod.def.shape)) as Record<
            string,
            Part
          >);
    shapes.set(schema, shape);
  }
  return shape;
}

/** What a value may be, without the wrappers that say optional, nullable or transformed. */
function alternatives(schema: Part): readonly Part[] {
  let found = alternativesOf.get(schema);
  if (found === undefined) {
    found = unwrap(schema);
    alternativesOf.set(schema, found);
  }
  return found;
}

function unwrap(schema: Part): Part[] {
  const found: Part[] = [];
  const open = [schema];
  for (let part = open.pop(); part !== undefined; part = open.pop()) {
    const { def } = part._zod;
    if ('innerType' in def) open.push(def.innerType as Part);
    else if (isDef(part, 'union')) open.push(...(part as z.core.$ZodUnion)._zod.def.options);
    else if (isDef(part, 'pipe')) open.push((part as z.core.$ZodPipe)._zod.def.in);
    else if (isDef(part, 'lazy')) found.push(part);
    else found.push(part);
  }
  return found;
}

function isDef(part: Part, type: z.core.$ZodTypeDef['type']): boolean {
  return part._zod.def.type === type;
}
