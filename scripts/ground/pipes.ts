/**
 * Imported by commands whose output people send through `head` or `less`: when the reader has seen
 * enough and goes, that is no error. The command goes on in silence, so that its files are written and
 * its exit code is what it always is.
 */
import { isSystemError } from '../../gateway/files.ts';

process.stdout.on('error', (error) => {
  if (!isSystemError(error, 'EPIPE')) throw error;
});
