import './ReceiptCode.css';

/** A receipt code in its groups, broken between them only; copied by hand it is still one code. */
export function ReceiptCode({ code, small = false }: { code: string; small?: boolean }) {
  const groups = code.split('-');
  return (
    <code className={small ? 'receipt-code receipt-code-small' : 'receipt-code'} data-code={code}>
      {groups.map((group, i) => (
        <span key={i}>
          {group}
          {i < groups.length - 1 && '-'}
        </span>
      ))}
    </code>
  );
}
