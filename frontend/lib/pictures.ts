import { RAW_LIMIT } from '../../domain/cid.ts';

/** A picture cannot be read by this browser, or stays too large however small it is made. */
export class PictureError extends Error {
  override readonly name = 'PictureError';
}

/** Longest side in pixels, and quality, from fine to coarse: the first that fits is taken. */
const TRIES = [
  { side: 1_600, quality: 0.85 },
  { side: 1_600, quality: 0.7 },
  { side: 1_200, quality: 0.7 },
  { side: 900, quality: 0.65 },
  { side: 640, quality: 0.6 },
] as const;

/** A quality at which small print on a photographed bill stays legible. */
const FINE = 0.92;

/** The gateway encodes pictures anew, which may add some bytes. */
const MOST = Math.floor(RAW_LIMIT * 0.75);

/**
 * A cover as it is published: a JPEG small enough that a browser can check it by its name alone
 * (256 KiB). Drawing it anew leaves nothing of place, time or camera.
 * @throws PictureError
 */
export async function coverOf(file: Blob): Promise<File> {
  let picture: ImageBitmap;
  try {
    picture = await createImageBitmap(file);
  } catch {
    throw new PictureError('not a picture that this browser can read');
  }
  try {
    for (const { side, quality } of TRIES) {
      const blob = await draw(picture, side, quality);
      if (blob !== null && blob.size <= MOST) {
        return new File([blob], 'cover.jpg', { type: 'image/jpeg' });
      }
    }
  } finally {
    picture.close();
  }
  throw new PictureError('too large however small it is made');
}

/**
 * The same picture without anything but pixels: no place, time, camera or thumbnail. What is no
 * picture comes back as it is.
 * @throws PictureError
 */
export async function withoutTraces(file: File): Promise<File> {
  if (!/^image\/(jpeg|png|webp|avif)$/.test(file.type)) return file;
  const type = file.type === 'image/png' ? 'image/png' : 'image/jpeg';
  let picture: ImageBitmap;
  try {
    picture = await createImageBitmap(file);
  } catch {
    throw new PictureError('not a picture that this browser can read');
  }
  try {
    const side = Math.max(picture.width, picture.height);
    const blob = await draw(picture, side, FINE, type);
    if (blob === null) throw new PictureError('this browser cannot draw it');
    const ending = type === 'image/png' ? '.png' : '.jpg';
    return new File([blob], file.name.replace(/\.\w+$/, '') + ending, { type });
  } finally {
    picture.close();
  }
}

function draw(
  picture: ImageBitmap,
  side: number,
  quality: number,
  type = 'image/jpeg',
): Promise<Blob | null> {
  const scale = Math.min(1, side / Math.max(picture.width, picture.height));
  const canvas = document.createElement('canvas');
  canvas.width = Math.max(1, Math.round(picture.width * scale));
  canvas.height = Math.max(1, Math.round(picture.height * scale));
  const context = canvas.getContext('2d');
  if (context === null) return Promise.resolve(null);
  // What is transparent becomes white: JPEG would make it black.
  context.fillStyle = '#fff';
  context.fillRect(0, 0, canvas.width, canvas.height);
  context.drawImage(picture, 0, 0, canvas.width, canvas.height);
  return new Promise((resolve) => canvas.toBlob(resolve, type, quality));
}
