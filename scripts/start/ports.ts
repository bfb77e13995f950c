import { createServer } from 'node:net';
import { StartError } from './errors.ts';
import { SERVICES } from './options.ts';
import type { Service, WantedPort } from './options.ts';

export type Ports = Readonly<Record<Service, number>>;

/** How many ports after a taken default one are tried. */
const TRIES = 50;
const LOOPBACKS = ['127.0.0.1', '::1'];

/**
 * Chooses a port for every part: the one asked for, or from the default on the first free one.
 * @param say told in one line when a default port is taken
 * @throws StartError when a port that was asked for is taken
 */
export async function choosePorts(
  wanted: Readonly<Record<Service, WantedPort>>,
  say: (line: string) => void,
): Promise<Ports> {
  const chosen: Partial<Record<Service, number>> = {};
  const isReserved = (port: number, by: Service) =>
    Object.values(chosen).includes(port) ||
    SERVICES.some((other) => other !== by && wanted[other].isGiven && wanted[other].port === port);
  for (const service of SERVICES) {
    const { port, isGiven } = wanted[service];
    if (isGiven) {
      if (!(await isFree(port))) throw new StartError(`port ${port} (${service}) is taken`);
      chosen[service] = port;
      continue;
    }
    const found = await firstFree(port, (candidate) => isReserved(candidate, service));
    if (found === undefined) {
      throw new StartError(`no free port for the ${service} from ${port} to ${port + TRIES}`);
    }
    if (found !== port) say(`port ${port} is taken, the ${service} uses ${found}`);
    chosen[service] = found;
  }
  return chosen as Record<Service, number>;
}

/** The first port from `from` on that nobody listens on; undefined when many in a row are taken. */
export async function firstFree(
  from: number,
  isReserved: (port: number) => boolean,
): Promise<number | undefined> {
  for (let port = from; port <= Math.min(from + TRIES, 65535); port++) {
    if (!isReserved(port) && (await isFree(port))) return port;
  }
  return undefined;
}

/** Whether nobody on this machine listens there, under either way to write `localhost`. */
async function isFree(port: number): Promise<boolean> {
  for (const host of LOOPBACKS) {
    if ((await listen(port, host)) === 'taken') return false;
  }
  return true;
}

/** A machine may lack one of the two loopbacks; then nobody listens on it either. */
function listen(port: number, host: string): Promise<'free' | 'taken'> {
  return new Promise((resolve) => {
    const server = createServer();
    server.once('error', (error: NodeJS.ErrnoException) => {
      resolve(error.code === 'EADDRINUSE' || error.code === 'EACCES' ? 'taken' : 'free');
    });
    server.listen(port, host, () => server.close(() => resolve('free')));
  });
}
