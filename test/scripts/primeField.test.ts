import { expect } from 'chai';
import fc from 'fast-check';
import { NUMBER_BYTES, openField, P, type PrimeField } from '../../scripts/batch/primeField.ts';

/** Random numbers, and those whose parts of 32 bits are all empty or all full: where carries go far. */
const number = fc.oneof(
  fc.bigInt({ min: 0n, max: P - 1n }),
  fc
    .array(fc.constantFrom(0n, 1n, 0xfffffc2en, 0xfffffffen, 0xffffffffn), {
      minLength: 8,
      maxLength: 8,
    })
    .map((limbs) => limbs.reduce<bigint>((value, limb) => (value << 32n) | limb, 0n) % P),
  fc.bigInt({ min: 0n, max: 2n ** 34n }).map((value) => P - 1n - value),
);
const [A, B, OUT] = [NUMBER_BYTES, 2 * NUMBER_BYTES, 3 * NUMBER_BYTES];

describe('batch: arithmetic modulo the curve’s prime', () => {
  let field: PrimeField;

  before(async () => {
    field = await openField(4 * NUMBER_BYTES);
  });

  it('given any two numbers when they are multiplied and subtracted it finds what bigint finds', () => {
    fc.assert(
      fc.property(number, number, (a, b) => {
        field.write(A, a);
        field.write(B, b);
        field.multiply(OUT, A, B);
        expect(field.read(OUT)).to.equal((a * b) % P);
        field.subtract(OUT, A, B);
        expect(field.read(OUT)).to.equal((a - b + P) % P);
        expect([field.read(A), field.read(B)]).to.deep.equal([a, b]);
      }),
      { numRuns: 5_000 },
    );
  });

  it('given a product just above the prime when it is reduced it comes out below it', () => {
    for (let over = 1n; over < 10n; over += 2n) {
      field.write(A, 2n);
      field.write(B, (P + over) / 2n);
      field.multiply(OUT, A, B);
      expect(field.read(OUT), `${over} above`).to.equal(over);
    }
  });

  it('given a product that runs over 2^256 again when its upper half is folded down it folds once more', () => {
    const fold = 2n ** 32n + 977n;
    const upper = (2n ** 256n + 2n ** 224n) / fold;
    const [a, b] = [2n ** 224n, (upper << 32n) | 0xffffffffn];
    field.write(A, a);
    field.write(B, b);
    field.multiply(OUT, A, B);
    expect(field.read(OUT)).to.equal((a * b) % P);
  });

  it('given a place that is also a factor’s when the result is written it replaces it', () => {
    field.write(A, 5n);
    field.write(B, 7n);
    field.multiply(A, A, B);
    field.subtract(B, A, B);
    expect([field.read(A), field.read(B)]).to.deep.equal([35n, 28n]);
  });
});
