import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect } from 'chai';
import { en } from '../../../frontend/i18n/en.ts';
import { literalWords } from '../../../scripts/ground/literals.ts';

describe('The pages’ texts', () => {
  it('given JSX with words of its own when it is looked through they are found with their place', () => {
    const page = `export const Page = () => (
      <p title="Not in any text" className="plain text">
        {t('home.lead')} 0x12ab… · {'也不是'} <b>Also not</b> {x ? 'a' : 'b'}
      </p>
    );`;
    expect(literalWords('Page.tsx', page).map((one) => one.split('”')[0])).to.deep.equal([
      'Page.tsx:2: “Not in any text',
      'Page.tsx:3: “也不是',
      'Page.tsx:3: “Also not',
    ]);
  });

  it('given all pages and components when they are looked through every word is in the texts', () => {
    const files = readdirSync('frontend', { recursive: true, encoding: 'utf8' }).filter(
      (path) => path.endsWith('.tsx') && !path.startsWith('dist'),
    );
    expect(files.length).to.be.above(100);
    const found = files.flatMap((path) =>
      literalWords(path, readFileSync(join('frontend', path), 'utf8')),
    );
    expect(found).to.deep.equal([]);
  });

  it('given each part of the texts when both languages are compared they have the same keys and fill in the same', async () => {
    const parts = readdirSync('frontend/i18n/en').filter((file) => /^[a-z]+\.ts$/i.test(file));
    expect(parts.length).to.be.above(8);
    for (const part of parts) {
      const [english, chinese] = await Promise.all(
        ['en', 'zh'].map(async (language) =>
          flat(await import(`../../../frontend/i18n/${language}/${part}`)),
        ),
      );
      // Chinese has one form of a noun, so the singular of a text that counts is English alone.
      const keys = [...english!.keys()].filter((key) => !key.endsWith('_one'));
      expect([...chinese!.keys()].sort(), part).to.deep.equal(keys.sort());
      for (const key of keys) {
        expect(gaps(chinese!.get(key)!), `${part} ${key}`).to.deep.equal(gaps(english!.get(key)!));
      }
    }
    expect(flat(en).size).to.be.above(600);
  });
});

/** Every text with the way to it. */
function flat(value: unknown, path = ''): Map<string, string> {
  if (typeof value === 'string') return new Map([[path, value]]);
  return new Map(
    Object.entries(value as object).flatMap(([key, inner]) => [...flat(inner, `${path}.${key}`)]),
  );
}

/** What is filled in, by name. */
const gaps = (text: string): string[] =>
  [...new Set([...text.matchAll(/\{\{(\w+)/g)].map(([, name]) => name ?? ''))].sort();
