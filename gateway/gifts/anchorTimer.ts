import { setTimeout as sleep } from 'node:timers/promises';

/** Milliseconds between two looks whether something is due, and at most after a failure. */
const LOOK = 1_000;
const LONGEST = 300_000;

/**
 * Has an operator anchor what is due, again and again. It remembers nothing: what waits, and since
 * when, stands on disk, so a restart changes nothing.
 */
export class AnchorTimer {
  readonly #anchorDue: () => Promise<unknown>;
  readonly #look: number;
  #timer: NodeJS.Timeout | undefined;
  #running: Promise<void> = Promise.resolve();
  #isStopped = false;

  /**
   * @param anchorDue anchors what is due; whatever it throws is logged, and it is tried again
   * @param look milliseconds between two looks
   */
  constructor(anchorDue: () => Promise<unknown>, look = LOOK) {
    this.#anchorDue = anchorDue;
    this.#look = look;
  }

  start(): void {
    this.#wait(this.#look);
  }

  /**
   * Begins nothing more, and waits for what is under way. That may be left alone: whatever moment it
   * is ended in, it can be carried on.
   * @param grace milliseconds that it is given
   */
  async stop(grace: number): Promise<void> {
    this.#isStopped = true;
    clearTimeout(this.#timer);
    const late = new AbortController();
    await Promise.race([this.#running, sleep(grace, undefined, late)]);
    late.abort();
  }

  #wait(pause: number): void {
    if (this.#isStopped) return;
    this.#timer = setTimeout(() => {
      this.#running = this.#once(pause);
    }, pause);
  }

  async #once(pause: number): Promise<void> {
    try {
      await this.#anchorDue();
      this.#wait(this.#look);
    } catch (error) {
      const words = error instanceof Error ? error.message : String(error);
      console.error(`gateway: waiting gifts are not anchored yet: ${words}`);
      this.#wait(Math.min(2 * pause, LONGEST));
    }
  }
}
