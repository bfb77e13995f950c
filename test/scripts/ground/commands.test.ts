import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect } from 'chai';
import { ROOT } from '../../../scripts/ground/children.ts';

/** It must run where nothing can be installed yet. */
const WITHOUT_PACKAGES = ['lock'];

describe('commands', () => {
  const { scripts } = JSON.parse(readFileSync(join(ROOT, 'package.json'), 'utf8')) as {
    readonly scripts: Readonly<Record<string, string>>;
  };
  const readme = readFileSync(join(ROOT, 'README.md'), 'utf8');
  const table = readme.slice(readme.indexOf('## Commands'), readme.indexOf('## Where things are'));
  const names = Object.keys(scripts).filter((name) => !name.startsWith('pre'));

  for (const name of names) {
    it(`given npm run ${name}, it brings its packages along, has its file and stands in README.md`, () => {
      const before = WITHOUT_PACKAGES.includes(name) ? undefined : 'node bootstrap.mjs';
      expect(scripts[`pre${name}`]).to.equal(before);
      const file = /^exec node (\S+)$/.exec(scripts[name] ?? '')?.[1];
      if (file !== undefined) expect(existsSync(join(ROOT, file)), file).to.equal(true);
      expect(table).to.match(new RegExp(`npm (run )?${name}\\b`));
    });
  }
});
