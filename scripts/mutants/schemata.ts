/**
 * Many mutants in one text: each place that can be changed becomes a choice at run time, so that the
 * contracts are compiled once for all of them. Which one is alive is a balance; see {@link SWITCH}.
 */
import type { Mutant } from './points.ts';

/** The account whose balance, in wei, is the number of the mutant alive; nobody owns it. */
export const SWITCH_ACCOUNT = '0x000000000000000000000000006d7574616e7473';

/** Name of the library that answers whether a mutant is alive, and its file below `contracts/`. */
const LIBRARY = 'MutantSwitch';
export const SWITCH_FILE = `${LIBRARY}.sol`;

export const SWITCH = `// SPDX-License-Identifier: Apache-2.0
pragma solidity ^0.8.28;

library ${LIBRARY} {
    function on(uint256 mutant) internal view returns (bool alive) {
        assembly ("memory-safe") {
            alive := eq(balance(${SWITCH_ACCOUNT}), mutant)
        }
    }
}
`;

/** A mutant and the number by which it is switched on, from 1. */
export interface Numbered {
  readonly id: number;
  readonly mutant: Mutant;
}

interface Place {
  readonly start: number;
  readonly end: number;
  readonly form: Mutant['form'];
  readonly choices: Numbered[];
}

/** @returns the text with a choice at each place of `numbered`, and nothing changed while none of them is alive. */
export function weave(text: string, path: string, numbered: readonly Numbered[]): string {
  const places = new Map<string, Place>();
  for (const one of numbered) {
    const { start, end, form } = one.mutant;
    const key = `${start}:${end}:${form}`;
    const place = places.get(key) ?? { start, end, form, choices: [] };
    place.choices.push(one);
    places.set(key, place);
  }
  // Outer places first, so that inner ones are found within them.
  const order = [...places.values()].sort((a, b) => a.start - b.start || b.end - a.end);
  // The switch is read from the state, which nothing pure may do; both words have one length.
  const woven = render(text.replaceAll(/\bpure\b/g, 'view'), order, 0, text.length);
  if (numbered.length === 0) return woven;
  const up = '../'.repeat(path.split('/').length - 2) || './';
  return woven.replace(/^pragma .*$/m, `$&\nimport {${LIBRARY}} from "${up}${SWITCH_FILE}";`);
}

function render(text: string, places: readonly Place[], start: number, end: number): string {
  let out = '';
  let at = start;
  for (let i = 0; i < places.length; ++i) {
    const place = places[i];
    if (!place || place.start < at) continue;
    const inner = places.slice(i + 1).filter((one) => one.start < place.end);
    out += text.slice(at, place.start);
    out += choose(place, render(text, inner, place.start, place.end));
    at = place.end;
  }
  return out + text.slice(at, end);
}

function choose({ form, choices }: Place, usual: string): string {
  return form === 'expression'
    ? `(${choices.map(({ id, mutant }) => `${LIBRARY}.on(${id}) ? ${mutant.changed} : `).join('')}${usual})`
    : `{ ${choices.map(({ id, mutant }) => `if (${LIBRARY}.on(${id})) { ${mutant.changed} } else `).join('')}{ ${usual} } }`;
}

/**
 * Whose choice a compiler's complaint about woven text is about: all that stand in the place complained of, or the
 * last one before it.
 */
export function blamed(woven: string, start: number, end: number): number[] {
  const marks = [...woven.matchAll(new RegExp(`${LIBRARY}\\.on\\((\\d+)\\)`, 'g'))];
  const inside = marks.filter(({ index }) => index >= start && index < end);
  const before = marks.findLast(({ index }) => index < start);
  return (inside.length > 0 ? inside : before ? [before] : []).map((mark) => Number(mark[1]));
}
