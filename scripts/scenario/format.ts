import type { z } from 'zod';
import { NO_EXPOSURE_CAP, NO_MANAGEMENT_CAP } from '../../domain/ids.ts';
import { LINE_LIMIT } from '../../domain/line.ts';
import { MoneyError, parseAmount } from '../../domain/money.ts';
import { inheritCaps } from './caps.ts';
import { ScenarioFormatError } from './errors.ts';
import { ReferenceCheck } from './references.ts';
import { headSchema, NO_CAP, stepSchema } from './schema.ts';
import type { RawStep } from './schema.ts';
import type { Raw, RequestStep, Scenario, Step } from './steps.ts';

/** The contracts count seconds in 32 bits; stories stay well inside. */
const LONGEST_STORY = 40 * 31_536_000;

/**
 * Reads a scenario from the text of a file.
 * @param label what the file is called in messages
 * @throws ScenarioFormatError naming the step and the field
 */
export function parseScenario(json: string, label: string): Scenario {
  let value: unknown;
  try {
    value = JSON.parse(json);
  } catch (error) {
    const reason = error instanceof Error ? error.message.replace(/\s+/g, ' ') : 'not readable';
    throw new ScenarioFormatError(`${label}: is not JSON: ${reason}`);
  }
  const result = headSchema.safeParse(value);
  if (!result.success) throw refusal(label, result.error);
  const { name, token, steps: raws } = result.data;

  const names = new ReferenceCheck();
  let duration = 0;
  const steps = raws.map((raw, number) => {
    const where = `${label}: step ${number}${labelOf(raw)}`;
    const step = toStep(readStep(raw, where), token.decimals, where);
    names.visit(step, where);
    if (step.do === 'advance') duration += step.seconds;
    if (duration > LONGEST_STORY) {
      throw new ScenarioFormatError(`${where}: seconds: the story must be within 40 years`);
    }
    return step;
  });
  const isNative = steps.some(
    (step) => step.do === 'donate' && step.via === 'native' && step.fails !== true,
  );
  return { name, token, isNative, steps: inheritCaps(steps) };
}

function readStep(raw: unknown, where: string): RawStep {
  const result = stepSchema.safeParse(raw);
  if (!result.success) throw refusal(where, result.error);
  const step = result.data;
  if (step.error !== undefined && step.fails !== true) {
    throw new ScenarioFormatError(`${where}: error: only a step that fails has one`);
  }
  return step;
}

/** Amounts become units, and what a step leaves out gets the scenario's defaults. */
function toStep(raw: RawStep, decimals: number, where: string): Step {
  const units = (text: string, field: string) => toUnits(text, decimals, where, field);
  switch (raw.do) {
    case 'campaign':
      return {
        ...raw,
        goal: units(raw.goal ?? '0', 'goal'),
        minimum: raw.minimum === undefined ? 1n : units(raw.minimum, 'minimum'),
        exposureCap: capOf(raw.exposureCap, (text) => units(text, 'exposureCap')),
        managementCapBps:
          raw.managementCapBps === NO_CAP ? NO_MANAGEMENT_CAP : raw.managementCapBps,
      };
    case 'confirm':
      return {
        ...raw,
        received: raw.received === undefined ? undefined : units(raw.received, 'received'),
      };
    case 'donate':
    case 'return':
      return { ...raw, amount: units(raw.amount, 'amount') };
    case 'batch': {
      const gifts = raw.gifts.map(({ id, amount }, i) => ({
        id,
        amount: units(amount, `gifts[${i}].amount`),
      }));
      if (gifts.reduce((sum, { amount }) => sum + amount, 0n) >= LINE_LIMIT) {
        throw new ScenarioFormatError(`${where}: gifts: add up to 2^96 smallest units or more`);
      }
      return { ...raw, gifts };
    }
    case 'request':
    case 'fee': {
      const step = { ...raw, category: categoryOf(raw), amount: units(raw.amount, 'amount') };
      checkDestination(step, where);
      return step;
    }
    default:
      return raw;
  }
}

function capOf(text: string | undefined, units: (text: string) => bigint): bigint {
  return text === undefined || text === NO_CAP ? NO_EXPOSURE_CAP : units(text);
}

function categoryOf(raw: Raw<'request'> | Raw<'fee'>): RequestStep['category'] {
  if (raw.do === 'fee') return 'fee';
  return raw.category ?? (raw.toCampaign === undefined ? 'goods' : 'transfer');
}

/** A transfer names a campaign and nobody else; every other request names a payee. */
function checkDestination(step: RequestStep, where: string): void {
  const refuse = (field: string, message: string) => {
    throw new ScenarioFormatError(`${where}: ${field}: ${message}`);
  };
  if (step.category === 'transfer') {
    if (step.toCampaign === undefined) refuse('toCampaign', 'is required for a transfer');
    if (step.payee !== undefined) refuse('payee', 'must not be given for a transfer');
    if (step.recipient !== undefined) refuse('recipient', 'must not be given for a transfer');
  } else {
    if (step.toCampaign !== undefined) refuse('toCampaign', 'is for the category transfer only');
    if (step.payee === undefined) refuse('payee', 'is required');
  }
}

function toUnits(text: string, decimals: number, where: string, field: string): bigint {
  try {
    return parseAmount(text, decimals);
  } catch (error) {
    if (!(error instanceof MoneyError)) throw error;
    throw new ScenarioFormatError(`${where}: ${field}: ${error.message}`);
  }
}

function refusal(where: string, error: z.ZodError): ScenarioFormatError {
  const [issue] = error.issues;
  if (issue === undefined) return new ScenarioFormatError(`${where}: is malformed`);
  if (issue.code === 'unrecognized_keys') {
    const field = [...issue.path, issue.keys[0] ?? ''];
    return new ScenarioFormatError(`${where}: ${pathOf(field)}: there is no such field`);
  }
  if (issue.code === 'invalid_union_discriminator') {
    return new ScenarioFormatError(`${where}: do: there is no such step`);
  }
  const field = issue.path.length === 0 ? '' : `${pathOf(issue.path)}: `;
  const isMissing = issue.code === 'invalid_type' && issue.received === 'undefined';
  return new ScenarioFormatError(`${where}: ${field}${isMissing ? 'is required' : issue.message}`);
}

/** `gifts[2].amount`; keys from the file are cut short and kept on one line. */
function pathOf(path: readonly (string | number)[]): string {
  return path
    .map((key) => (typeof key === 'number' ? `[${key}]` : `.${cut(key)}`))
    .join('')
    .replace(/^\./, '');
}

function labelOf(raw: unknown): string {
  const doName = doOf(raw);
  return doName === undefined ? '' : ` (${cut(doName)})`;
}

function doOf(raw: unknown): string | undefined {
  if (typeof raw !== 'object' || raw === null || !('do' in raw)) return undefined;
  return typeof raw.do === 'string' ? raw.do : undefined;
}

function cut(text: string): string {
  const line = text.replace(/[\p{Cc}\s]+/gu, ' ');
  return line.length > 40 ? `${line.slice(0, 40)}…` : line;
}
