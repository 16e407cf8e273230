'use client';

import { Check, Copy } from 'lucide-react';
import { useEffect, useState } from 'react';
import { IconButton } from './icon-button';

/** Puts a text into the clipboard and says so for a moment. */
export function CopyButton({
  text,
  label,
  className,
}: {
  readonly text: string;
  /** What is copied, as in "Copy command". */
  readonly label: string;
  readonly className?: string;
}) {
  const [copied, setCopied] = useState(false);
  useEffect(() => {
    if (!copied) return;
    const timer = setTimeout(() => setCopied(false), 1500);
    return () => clearTimeout(timer);
  }, [copied]);
  const copy = (): void => {
    navigator.clipboard.writeText(text).then(
      () => setCopied(true),
      () => setCopied(false),
    );
  };
  return (
    <IconButton
      label={copied ? 'Copied' : label}
      onClick={copy}
      {...(className === undefined ? {} : { className })}
    >
      {copied ? <Check /> : <Copy />}
    </IconButton>
  );
}
