import { useNavigate } from '@tanstack/react-router';
import { usePlace } from '../../api/place';
import { type FindingLike, type FormProblems, problemsOf } from '../../components/form-problems';
import { useText } from '../../language';

type Outcome =
  | { __typename: 'Declared'; unchanged: boolean; item?: { id: string } | null }
  | { __typename: 'Refused'; findings: readonly FindingLike[] };
type Done = 'expedie' | 'recu' | 'transforme';

/** After a declaration: what is to be mended at its fields, or the page of the lot, which says that it is done. */
export function useOutcome(form: FormProblems, done: Done) {
  const navigate = useNavigate();
  const textOf = useText();
  const { slug: filiere } = usePlace();
  return (outcome: Outcome, fields: readonly string[], itemId: string | undefined) => {
    if (outcome.__typename === 'Refused') return form.show(problemsOf(outcome.findings, fields, textOf));
    const id = outcome.item?.id ?? itemId;
    const fait = outcome.unchanged ? 'inchange' : done;
    if (id) void navigate({ to: '/$filiere/lots/$id', params: { filiere, id }, search: { fait } });
  };
}
