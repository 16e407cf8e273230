/** Files of nodes and the code that they import are written by hand; what is larger is something else by mistake. */
export const mostHandwrittenBytes = 5_000_000;
