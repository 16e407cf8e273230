/**
 * Fetches scripts when the browser has painted. Runs in the browser as text in the page, so it uses nothing from outside of
 * itself.
 */
export function fetchAfterPaint(urls: readonly string[]): void {
  let isDone = false;
  const fetchAll = (): void => {
    if (isDone) return;
    isDone = true;
    for (const url of urls) {
      const script = document.createElement('script');
      script.src = url;
      script.async = true;
      document.head.append(script);
    }
  };
  // What nobody looks at is not painted.
  if (document.hidden) {
    fetchAll();
    return;
  }
  document.addEventListener('visibilitychange', fetchAll, { once: true });
  new PerformanceObserver((list) => {
    if (list.getEntriesByName('first-contentful-paint').length > 0) fetchAll();
  }).observe({ type: 'paint', buffered: true });
  // Whatever keeps a browser from painting shall not keep the page from living.
  setTimeout(fetchAll, 2000);
}
