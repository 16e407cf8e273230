'use client';

import { useQuery } from '@tanstack/react-query';
import { useMemo, useState } from 'react';
import { fieldsQuery } from '../project/queries';
import { Button } from '../ui/button';
import { countOf } from '../ui/format-count';
import { Section } from './section';
import { splitFields } from './split-fields';

/** What the fields of a node's file mean: those that it has, and on demand those that it could have. */
export function FieldList({ kind, yaml }: { readonly kind: string; readonly yaml: string }) {
  const fields = useQuery(fieldsQuery(kind)).data;
  const [showsAll, setShowsAll] = useState(false);
  const { used, others } = useMemo(() => splitFields(fields ?? [], yaml), [fields, yaml]);
  if (fields === undefined || fields.length === 0) return null;
  return (
    <Section
      title="What its fields mean"
      aside={
        others.length > 0 && (
          <Button
            look="ghost"
            aria-pressed={showsAll}
            className="-my-1.5 h-6 px-1.5 text-2xs"
            onClick={() => setShowsAll(!showsAll)}
          >
            {showsAll ? 'Only those it has' : countOf(others.length, 'more field')}
          </Button>
        )
      }
    >
      <dl aria-label="Fields" className="space-y-2">
        {[...used, ...(showsAll ? others : [])].map((field) => (
          <div key={field.path}>
            <dt className="flex flex-wrap items-baseline gap-x-2">
              <code className="font-mono text-xs break-all">{field.path}</code>
              <span className="text-2xs text-ink-faint">
                {field.type}
                {field.isRequired && ', required'}
              </span>
            </dt>
            {field.text !== '' && <dd className="text-xs text-ink-soft">{field.text}</dd>}
          </div>
        ))}
      </dl>
    </Section>
  );
}
