import { expect } from 'chai';

import { absentOptionals, entryFor, repaired } from '../../../scripts/ground/lockFile.ts';

const native = (name: string, version: string) => ({ path: `node_modules/${name}`, name, version });

describe('the lock file', () => {
  it('given a package whose native siblings npm left out, when repaired, it names each of them', () => {
    const lock = {
      packages: {
        '': {},
        'node_modules/engine': {
          version: '2.1.0',
          dev: true,
          optionalDependencies: { '@e/linux-x64-gnu': '2.1.0', '@e/darwin-arm64': '2.1.0' },
        },
        'node_modules/@e/linux-x64-gnu': { version: '2.1.0' },
      },
    };

    const after = repaired(lock);

    expect(after.packages['node_modules/@e/darwin-arm64']).to.deep.equal({
      version: '2.1.0',
      cpu: ['arm64'],
      dev: true,
      optional: true,
      os: ['darwin'],
    });
    expect(absentOptionals(after)).to.deep.equal([]);
    expect(repaired(after)).to.deep.equal(after);
  });

  it('given a dependency nested below its parent, when searched, it is found there', () => {
    const lock = {
      packages: {
        'node_modules/a/node_modules/b': { optionalDependencies: { 'c-linux-x64': '1.0.0' } },
        'node_modules/a/node_modules/c-linux-x64': { version: '1.0.0' },
      },
    };

    expect(absentOptionals(lock)).to.deep.equal([]);
  });

  it('given two versions of one absent package, when repaired, the second stands below its parent', () => {
    const lock = {
      packages: {
        'node_modules/a': { optionalDependencies: { 'c-linux-x64': '1.0.0' } },
        'node_modules/b': { optionalDependencies: { 'c-linux-x64': '2.0.0' } },
      },
    };

    const { packages } = repaired(lock);

    expect(packages['node_modules/c-linux-x64']?.version).to.equal('1.0.0');
    expect(packages['node_modules/b/node_modules/c-linux-x64']?.version).to.equal('2.0.0');
  });

  it('given a name with a C library, when read, the library is part of the entry', () => {
    const entry = (name: string) => entryFor({ ...native(name, '1.0.0'), dev: false });

    expect(entry('@r/r-linux-x64-musl').libc).to.deep.equal(['musl']);
    expect(entry('@r/r-linux-arm-gnueabihf')).to.deep.include({ libc: ['glibc'], cpu: ['arm'] });
    expect(entry('@r/r-win32-x64-gnu').libc).to.equal(undefined);
    expect(entry('@f/anvil-darwin-amd64')).to.deep.include({ os: ['darwin'], cpu: ['x64'] });
  });

  it('given a name that tells no platform, when read, it is refused', () => {
    expect(() => entryFor({ ...native('fsevents', '2.3.3'), dev: false })).to.throw(
      'fsevents@2.3.3',
    );
    expect(() => entryFor({ ...native('x-linux-x64', '^2.0.0'), dev: false })).to.throw('^2.0.0');
  });
});
