'use client';

// Draws without the layout, whose failure brought us here: no theme, no providers.
export default function GlobalError({ reset }: { readonly reset: () => void }) {
  return (
    <html lang="en">
      <body style={{ fontFamily: 'system-ui, sans-serif', padding: '4rem', textAlign: 'center' }}>
        <h1 style={{ fontSize: '1.125rem' }}>The dashboard could not start</h1>
        <p>The terminal in which it runs says why. Runs that go on are not touched.</p>
        <button type="button" onClick={reset}>
          Try again
        </button>
      </body>
    </html>
  );
}
