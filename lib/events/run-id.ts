/** Local time and four random letters, as in `20260130_091502_k3f9`: sorts by time, unique enough for one folder. */
export function newRunId(now: Date, random: () => number = Math.random): string {
  const two = (value: number): string => String(value).padStart(2, '0');
  const date = `${String(now.getFullYear())}${two(now.getMonth() + 1)}${two(now.getDate())}`;
  const time = `${two(now.getHours())}${two(now.getMinutes())}${two(now.getSeconds())}`;
  const suffix = Math.floor(random() * 36 ** 4)
    .toString(36)
    .padStart(4, '0');
  return `${date}_${time}_${suffix}`;
}

/** What a run id may look like; anything else never becomes part of a path. */
export function isRunId(text: string): boolean {
  return /^[A-Za-z0-9_-]{1,80}$/.test(text);
}
