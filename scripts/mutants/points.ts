/** Where a contract can be changed by a hair, and how: the operators of mutation. */
import { childOf, childrenOf, placeOf, type Node } from './source.ts';

/** One small change. `start` and `end` are the place in the original text that `changed` would stand for. */
export interface Mutant {
  readonly file: string;
  /** Name of the function it is in; `constructor` for a constructor. */
  readonly within: string;
  readonly line: number;
  readonly start: number;
  readonly end: number;
  /** A statement is chosen by `if`, an expression by `?:`. */
  readonly form: 'expression' | 'statement';
  readonly operator: Operator;
  readonly original: string;
  /** Empty where a statement is left out. */
  readonly changed: string;
}

export type Operator =
  | 'boundary'
  | 'negation'
  | 'arithmetic'
  | 'logic'
  | 'constant'
  | 'guard'
  | 'branch'
  | 'removal';

const BOUNDARY: Record<string, string> = { '<': '<=', '<=': '<', '>': '>=', '>=': '>' };
const NEGATION: Record<string, string> = {
  '<': '>=',
  '<=': '>',
  '>': '<=',
  '>=': '<',
  '==': '!=',
  '!=': '==',
};
const ARITHMETIC: Record<string, string> = {
  '+': '-',
  '-': '+',
  '*': '/',
  '/': '*',
  '%': '/',
  '<<': '>>',
  '>>': '<<',
  '&': '|',
  '|': '&',
  '^': '&',
};
const LOGIC: Record<string, string> = { '&&': '||', '||': '&&' };
const COMPOUND: Record<string, string> = { '+=': '-=', '-=': '+=' };
const COUNTING: Record<string, string> = { '++': '--', '--': '++' };
const DIGIT: Record<string, string> = { '0': '1', '1': '0' };

/** Every mutant of a file, in the order of its text. Inline assembly is left as it is. */
export function findMutants(file: string, text: string, tree: Node): Mutant[] {
  return new Finder(file, text).find(tree);
}

class Finder {
  readonly #file: string;
  readonly #text: string;
  readonly #found: Mutant[] = [];
  #within = '';

  constructor(file: string, text: string) {
    this.#file = file;
    this.#text = text;
  }

  find(tree: Node): Mutant[] {
    this.#findFunctions(tree);
    return this.#found.sort((a, b) => a.start - b.start || a.end - b.end);
  }

