import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { expect } from 'chai';
import { ROOT } from '../../../scripts/ground/children.ts';

describe('commands and pipes', function () {
  this.timeout(60_000);

  for (const args of [
    ['scripts/audit.ts', '--schema'],
    ['scripts/rehearse.ts', 'docs/examples/three-gifts.json'],
  ]) {
    it(`given a reader that goes before ${args[0]} has said anything, it ends well and in silence`, async () => {
      const child = spawn(process.execPath, args, { cwd: ROOT, stdio: ['ignore', 'pipe', 'pipe'] });
      child.stdout.destroy();
      let complaint = '';
      child.stderr.on('data', (chunk) => (complaint += String(chunk)));
      const [code] = (await once(child, 'close')) as [number | null];
      expect(complaint).to.equal('');
      expect(code).to.equal(0);
    });
  }
});
