import { saveFile } from '../saveFile.ts';
import type { Run } from './run.ts';

/** Hands the private file of an import to the operator; nothing where it was taken off this device. */
export function saveCodes({ codes, fileName, at }: Run): void {
  if (codes === null) return;
  const day = new Date(at * 1000).toISOString().slice(0, 10);
  const name = `codes-${day}-${fileName.replace(/\.\w+$/, '')}.csv`;
  saveFile(new File([codes.text], name, { type: 'text/csv' }));
}
