import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { execute } from '../../api/execute';
import { usePlace } from '../../api/place';
import { type Explained, ExplainEpcis } from './explain-queries';

/** The text as it stands, and what the last one that was read said. */
interface Draft {
  readonly text: string;
  /** The file that it comes from, where it is too long to be shown: browsers lay a field of megabytes out for seconds. */
  readonly file?: string;
  readonly done?: { readonly text: string; readonly explained: Explained };
}

const NOTHING: Draft = { text: '' };

/** Characters of a file that are shown in the field. */
const SHOWN = 250_000;

/**
 * Reads a document when asked to. What was written and read is still there for whoever comes back from the page that
 * explains a finding; it is kept in this tab alone, for this place, until it is reloaded or the session ends.
 */
export function useExplain() {
  const place = usePlace();
  const client = useQueryClient();
  const key = [place.slug, place.organisation, 'epcis-draft'];
  const [draft, setDraft] = useState(() => client.getQueryData<Draft>(key) ?? NOTHING);
  const keep = (next: Draft) => {
    client.setQueryDefaults(key, { gcTime: Infinity });
    client.setQueryData(key, next);
    setDraft(next);
  };
  const { mutate, error, isPending } = useMutation({
    mutationFn: async (text: string) => {
      const { explainEpcis } = await execute(place, ExplainEpcis, { text });
      return { text, explained: explainEpcis };
    },
    // what was written meanwhile stays
    onSuccess: (done) => keep({ ...(client.getQueryData<Draft>(key) ?? { text: done.text }), done }),
  });
  return {
    ...draft,
    error,
    isPending,
    write: (text: string) => keep({ text, done: draft.done }),
    read: () => mutate(draft.text),
    readFile: (name: string, text: string) => {
      keep({ text, done: draft.done, ...(text.length > SHOWN && { file: name }) });
      mutate(text);
    },
  };
}
