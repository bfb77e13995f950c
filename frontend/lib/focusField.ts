/**
 * Takes the visitor to a form's field, which may be out of sight on a phone, so that what is wrong
 * with it is seen and read out. Does nothing when the form has no field of that name.
 */
export function focusField(form: HTMLFormElement, name: string): void {
  const field = form.elements.namedItem(name);
  if (field instanceof HTMLElement) field.focus();
}
