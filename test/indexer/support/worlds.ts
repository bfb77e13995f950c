import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { askForTooMuch, type Doubts } from './doubts.ts';
import { tell, type Tale } from './tale.ts';
import { World } from './world.ts';

/** Worlds that several files share: to start an index takes longer than most of what is asked of it. */

/** Where the pages are said to be. */
export const APP = 'https://give.example';

/** A world in which a tale was told and is indexed. */
export interface Told<T> {
  readonly world: World;
  readonly tale: T;
}

let told: Promise<Told<Tale>> | undefined;
let doubted: Promise<Told<Doubts>> | undefined;
/** A gateway that has no document at all: names are missing, and everything else works. */
let silent: Server | undefined;

/** The world of the whole tale, for those who ask, at most give more, and at last for the index's own troubles. */
export function toldWorld(): Promise<Told<Tale>> {
  told ??= beginTold();
  return told;
}

/** The world of a desk where things go wrong; campaigns that nobody's tale is about may be added. */
export function doubtedWorld(): Promise<Told<Doubts>> {
  doubted ??= beginDoubted();
  return doubted;
}

after(async () => {
  for (const world of await Promise.all([told, doubted])) await world?.world.close();
  silent?.close();
});

async function beginTold(): Promise<Told<Tale>> {
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

async function beginDoubted(): Promise<Told<Doubts>> {
  const world = await World.open();
  const tale = await askForTooMuch(world.story);
  await world.index();
  return { world, tale };
}
