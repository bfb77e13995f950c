import { readFile } from 'node:fs/promises';
import { basename } from 'node:path';
import { asksForHelp } from '../ground/arguments.ts';
import { parseScenario } from './format.ts';
import { ScenarioFormatError } from './errors.ts';
import type { Outcome } from './rehearseScenario.ts';
import type { Scenario } from './steps.ts';
import { tell } from './tell.ts';

const USAGE = 'usage: npm run rehearse -- FILE.json… [--json]';

/**
 * The command's whole course; returns its exit code: 0, 1 when something did not go as the scenario
 * says, 2 when a file cannot be played at all.
 */
export async function rehearse(args: readonly string[]): Promise<number> {
  if (asksForHelp(args, USAGE)) return 0;
  const asJson = args.includes('--json');
  const files = args.filter((arg) => arg !== '--json');
  const stranger = files.find((arg) => arg.startsWith('-'));
  if (stranger !== undefined) return refuse(`unknown option ${stranger}; ${USAGE}`);
  if (files.length === 0) return refuse(USAGE);

  const scenarios: Scenario[] = [];
  try {
    for (const file of files) scenarios.push(parseScenario(await read(file), basename(file)));
  } catch (error) {
    if (error instanceof ScenarioFormatError) return refuse(error.message);
    throw error;
  }

  // Hardhat may print lines of its own; standard output is for what is ours alone.
  const { rehearseScenario } = await withQuietOutput(() => import('./rehearseScenario.ts'));
  const outcomes: Outcome[] = [];
  for (const scenario of scenarios) {
    outcomes.push(await withQuietOutput(() => rehearseScenario(scenario)));
  }
  return show(files, scenarios, outcomes, asJson);
}

function show(
  files: readonly string[],
  scenarios: readonly Scenario[],
  outcomes: readonly Outcome[],
  asJson: boolean,
): number {
  if (asJson) {
    const reports = outcomes.map(({ report }) => report);
    process.stdout.write(`${JSON.stringify(reports.length === 1 ? reports[0] : reports)}\n`);
  } else {
    outcomes.forEach(({ report }, i) => process.stdout.write(tell(scenarios[i]!, report)));
  }
  let code = 0;
  outcomes.forEach(({ report, unexpected }, i) => {
    const label = basename(files[i] ?? '');
    const complaints = Object.entries(report.laws)
      .filter(([, verdict]) => verdict !== 'holds')
      .map(([number, verdict]) => `law ${number}: ${verdict}`);
    if (unexpected !== null) complaints.unshift(unexpected);
    for (const complaint of complaints) process.stderr.write(`${label}: ${complaint}\n`);
    if (complaints.length > 0) code = 1;
  });
  return code;
}

async function read(file: string): Promise<string> {
  try {
    return await readFile(file, 'utf8');
  } catch {
    throw new ScenarioFormatError(`${basename(file)}: cannot be read`);
  }
}

function refuse(line: string): number {
  process.stderr.write(`${line}\n`);
  return 2;
}

/** Sends whatever others print meanwhile to standard error. */
async function withQuietOutput<T>(work: () => Promise<T>): Promise<T> {
  const { stdout, stderr } = process;
  const write = stdout.write.bind(stdout);
  stdout.write = (chunk: string | Uint8Array) => stderr.write(chunk);
  try {
    return await work();
  } finally {
    stdout.write = write;
  }
}
