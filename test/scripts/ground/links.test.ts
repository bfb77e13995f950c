import { expect } from 'chai';

import { brokenLinks } from '../../../scripts/ground/links.ts';

const around = {
  exists: (path: string) => ['README.md', 'docs/a.md', 'docs/pictures/line.svg'].includes(path),
  commands: ['check'],
};
const find = (text: string, other = '') =>
  brokenLinks(
    [
      { path: 'README.md', text },
      { path: 'docs/a.md', text: other },
    ],
    around,
  );

describe('links of the documents', () => {
  it('given links to what exists, when checked, nothing is wrong', () => {
    const other =
      '# The `line`, and more\n\n![picture](pictures/line.svg) [up](../README.md#try-it)';
    const text = [
      '## Try it',
      '[a](docs/a.md) [below](#try-it) [long\nlabel](docs/a.md#the-line-and-more)',
      '[elsewhere](https://example.org/none) run `npm run check`',
      '```sh\n# not a heading\n[no](link.md)\n```',
    ].join('\n');

    expect(find(text, other)).to.deep.equal([]);
  });

  it('given a file that does not exist, when checked, the link is named with its place', () => {
    expect(find('', '[gone](gone.md)')).to.deep.equal([
      'docs/a.md links to gone.md, which does not exist',
    ]);
  });

  it('given a heading that does not exist, when checked, the link is named', () => {
    expect(find('[a](docs/a.md#first)', '# Second\n```\n# first\n```')).to.have.lengthOf(1);
    expect(find('[a](#first)')).to.have.lengthOf(1);
  });

  it('given two headings that read alike, when checked, the second one is found by its number', () => {
    expect(find('[a](docs/a.md#twice-1)', '# Twice\n## Twice')).to.deep.equal([]);
    expect(find('[a](docs/a.md#twice-2)', '# Twice\n## Twice')).to.have.lengthOf(1);
  });

  it('given a command that package.json does not have, when checked, it is named', () => {
    expect(find('`npm run --silent chekc`')).to.deep.equal([
      'README.md speaks of npm run --silent chekc, which does not exist',
    ]);
  });
});
