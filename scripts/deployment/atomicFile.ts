/** Written in the gateway, which cannot import from here; handed on, as bench may not import from there. */
export { writeAtomically } from '../../gateway/files.ts';
