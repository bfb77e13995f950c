import { expect } from 'chai';
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { readCampaignFile } from '../../scripts/deployment/campaignFile.ts';
import { ParameterError } from '../../scripts/deployment/errors.ts';
import {
  formatDuration,
  formatMoment,
  momentOf,
  resolveMoment,
  secondsOf,
} from '../../domain/times.ts';

const EXAMPLE = 'docs/examples/campaign.json';
const DAY = 86_400;

describe('campaign files', () => {
  let folder: string;
  let example: Record<string, unknown>;

  before(async () => {
    folder = await mkdtemp(join(tmpdir(), 'campaign-'));
    example = JSON.parse(await readFile(EXAMPLE, 'utf8')) as Record<string, unknown>;
  });

  after(() => rm(folder, { recursive: true }));

  /** What is said of the example with these changes; an undefined field is left out. */
  async function complaintOf(changes: Record<string, unknown>): Promise<string> {
    const path = join(folder, 'file.json');
    await writeFile(path, JSON.stringify({ ...example, ...changes }));
    try {
      await readCampaignFile(path);
      return 'nothing';
    } catch (error) {
      expect(error).to.be.instanceOf(ParameterError);
      expect((error as Error).message).not.to.contain('\n');
      return (error as Error).message.replace(`${path}: `, '');
    }
  }

  const auditor = '0x70997970C51812dc3A010C7d01b50e0d17dc79C8';
  const cases: [string, Record<string, unknown>, RegExp][] = [
    ['nothing wrong', {}, /nothing/],
    ['a field nobody knows', { gaol: '1.00' }, /gaol/],
    ['no name', { name: undefined }, /^name: /],
    ['a name that is no file name', { name: '../x' }, /^name: /],
    ['an amount that is a number', { goal: 5 }, /^goal: .*in quotes/],
    ['a negative amount', { minimum: '-1' }, /^minimum: /],
    ['no auditor', { auditors: [] }, /^auditors: /],
    ['seventeen auditors', { auditors: new Array(17).fill(auditor) }, /^auditors: /],
    ['an auditor twice', { auditors: [auditor, auditor], threshold: 1 }, /^auditors: .*twice/],
    [
      'an address with a wrong letter',
      { auditors: [auditor.replace('C8', 'c8')] },
      /^auditors.0: /,
    ],
    ['a threshold above the auditors', { threshold: 4 }, /^threshold: /],
    ['a duration without a unit', { challenge: '48' }, /^challenge: .*duration/],
    ['a challenge too long', { challenge: '31 days' }, /^challenge: .*30 days/],
    ['a claim window too short', { claimWindow: '29 days' }, /^claimWindow: /],
    ['a silence too long', { silence: '366 days' }, /^silence: /],
    ['a day that does not exist', { closes: '2027-02-30' }, /^closes: /],
    ['no closing', { closes: undefined }, /^closes: /],
    ['a successor that is no id', { successor: '0x12' }, /^successor: /],
    [
      'a terminal fund with a silence',
      { successor: 'none', claimWindow: undefined, hardEnd: undefined },
      /^silence: /,
    ],
    ['a General Fund with a successor', { generalFund: true }, /^generalFund: /],
    ['an exposure cap that is a number', { exposureCap: 0.25 }, /^exposureCap: .*"25%"/],
    ['an exposure cap in words', { exposureCap: 'a quarter' }, /^exposureCap: .*"25%"/],
    ['a management cap above everything', { managementCapBps: 10_001 }, /^managementCapBps: /],
    ['a management cap in fractions', { managementCapBps: 0.1 }, /^managementCapBps: .*whole/],
    ['reports every other year', { disclosure: '367 days' }, /^disclosure: .*366 days/],
    ['metadata without a name', { metadata: { version: 1 } }, /metadata.*name/],
    ['metadata in a file that is not there', { metadata: 'no.json' }, /no\.json cannot be read/],
  ];
  for (const [what, changes, complaint] of cases) {
    it(`given ${what}, it says so`, async () => {
      expect(await complaintOf(changes)).to.match(complaint);
    });
  }

  it('given a file that is not JSON, it says so', async () => {
    const path = join(folder, 'broken.json');
    await writeFile(path, '{ "name": ');
    const outcome = await readCampaignFile(path).catch((error: unknown) => error);
    expect(outcome).to.be.instanceOf(ParameterError);
  });

  it('given durations and dates, it counts in seconds', () => {
    expect(secondsOf('48 hours')).to.equal(2 * DAY);
    expect(secondsOf('1 day')).to.equal(DAY);
    expect(formatDuration(90 * DAY)).to.equal('90 days');
    expect(formatDuration(90)).to.equal('90 seconds');
    expect(resolveMoment(momentOf('2 weeks') ?? { at: 0 }, 100)).to.equal(100 + 14 * DAY);
    expect(resolveMoment(momentOf('now') ?? { at: 0 }, 100)).to.equal(100);
    expect(resolveMoment(momentOf('1970-01-02') ?? { at: 0 }, 100)).to.equal(DAY);
    expect(resolveMoment(momentOf('1970-01-02T01:00+01:00') ?? { at: 0 }, 100)).to.equal(DAY);
    expect(formatMoment(DAY + 61)).to.equal('1970-01-02 00:01 UTC');
    expect(formatMoment(253_402_300_800)).to.equal('+010000-01-01 00:00 UTC');
  });
});
