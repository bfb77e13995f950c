import { execFile } from 'node:child_process';
import { promisify } from 'node:util';

const run = promisify(execFile);

/**
 * The commit of the sources in the working folder, followed by `+` when files that Git knows have
 * been changed since; undefined outside a Git checkout.
 */
export async function sourcesCommit(): Promise<string | undefined> {
  try {
    const [head, status] = await Promise.all([
      run('git', ['rev-parse', 'HEAD']),
      run('git', ['status', '--porcelain', '--untracked-files=no', 'contracts']),
    ]);
    return head.stdout.trim() + (status.stdout.trim() === '' ? '' : '+');
  } catch {
    return undefined;
  }
}
