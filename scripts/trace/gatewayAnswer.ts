/**
 * Asks a gateway. Each question has a connection of its own: between two of them a large tree may be
 * built, which lets this process notice nothing for longer than a server keeps a connection open,
 * and the next question would go into one that is closed.
 * @param path begins with a slash
 * @throws TypeError, as fetch does, when nobody answers
 */
export function askForPath(gateway: string, path: string): Promise<Response> {
  return fetch(new URL(path, gateway), { headers: { connection: 'close' } });
}

/** The bytes at a path of a gateway; null where it has none. Throws as {@link askForPath}. */
export async function bytesAt(gateway: string, path: string): Promise<Uint8Array | null> {
  const response = await askForPath(gateway, path);
  return response.ok ? new Uint8Array(await response.arrayBuffer()) : null;
}
