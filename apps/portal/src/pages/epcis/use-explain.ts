import { useMutation } from '@tanstack/react-query';
import { execute } from '../../api/execute';
import { usePlace } from '../../api/place';
import { ExplainEpcis } from './explain-queries';

/** Reads a document when asked to: a query of the platform, yet nothing that is kept or read again by itself. */
export function useExplain() {
  const place = usePlace();
  const { mutate, data, error, isPending } = useMutation({
    mutationFn: async (text: string) => {
      const { explainEpcis } = await execute(place, ExplainEpcis, { text });
      return { text, explained: explainEpcis };
    },
  });
  return { read: mutate, done: data, error, isPending };
}
