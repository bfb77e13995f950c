/** Milliseconds between two looks. */
const INTERVAL = 500;

/**
 * Ends this process when the one that started it is gone: killed outright, it cannot say so. An
 * orphan would hold the database and the port.
 */
export function endWithParent(parent: number): void {
  const timer = setInterval(() => {
    if (process.ppid === parent) return;
    clearInterval(timer);
    process.kill(process.pid, 'SIGTERM');
  }, INTERVAL);
  timer.unref();
}
