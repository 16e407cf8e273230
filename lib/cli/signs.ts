/** What messages begin with. */
export const signs = {
  unicode: { success: '✓', failure: '✗', warning: '⚠', info: 'ℹ' },
  ascii: { success: '[OK]', failure: '[ERR]', warning: '[WARN]', info: '[i]' },
};
