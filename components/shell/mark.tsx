/** The product's mark: three nodes and the wires between them. */
export function Mark({ className }: { readonly className?: string }) {
  return (
    <svg viewBox="0 0 24 24" fill="none" aria-hidden className={className}>
      <path
        d="M6 6h4.5a4 4 0 0 1 4 4v4a4 4 0 0 0 4 4M6 18h3.5a5 5 0 0 0 5-5"
        stroke="currentColor"
        strokeWidth="1.9"
        strokeLinecap="round"
        opacity="0.45"
      />
      <circle cx="5.5" cy="6" r="3" fill="currentColor" />
      <circle cx="5.5" cy="18" r="3" fill="var(--run-success)" />
      <circle cx="18.5" cy="18" r="3" fill="var(--run-running)" />
    </svg>
  );
}
