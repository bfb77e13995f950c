/** What packages the project lets in, and how exactly it says which. */
import { absentOptionals, type LockFile } from './lockFile.ts';

/** What `package.json` says of packages. */
export interface Manifest {
  readonly dependencies: Record<string, string>;
  readonly devDependencies: Record<string, string>;
  readonly optionalDependencies: Record<string, string>;
  /** Every package that has an install script, and whether it may run. */
  readonly allowScripts: Record<string, boolean>;
}

/**
 * Whatever would let two installations differ, or a package run code that nobody allowed: one line each,
 * none when all is well.
 */
export function packageProblems(manifest: Manifest, lock: LockFile): string[] {
  const named = Object.entries({
    ...manifest.dependencies,
    ...manifest.devDependencies,
    ...manifest.optionalDependencies,
  });
  const scripted = Object.entries(lock.packages)
    .filter(([, entry]) => entry.hasInstallScript)
    .map(([path]) => path.slice(path.lastIndexOf('node_modules/') + 'node_modules/'.length));
  return [
    ...named
      .filter(
        ([, version]) => !/^(npm:(@[\w.-]+\/)?[\w.-]+@)?\d+\.\d+\.\d+(-[\w.-]+)?$/.test(version),
      )
      .map(([name, version]) => `${name}@${version} is not pinned to one version`),
    ...absentOptionals(lock).map((item) => `${item.path} is absent from the lock: npm run lock`),
    ...Object.entries(lock.packages)
      .filter(([, entry]) => entry.resolved?.startsWith('http'))
      .map(([path]) => `${path} records a registry address`),
    ...[...new Set(scripted)]
      .filter((name) => manifest.allowScripts[name] === undefined)
      .map((name) => `${name} brings an install script that allowScripts does not name`),
  ];
}
