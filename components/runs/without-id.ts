/** A message about a node for a place where the node's id stands already: "source.users: no file" is "No file". */
export function withoutId(message: string, id: string): string {
  const start = `${id}: `;
  if (!message.startsWith(start)) return message;
  const rest = message.slice(start.length);
  return rest.charAt(0).toUpperCase() + rest.slice(1);
}
