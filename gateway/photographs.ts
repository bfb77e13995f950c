import sharp from 'sharp';
import type { Sharp } from 'sharp';
import type { DocumentType } from '../domain/manifest.ts';
import { DamagedDocument, GatewayError } from './errors.ts';

/** `sharp` decodes no picture longer than this. */
const SECONDS = 30;

const FORMATS: Partial<Record<DocumentType, string>> = {
  'image/jpeg': 'jpeg',
  'image/png': 'png',
  'image/webp': 'webp',
  'image/avif': 'heif',
};

/** Whether documents of this type go through {@link cleanPhotograph}. */
export function isPhotograph(type: DocumentType): boolean {
  return type in FORMATS;
}

/**
 * A photograph as it may be published: the same picture, encoded anew, without anything but pixels.
 * Place, time, camera, owner, thumbnails, comments and bytes behind the end are gone, colours are in
 * sRGB, and what the camera noted about its orientation is applied, so that the picture does not
 * turn.
 * @param maxPixels width times height that is refused when exceeded
 * @throws DamagedDocument when the picture cannot be decoded, is too large or moves
 */
export async function cleanPhotograph(
  bytes: Uint8Array,
  type: DocumentType,
  maxPixels: number,
): Promise<Uint8Array> {
  try {
    const picture = sharp(bytes, { failOn: 'error', limitInputPixels: maxPixels });
    const { format, pages = 1, chromaSubsampling } = await picture.metadata();
    if (format !== FORMATS[type])
      throw new DamagedDocument('the picture is not what it says it is');
    if (pages > 1)
      throw new DamagedDocument('moving pictures are not stored: send a single picture');
    picture.autoOrient().timeout({ seconds: SECONDS });
    return await encode(picture, type, chromaSubsampling === '4:4:4').toBuffer();
  } catch (error) {
    if (error instanceof GatewayError) throw error;
    const tooLarge = error instanceof Error && error.message.includes('pixel limit');
    throw new DamagedDocument(
      tooLarge
        ? `the picture has more than ${maxPixels} pixels`
        : 'the picture is damaged and cannot be read',
    );
  }
}

/** Qualities at which small print on a photographed bill stays legible. */
function encode(picture: Sharp, type: DocumentType, fullColour: boolean): Sharp {
  const chromaSubsampling = fullColour ? '4:4:4' : '4:2:0';
  switch (type) {
    case 'image/png':
      return picture.png({ compressionLevel: 9 });
    case 'image/webp':
      return picture.webp({ quality: 90, effort: 2 });
    case 'image/avif':
      return picture.avif({ quality: 80, effort: 1, chromaSubsampling });
    default:
      return picture.jpeg({ quality: 90, chromaSubsampling });
  }
}
