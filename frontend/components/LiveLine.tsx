import { useStatus } from '../queries/status.ts';
import './LiveLine.css';

/** The line of light under the header: a glow runs along it whenever a block has been read. */
export function LiveLine() {
  const { data, isError } = useStatus();
  return (
    <div className="liveline" data-down={isError || undefined} aria-hidden="true">
      {data !== undefined && !isError && <span key={data.blockHash} className="liveline-glow" />}
    </div>
  );
}
