import { expect } from 'chai';
import { asksForHelp, readArguments, UsageError } from '../../../scripts/ground/arguments.ts';

describe('arguments', () => {
  const options = { most: { type: 'string' }, fast: { type: 'boolean' } } as const;

  it('given options and words when read they are the options’ values and the words', () => {
    const read = readArguments(['a', '--most', '3', '--fast'], { options, positionals: true });
    expect(read.positionals).to.deep.equal(['a']);
    expect({ ...read.values }).to.deep.equal({ most: '3', fast: true });
  });

  for (const [what, args] of [
    ['an unknown option', ['--slow']],
    ['an option without its value', ['--most']],
    ['a word where none is taken', ['word']],
    ['a value for a switch', ['--fast=yes']],
  ] as const) {
    it(`given ${what} when read it is refused in one line`, () => {
      const read = () => readArguments(args, { options, positionals: false });
      expect(read).to.throw(UsageError, /^[^\n]+[^.\n]$/);
    });
  }

  it('given --help behind two dashes when asked it is a word like any other', () => {
    expect(asksForHelp(['--', '--help'], 'usage')).to.equal(false);
  });
});
