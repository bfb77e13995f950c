import { DomainError } from '../../domain/errors.ts';
import type { Sent } from './chain.ts';
import { ScenarioError, StepRejected } from './errors.ts';
import { prepare } from './play/prepare.ts';
import { playStep } from './play/steps.ts';
import type { Stage } from './stage.ts';
import type { Step } from './steps.ts';

/** How one step went. */
export interface PlayedStep {
  readonly step: Step;
  readonly number: number;
  readonly sent: readonly Sent[];
  /** Why it was rejected, where it had to be. */
  readonly rejected: StepRejected | null;
}

/** A step failed that should not, or did not fail as it should. */
export class ExpectationError extends ScenarioError {
  override readonly name = 'ExpectationError';
  readonly number: number;

  constructor(number: number, step: Step, message: string) {
    super(`step ${number} (${step.do}): ${message}`);
    this.number = number;
  }
}

/**
 * Plays a whole scenario on its stage. Steps follow one another at a second's distance.
 * @param onStep called after each step
 * @throws ExpectationError at the first step that does not go as the scenario says
 */
export async function play(stage: Stage, onStep: (played: PlayedStep) => void): Promise<void> {
  await prepare(stage);
  for (const [number, step] of stage.scenario.steps.entries()) {
    stage.chain.now += 1;
    const rejected = step.fails === true ? await playFailing(stage, step, number) : null;
    const sent = rejected === null ? await playPassing(stage, step, number) : [];
    onStep({ step, number, sent, rejected });
  }
  await stage.chain.flush();
}

async function playPassing(stage: Stage, step: Step, number: number): Promise<readonly Sent[]> {
  try {
    return await playStep(stage, step);
  } catch (error) {
    const rejected = rejectionOf(error);
    throw new ExpectationError(number, step, `failed with ${rejected.message}`);
  }
}

/** A rejected step leaves nothing behind, not even the money that was handed out for it. */
async function playFailing(stage: Stage, step: Step, number: number): Promise<StepRejected> {
  const undo = await stage.chain.checkpoint();
  try {
    await playStep(stage, step);
    await stage.chain.flush();
  } catch (error) {
    const rejected = rejectionOf(error);
    if (step.error !== undefined && step.error !== rejected.reason) {
      const message = `must fail with ${step.error}, but failed with ${rejected.message}`;
      throw new ExpectationError(number, step, message);
    }
    await undo();
    return rejected;
  }
  throw new ExpectationError(number, step, 'must fail, but succeeded');
}

/** Refusals by the contracts or, before anything is sent, by the domain's arithmetic. */
function rejectionOf(error: unknown): StepRejected {
  if (error instanceof StepRejected) return error;
  if (error instanceof DomainError) return new StepRejected(error.name, error.message);
  throw error;
}
