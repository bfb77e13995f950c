import { secondsSince } from '../deployment/progress.ts';
import type { Output } from '../deployment/progress.ts';

/** Tells, line by line, what has been done since the start and how long each step took. */
export class Steps {
  readonly #output: Output;
  readonly #started = performance.now();

  constructor(output: Output) {
    this.#output = output;
  }

  /** One line of its own. */
  say(line: string): void {
    this.#output.write(`  ${secondsSince(this.#started).padStart(5)} s  ${line}\n`);
  }

  /** Does a step, then says how long it took. Steps may run beside each other. */
  async step<T>(
    label: string,
    work: () => Promise<T>,
    describe: (result: T) => string = () => '',
  ): Promise<T> {
    const began = performance.now();
    const result = await work();
    const words = describe(result);
    this.say(`${label}${words === '' ? '' : ` ${words}`} (${secondsSince(began)} s)`);
    return result;
  }
}
