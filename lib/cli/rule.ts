/** The rule above and below the plan and the summary. */
export const rule = '='.repeat(60);
