/** Milliseconds between two looks. */
const INTERVAL = 500;

/**
 * Ends this process when the one that started it is gone: killed outright, it cannot say so. An
 * orphan would hold the database and the port. It ends at once, since an orderly end would write to
 * pipes that nobody reads any more, and can wait for that for ever; the database stands it.
 */
export function endWithParent(parent: number): void {
  const timer = setInterval(() => {
    if (process.ppid !== parent) process.kill(process.pid, 'SIGKILL');
  }, INTERVAL);
  timer.unref();
}
