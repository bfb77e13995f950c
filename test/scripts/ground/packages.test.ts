import { expect } from 'chai';
import type { LockFile } from '../../../scripts/ground/lockFile.ts';
import { packageProblems, type Manifest } from '../../../scripts/ground/packages.ts';

const MANIFEST: Manifest = {
  dependencies: { viem: '2.57.20' },
  devDependencies: { esbuild: '0.28.1' },
  optionalDependencies: {},
  allowScripts: { esbuild: false },
};
const LOCK: LockFile = {
  packages: {
    '': {},
    'node_modules/viem': { version: '2.57.20' },
    'node_modules/esbuild': { version: '0.28.1', hasInstallScript: true },
  },
};

describe('packages', () => {
  it('U7 given pinned packages whose install scripts are named, when checked, nothing is wrong', () => {
    expect(packageProblems(MANIFEST, LOCK)).to.deep.equal([]);
  });

  it('U7 given a pinned package under another name, when checked, nothing is wrong', () => {
    for (const version of ['npm:viem@2.57.20', 'npm:@wevm/viem@2.57.20-beta.1']) {
      const manifest = { ...MANIFEST, dependencies: { 'viem-2': version } };
      expect(packageProblems(manifest, LOCK)).to.deep.equal([]);
    }
  });

  it('U7 given a range of versions, when checked, the package is named', () => {
    const ranges = ['^2.57.20', '2.x', 'latest', '>=2.0.0', 'github:wevm/viem'];
    const renamed = ['npm:viem', 'npm:viem@^2.57.20', 'npm:viem@latest'];
    for (const version of [...ranges, ...renamed]) {
      const manifest = { ...MANIFEST, dependencies: { viem: version } };
      expect(packageProblems(manifest, LOCK)).to.deep.equal([
        `viem@${version} is not pinned to one version`,
      ]);
    }
  });

  it('U7 given an install script that nobody named, at any depth, when checked, its package is named once', () => {
    const script = { version: '1.0.0', hasInstallScript: true };
    const packages = {
      ...LOCK.packages,
      'node_modules/miner': script,
      'node_modules/viem/node_modules/miner': script,
    };
    expect(packageProblems(MANIFEST, { ...LOCK, packages })).to.deep.equal([
      'miner brings an install script that allowScripts does not name',
    ]);
  });

  it('U7 given a lock file that says where a package came from, when checked, it is named', () => {
    const packages = {
      ...LOCK.packages,
      'node_modules/viem': { version: '2.57.20', resolved: 'https://packages.example/viem.tgz' },
    };
    expect(packageProblems(MANIFEST, { ...LOCK, packages })).to.deep.equal([
      'node_modules/viem records a registry address',
    ]);
  });
});
