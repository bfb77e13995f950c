/**
 * What npm forgets in package-lock.json.
 *
 * A registry may serve a native package for one platform only. npm then drops the siblings for the
 * other platforms from the lock file, and `npm ci` later refuses that same lock file as incomplete.
 * Naming each absent optional dependency again, without an integrity, makes both agree.
 */

export interface LockEntry {
  version?: string;
  resolved?: string;
  optional?: boolean;
  dev?: boolean;
  os?: string | string[];
  cpu?: string | string[];
  libc?: string | string[];
  hasInstallScript?: boolean;
  optionalDependencies?: Record<string, string>;
}

export interface LockFile {
  packages: Record<string, LockEntry>;
}

/** An optional dependency that is named by a package but has no entry of its own. */
export interface AbsentPackage {
  /** Where the entry belongs, as a key of `packages`. */
  path: string;
  name: string;
  version: string;
  /** Whether only a development dependency asks for it. */
  dev: boolean;
}

const OPERATING_SYSTEMS = [
  'aix',
  'android',
  'darwin',
  'freebsd',
  'linux',
  'netbsd',
  'openbsd',
  'openharmony',
  'sunos',
  'win32',
];

const PROCESSORS: Record<string, string> = {
  amd64: 'x64',
  arm: 'arm',
  arm64: 'arm64',
  ia32: 'ia32',
  loong64: 'loong64',
  ppc64: 'ppc64',
  riscv64: 'riscv64',
  s390x: 's390x',
  x64: 'x64',
};

/** The folders in which Node would look for a dependency of the package at `path`, nearest first. */
function lookupFolders(path: string): string[] {
  const folders: string[] = [];
  for (let at = path; at !== ''; at = at.slice(0, Math.max(at.lastIndexOf('/node_modules/'), 0))) {
    folders.push(`${at}/node_modules/`);
  }
  return [...folders, 'node_modules/'];
}

/** Optional dependencies that some package names and that no entry answers to. */
export function absentOptionals(lock: LockFile): AbsentPackage[] {
  const absent = new Map<string, AbsentPackage>();
  for (const [parent, entry] of Object.entries(lock.packages)) {
    for (const [name, version] of Object.entries(entry.optionalDependencies ?? {})) {
      if (lookupFolders(parent).some((folder) => lock.packages[folder + name])) continue;
      const top = absent.get(`node_modules/${name}`);
      const nested = top !== undefined && top.version !== version;
      const path = nested ? `${parent}/node_modules/${name}` : `node_modules/${name}`;
      absent.set(path, { path, name, version, dev: entry.dev ?? false });
    }
  }
  return [...absent.values()];
}

/**
 * The entry an absent native package would have had, its platform read from its name.
 * @throws Error when the name or the version says too little.
 */
export function entryFor({ name, version, dev }: AbsentPackage): LockEntry {
  const words = name.split(/[/-]/);
  const os = words.find((word) => OPERATING_SYSTEMS.includes(word));
  const cpu = words.map((word) => PROCESSORS[word]).find((known) => known !== undefined);
  if (os === undefined || cpu === undefined || !/^\d+\.\d+\.\d+/.test(version)) {
    throw new Error(`no platform and exact version to be read from ${name}@${version}`);
  }
  const abi = os === 'linux' ? /-(gnu|musl)/.exec(name)?.[1] : undefined;
  return {
    version,
    cpu: [cpu],
    ...(dev && { dev }),
    ...(abi !== undefined && { libc: [abi === 'gnu' ? 'glibc' : 'musl'] }),
    optional: true,
    os: [os],
  };
}

/** A copy of the lock file in which no optional dependency is absent, its entries in npm's order. */
export function repaired(lock: LockFile): LockFile {
  const added = absentOptionals(lock).map((item) => [item.path, entryFor(item)] as const);
  const entries = [...Object.entries(lock.packages), ...added];
  entries.sort(([a], [b]) => a.localeCompare(b, 'en'));
  return { ...lock, packages: Object.fromEntries(entries) };
}
