/** The gateway keeps its books in the same way; it cannot import from here. */
export { writeAtomically } from '../../gateway/files.ts';
