import { withStage } from './inProcess.ts';
import type { Outcome } from './rehearse.ts';
import { reportOf } from './report.ts';
import { ExpectationError, play } from './runner.ts';
import type { PlayedStep } from './runner.ts';
import type { Scenario } from './steps.ts';

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
