/** Words that pages say without asking their texts for them, so that they are in one language only. */
import ts from 'typescript';

/** Attributes that people read or hear. */
const SPOKEN = new Set(['alt', 'aria-label', 'description', 'label', 'placeholder', 'title']);

/** Two letters or one Chinese character in a row; hexadecimal names such as `0x…` are none. */
const WORDS = /\p{Script=Han}|(?<![\p{L}\d])\p{L}{2,}/u;

/** Finds words in the JSX of a page, as `path:line: words`. */
export function literalWords(path: string, text: string): string[] {
  const file = ts.createSourceFile(path, text, ts.ScriptTarget.Latest, true, ts.ScriptKind.TSX);
  const found: string[] = [];
  const note = (node: ts.Node, words: string): void => {
    if (!WORDS.test(words)) return;
    const { line } = file.getLineAndCharacterOfPosition(node.getStart());
    found.push(`${path}:${line + 1}: “${words.trim().slice(0, 60)}” is not in the texts`);
  };
  const look = (node: ts.Node): void => {
    if (ts.isJsxText(node)) note(node, node.text);
    if (ts.isJsxExpression(node) && !ts.isJsxAttribute(node.parent) && node.expression) {
      if (ts.isStringLiteralLike(node.expression)) note(node, node.expression.text);
    }
    if (ts.isJsxAttribute(node) && SPOKEN.has(node.name.getText()) && node.initializer) {
      const { initializer } = node;
      const said =
        ts.isJsxExpression(initializer) && initializer.expression
          ? initializer.expression
          : initializer;
      if (ts.isStringLiteralLike(said)) note(node, said.text);
    }
    ts.forEachChild(node, look);
  };
  look(file);
  return found;
}
