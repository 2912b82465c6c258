import { Status } from '../../components/panels';
import type { Text } from '@maillon/kernel';
import { useT, useText } from '../../language';

interface State {
  readonly name: string;
  readonly label: Text;
  readonly mustAct?: 'ISSUER' | 'RECIPIENT' | null;
}

/** Ends that nobody wished for: told apart from a document that went its whole way. */
const BROKEN_OFF = new Set(['rejected', 'cancelled', 'withdrawn', 'discarded', 'superseded']);

/** Where a document stands, in the words of its kind, with a sign that says whose turn it is. */
export function DocumentStatus({ state, awaitsMe }: { state: State; awaitsMe: boolean }) {
  const t = useT();
  const textOf = useText();
  const words = textOf(state.label);
  if (awaitsMe) {
    return (
      <Status tone="warning" icon="hand">
        {words} <span className="unseen">({t('document.awaitsYou')})</span>
      </Status>
    );
  }
  if (state.mustAct)
    return (
      <Status tone="info" icon="clock">
        {words}
      </Status>
    );
  return BROKEN_OFF.has(state.name) ? (
    <Status tone="neutral" icon="cross">
      {words}
    </Status>
  ) : (
    <Status tone="success">{words}</Status>
  );
}
