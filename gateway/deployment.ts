import { readFile } from 'node:fs/promises';
import { parseDeployment, type Deployment } from '../domain/deployment.ts';
import { ShapeError } from '../domain/shape.ts';
import { ChainUnavailable } from './errors.ts';
import { isSystemError } from './files.ts';

/**
 * The deployment record; null while there is none. It is read anew each time, as a chain may be
 * begun anew.
 * @throws ChainUnavailable when it is damaged
 */
export async function readDeployment(file: string): Promise<Deployment | null> {
  try {
    return parseDeployment(JSON.parse(await readFile(file, 'utf8')));
  } catch (error) {
    if (isSystemError(error, 'ENOENT')) return null;
    if (error instanceof ShapeError || error instanceof SyntaxError) {
      throw new ChainUnavailable(`the deployment record is not valid: ${error.message}`);
    }
    throw error;
  }
}