  #findFunctions(node: Node): void {
    const body = node.nodeType === 'FunctionDefinition' ? childOf(node, 'body') : undefined;
    if (body) {
      this.#within = String(node.name) || String(node.kind);
      this.#visit(body, node);
    } else {
      for (const child of childrenOf(node)) this.#findFunctions(child);
    }
  }

  #visit(node: Node, parent: Node): void {
    if (node.nodeType === 'InlineAssembly' || isConstant(node)) return;
    switch (node.nodeType) {
      case 'BinaryOperation':
        this.#binary(node, parent);
        break;
      case 'UnaryOperation':
        if (node.operator === '!') this.#expression('negation', node, this.#sub(node));
        break;
      case 'Literal':
        this.#literal(node, parent);
        break;
      case 'IfStatement':
      case 'Conditional':
        this.#choice(node);
        break;
      case 'WhileStatement':
      case 'ForStatement': {
        const condition = childOf(node, 'condition');
        if (condition) this.#expression('branch', condition, 'false');
        break;
      }
      case 'ExpressionStatement':
        if (parent.nodeType !== 'ForStatement' || childOf(parent, 'body') === node)
          this.#statement(node);
        break;
      case 'EmitStatement':
        this.#add('statement', 'removal', this.#statementPlace(node), '');
        break;
    }
    for (const child of childrenOf(node)) this.#visit(child, node);
  }

  #binary(node: Node, parent: Node): void {
    const operator = String(node.operator);
    const swaps: [Operator, Record<string, string>][] = [
      ['boundary', BOUNDARY],
      ['arithmetic', ARITHMETIC],
      ['logic', LOGIC],
    ];
    // Where a comparison is the whole guard, to negate it would say no more than to leave the guard out.
    if (!(isGuard(parent) && childOf(parent, 'condition') === node)) {
      swaps.push(['negation', NEGATION]);
    }
    for (const [name, table] of swaps) {
      const other = table[operator];
      if (other) this.#expression(name, node, this.#withOperator(node, other));
    }
    // A constant beside an operator keeps its meaning only when the whole operation is chosen.
    for (const side of ['leftExpression', 'rightExpression']) {
      const literal = childOf(node, side);
      const digit = literal?.nodeType === 'Literal' ? DIGIT[String(literal.value)] : undefined;
      if (literal && digit) {
        const [whole, part] = [placeOf(node), placeOf(literal)];
        const before = this.#text.slice(whole.start, part.start);
        const after = this.#text.slice(part.end, whole.end);
        this.#expression('constant', node, before + digit + after);
      }
    }
  }

  #literal(node: Node, parent: Node): void {
    if (node.kind === 'bool') {
      this.#expression('constant', node, node.value === 'true' ? 'false' : 'true');
    } else if (node.kind === 'number' && parent.nodeType !== 'BinaryOperation') {
      const digit = DIGIT[String(node.value)];
      // `address(0)` and the like name nobody rather than count.
      if (digit && parent.kind !== 'typeConversion') this.#expression('constant', node, digit);
    }
  }

  #choice(node: Node): void {
    const condition = childOf(node, 'condition');
    if (!condition) return;
    if (isGuard(node)) this.#expression('guard', condition, 'false');
    // A plain comparison is negated by its own operator.
    else if (NEGATION[String(condition.operator)] === undefined) {
      this.#expression('branch', condition, `!(${this.#slice(condition)})`);
    }
  }

  #statement(node: Node): void {
    const expression = childOf(node, 'expression');
    if (!expression) return;
    const place = this.#statementPlace(node);
    const target = childOf(expression, 'leftHandSide');
    // A reference into storage has to point somewhere: without this it would not compile.
    if (!target || !typeOf(target).includes(' storage '))
      this.#add('statement', 'removal', place, '');
    const operator = String(expression.operator);
    if (expression.nodeType === 'Assignment' && COMPOUND[operator]) {
      const [left, right] = [
        childOf(expression, 'leftHandSide'),
        childOf(expression, 'rightHandSide'),
      ];
      if (left && right) {
        const changed = `${this.#slice(left)} ${COMPOUND[operator]} ${this.#slice(right)};`;
        this.#add('statement', 'arithmetic', place, changed);
      }
    }
    if (expression.nodeType === 'UnaryOperation' && COUNTING[operator]) {
      this.#add('statement', 'arithmetic', place, `${COUNTING[operator]}${this.#sub(expression)};`);
    }
  }

  #withOperator(node: Node, operator: string): string {
    const [left, right] = [childOf(node, 'leftExpression'), childOf(node, 'rightExpression')];
    if (!left || !right) return this.#slice(node);
    const [first, second, whole] = [placeOf(left), placeOf(right), placeOf(node)];
    const gap = this.#text.slice(first.end, second.start);
    return (
      this.#text.slice(whole.start, first.end) +
      gap.replace(String(node.operator), operator) +
      this.#text.slice(second.start, whole.end)
    );
  }

  #sub(node: Node): string {
    const below = childOf(node, 'subExpression');
    return below ? this.#slice(below) : this.#slice(node);
  }

  #slice(node: Node): string {
    const { start, end } = placeOf(node);
    return this.#text.slice(start, end);
  }

  /** With its semicolon, which the compiler does not count in. */
  #statementPlace(node: Node): { start: number; end: number } {
    const { start, end } = placeOf(node);
    return { start, end: this.#text.indexOf(';', end - 1) + 1 };
  }

  #expression(operator: Operator, node: Node, changed: string): void {
    this.#add('expression', operator, placeOf(node), changed);
  }

  #add(
    form: Mutant['form'],
    operator: Operator,
    { start, end }: { start: number; end: number },
    changed: string,
  ): void {
    this.#found.push({
      file: this.#file,
      within: this.#within,
      line: this.#text.slice(0, start).split('\n').length,
      start,
      end,
      form,
      operator,
      original: this.#text.slice(start, end),
      changed,
    });
  }
}

/** The compiler counts constants out itself, in a type of its own, which a choice would change. */
function isConstant(node: Node): boolean {
  return node.nodeType === 'BinaryOperation' && /^(int|rational)_const/.test(typeOf(node));
}

/** The type of an expression in the compiler's words. */
function typeOf(node: Node): string {
  return (node.typeDescriptions as { typeString?: string } | undefined)?.typeString ?? '';
}

/** An `if` whose only consequence is a refusal. */
function isGuard(node: Node): boolean {
  const then = node.nodeType === 'IfStatement' ? childOf(node, 'trueBody') : undefined;
  if (!then || childOf(node, 'falseBody')) return false;
  const statements = then.nodeType === 'Block' ? childrenOf(then) : [then];
  return statements.length === 1 && statements[0]?.nodeType === 'RevertStatement';
}
