import { mkdir, mkdtemp, readdir, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect } from 'chai';
import { SignedBook, type BookKind, type Statement } from '../../gateway/signed/book.ts';

const DAY = 86_400;
const NOTES: BookKind<Statement> = {
  plural: 'notes',
  parse: (value) => value as Statement,
  keyOf: ({ account }) => account,
};
const now = () => Math.floor(Date.now() / 1000);
const by = (number: number, at = now()): Statement => ({
  account: `0x${number.toString(16).padStart(40, '0')}`,
  at,
});

describe('gateway: signed statements', () => {
  let folder: string;
  let file: string;

  beforeEach(async () => {
    folder = await mkdtemp(join(tmpdir(), 'sunline-book-'));
    file = join(folder, 'notes.json');
  });
  afterEach(() => rm(folder, { recursive: true }));

  async function refusal(book: SignedBook<Statement>, statement: Statement): Promise<string> {
    const error: unknown = await book.add(statement).catch((why: unknown) => why);
    expect(error).to.be.instanceOf(Error);
    return (error as Error).message;
  }

  it('given a statement from the past or the future, when it comes, each is told what is wrong', async () => {
    const book = await SignedBook.open(file, NOTES);
    expect(await refusal(book, by(1, now() - 2 * DAY))).to.match(/not signed within the last day/);
    expect(await refusal(book, by(1, now() + 2 * DAY))).to.match(/more than a day ahead/);
  });

  it('given a full book, when one more comes, it says how many of what there are', async () => {
    const full = Array.from({ length: 5_000 }, (_, i) => by(i));
    await writeFile(file, JSON.stringify(full));
    const book = await SignedBook.open(file, NOTES);
    expect(await refusal(book, by(5_000))).to.match(/5000 notes/);
    // Another of somebody who has one already takes its place.
    await book.add(by(0, now() + 1));
  });

  it('given a disk that takes no more, when one comes, nothing of it is kept or left behind', async () => {
    const book = await SignedBook.open(file, NOTES);
    await mkdir(file);
    await refusal(book, by(1));
    expect(book.all).to.deep.equal([]);
    expect(await readdir(folder)).to.deep.equal(['notes.json']);
  });
});
