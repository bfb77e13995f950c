import { withStage } from './inProcess.ts';
import { reportOf } from './report.ts';
import type { Report } from './report.ts';
import { ExpectationError, play } from './runner.ts';
import type { PlayedStep } from './runner.ts';
import type { Scenario } from './steps.ts';

/** A scenario played to its end, or to the step where it left its script. */
export interface Outcome {
  readonly report: Report;
  /** What did not go as the scenario says; null if nothing. */
  readonly unexpected: string | null;
}

/** Plays a scenario on a chain of its own and reports; also when it leaves its script on the way. */
export function rehearseScenario(scenario: Scenario): Promise<Outcome> {
  return withStage(scenario, async (stage) => {
    const played: PlayedStep[] = [];
    let unexpected: string | null = null;
    try {
      await play(stage, (step) => played.push(step));
    } catch (error) {
      if (!(error instanceof ExpectationError)) throw error;
      unexpected = error.message;
    }
    return { report: await reportOf(stage, played), unexpected };
  });
}
