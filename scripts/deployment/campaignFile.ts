/** Reads a campaign file and the metadata it holds or names. */
import { createHash } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import { dirname, resolve } from 'node:path';
import { z } from 'zod';
import { parseCampaignFile, type CampaignFile } from '../../domain/campaignFile.ts';
import { parseMetadata, type CampaignMetadata } from '../../domain/metadata.ts';
import { ShapeError } from '../../domain/shape.ts';
import { ParameterError } from './errors.ts';
import { parseJsonText } from './parameters.ts';

export interface ReadCampaign {
  readonly file: CampaignFile;
  readonly metadata: CampaignMetadata;
  /** SHA-256 of the file's bytes and of its metadata's: the same files mean the same campaign. */
  readonly digest: string;
}

/** @throws ParameterError naming file and field */
export async function readCampaignFile(path: string): Promise<ReadCampaign> {
  const text = await read(path);
  const file = shaped(path, parseCampaignFile, parseJsonText(text, path, z.unknown()));
  const digest = createHash('sha256').update(text);
  if (typeof file.metadata !== 'string') {
    const metadata = shaped(`${path}: metadata`, parseMetadata, file.metadata);
    return { file, metadata, digest: digest.digest('hex') };
  }
  const metadataPath = resolve(dirname(path), file.metadata);
  const metadataText = await read(metadataPath);
  const value = parseJsonText(metadataText, metadataPath, z.unknown());
  digest.update(metadataText);
  const metadata = shaped(metadataPath, parseMetadata, value);
  return { file, metadata, digest: digest.digest('hex') };
}

function shaped<T>(where: string, parse: (value: unknown) => T, value: unknown): T {
  try {
    return parse(value);
  } catch (error) {
    if (error instanceof ShapeError) throw new ParameterError(`${where}: ${error.message}`);
    throw error;
  }
}

async function read(path: string): Promise<string> {
  try {
    return await readFile(path, 'utf8');
  } catch {
    throw new ParameterError(`${path} cannot be read`);
  }
}
