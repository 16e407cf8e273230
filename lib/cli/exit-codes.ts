/** What the shell hears. `interrupted` is 128 + SIGINT, as shells count. */
export const exitCodes = { done: 0, failed: 1, wrongUsage: 2, interrupted: 130 } as const;
