import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tell, type Tale } from './tale.ts';
import { World } from './world.ts';

/** Where the pages are said to be. */
export const APP = 'https://give.example';

/** A world in which the tale was told and is indexed. */
export interface Told {
  readonly world: World;
  readonly tale: Tale;
}

let shared: Promise<Told> | undefined;
/** A gateway that has no document at all: names are missing, and everything else works. */
let silent: Server | undefined;

/** The one world of all tests that ask, and at most give more; it ends when the last of them has. */
export function toldWorld(): Promise<Told> {
  shared ??= begin();
  return shared;
}

after(async () => {
  await (await shared)?.world.close();
  silent?.close();
});

async function begin(): Promise<Told> {
  const world = await World.open();
  const tale = await tell(world.story);
  const gateway = createServer((_, response) => response.writeHead(404).end());
  silent = gateway;
  await new Promise<void>((resolve) => gateway.listen(0, '127.0.0.1', resolve));
  const { port } = gateway.address() as AddressInfo;
  await world.index({ demo: true, appUrl: APP, gatewayUrl: `http://127.0.0.1:${port}` });
  await world.untilIndexed();
  return { world, tale };
}
