import { expect } from 'chai';
import { findParts } from '../../../scripts/ground/parts.ts';
import { runScript } from '../support/command.ts';

describe('the parts of npm test', () => {
  for (const args of [['nonsense'], ['--only', 'nonsense'], ['domain', 'nonsense']]) {
    it(`given ${args.join(' ')} when run it says in one line which parts there are, and runs none`, async () => {
      const { code, out, err } = await runScript('test.ts', args);
      expect([code, out]).to.deep.equal([2, '']);
      const [line = '', usage = ''] = err.split('\n');
      expect(line).to.match(/^test: no such part: nonsense \(there are /);
      for (const { name } of findParts()) expect(line).to.include(name);
      expect(usage).to.match(/^usage: npm test /);
    });
  }
});
