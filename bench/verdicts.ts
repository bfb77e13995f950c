import { GAS, type BatchFigures, type Figures, type GasName, type SpeedFigures } from './names.ts';
import {
  BATCH_CPU_SECONDS,
  BATCH_PEAK_BYTES,
  FACTOR,
  GAS_TARGETS,
  GROWTH_TOLERANCE,
  REPLAY_SECONDS,
} from './targets.ts';

/** A target, the figure beside it, and whether it holds. */
export interface Verdict {
  readonly name: string;
  readonly figure: string;
  readonly target: string;
  readonly verdict: 'holds' | 'missed' | 'not measured' | '';
}

/** Plain gas with thousands set apart. */
export function formatGas(gas: number): string {
  return gas.toLocaleString('en-US');
}

/** Every operation in gas, those that a smaller run leaves out too. */
export function gasVerdicts({ gas }: Pick<Figures, 'gas'>): Verdict[] {
  const verdicts = GAS.map((name) => gasVerdict(name, gas[name]));
  const { donateAt1000: early, donateAt100000: late } = gas;
  if (early === undefined || late === undefined) return verdicts;
  const difference = late / early - 1;
  verdicts.push({
    name: 'gift 100,000 beside gift 1,000',
    figure: `${(100 * difference).toFixed(2)}%`,
    target: `within ${100 * GROWTH_TOLERANCE}%`,
    verdict: Math.abs(difference) <= GROWTH_TOLERANCE ? 'holds' : 'missed',
  });
  return verdicts;
}

function gasVerdict(name: GasName, gas: number | undefined): Verdict {
  const thousands = GAS_TARGETS[name];
  const target = thousands === undefined ? '' : `≤ ${formatGas(thousands * 1_000)}`;
  if (gas === undefined) return { name, figure: '', target, verdict: 'not measured' };
  const figure = formatGas(gas);
  if (thousands === undefined) return { name, figure, target, verdict: '' };
  return { name, figure, target, verdict: gas <= thousands * 1_000 ? 'holds' : 'missed' };
}

/** What is wanted of each time is a factor of another one, measured in the same run. */
export function speedVerdicts(speed: SpeedFigures): Verdict[] {
  const verdicts: Verdict[] = [];
  const beside = (name: string, time: number | undefined, bare: number | undefined): void => {
    if (time === undefined || bare === undefined) return;
    verdicts.push({
      name,
      figure: `${time.toFixed(2)} s, bare ${bare.toFixed(2)} s: ${(time / bare).toFixed(2)}×`,
      target: `≤ ${FACTOR}×`,
      verdict: time <= FACTOR * bare ? 'holds' : 'missed',
    });
  };
  beside('sum tree of a million gifts', speed.sumTree1e6, speed.bareHashing1e6);
  const { replay1e6: replay, trace1e6: trace } = speed;
  if (replay !== undefined && trace !== undefined) {
    verdicts.push({
      name: 'replaying and tracing a million entries',
      figure: `${replay.toFixed(2)} s + ${trace.toFixed(2)} s`,
      target: `≤ ${REPLAY_SECONDS} s`,
      verdict: replay + trace <= REPLAY_SECONDS ? 'holds' : 'missed',
    });
  }
  beside('replaying with the root', speed.replayWithRoot1e6, speed.bareRootHashing1e6);
  beside('indexing', speed.index, speed.indexBare);
  return verdicts;
}

/** Targets are for a million gifts, and hold for fewer all the more. */
export function batchVerdicts({ programs }: Pick<BatchFigures, 'programs'>): Verdict[] {
  const all = Object.values(programs);
  const cpu = all.reduce((sum, { cpuSeconds }) => sum + cpuSeconds, 0);
  const peak = Math.max(...all.map(({ peakBytes }) => peakBytes));
  return [
    {
      name: 'processor time of all',
      figure: `${cpu.toFixed(1)} s`,
      target: `≤ ${BATCH_CPU_SECONDS} s`,
      verdict: cpu <= BATCH_CPU_SECONDS ? 'holds' : 'missed',
    },
    {
      name: 'memory of the largest',
      figure: formatMemory(peak),
      target: `< ${formatMemory(BATCH_PEAK_BYTES)}`,
      verdict: peak < BATCH_PEAK_BYTES ? 'holds' : 'missed',
    },
  ];
}

/** Bytes as megabytes. */
export function formatMemory(bytes: number): string {
  return `${Math.round(bytes / 1e6).toLocaleString('en-US')} MB`;
}
