/** No pictures can be taken. The message is one line for people. */
export class ScreenshotError extends Error {
  override readonly name = 'ScreenshotError';
}
