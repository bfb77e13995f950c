import { expect } from 'chai';
import { shortHex, shortId } from '../../domain/shortHex.ts';

describe('short forms', () => {
  it('given an account, when it is shortened, its beginning and its end are left', () => {
    expect(shortHex('0x1234567890abcdef1234567890abcdef12345678')).to.equal('0x1234…5678');
  });

  it('given an id, when it is shortened, its beginning is left', () => {
    expect(shortId(`0x12345678${'00'.repeat(28)}`)).to.equal('0x12345678…');
  });
});
