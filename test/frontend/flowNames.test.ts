import { expect } from 'chai';
import { withRoom } from '../../frontend/lib/flowNames.ts';

const at = (x: number, y: number, text: string, isLeft = false) => ({ x, y, text, isLeft });

describe('names in the picture of the money’s ways', () => {
  it('given two names that would lie on each other when room is looked for the first one stays', () => {
    const names = [at(100, 50, 'Escrow of Clinic'), at(240, 44, 'Willow Creek Clinic', true)];
    expect([...withRoom(names)]).to.deep.equal([0]);
  });

  it('given names a line apart, or side by side, when room is looked for all stay', () => {
    const names = [at(100, 50, '云织厂'), at(100, 64, '暖阳电器'), at(150, 50, '石桥村小学')];
    expect([...withRoom(names)]).to.deep.equal([0, 1, 2]);
  });

  it('given a name that found no room when a third one is placed it is in nobody’s way', () => {
    const names = [at(0, 0, 'aaaaaaaaaa'), at(50, 0, 'bbbbbbbbbb'), at(70, 0, 'c')];
    expect([...withRoom(names)]).to.deep.equal([0, 2]);
  });
});
