import { useMutation } from '@tanstack/react-query';
import { execute } from '../../../api/execute';
import { usePlace } from '../../../api/place';
import type { FindingLike } from '../../../components/form-problems';
import { graphql } from '../../../generated/gql';
import type { Rules } from './rules-draft';

const PreviewRules = graphql(/* GraphQL */ `
  query PreviewRules($partner: ID!, $rules: JSON!) {
    answer: previewRelationRules(partner: $partner, rules: $rules) {
      __typename
      ... on RulePreview {
        wouldOpen
        wouldClose
      }
      ...RefusedShown
    }
  }
`);

const PreviewFiliereRules = graphql(/* GraphQL */ `
  query PreviewFiliereRules($rules: JSON!) {
    answer: previewFiliereRules(rules: $rules) {
      __typename
      ... on RulePreview {
        wouldOpen
        wouldClose
      }
      ...RefusedShown
    }
  }
`);

/** What rules, of a relation or else of the filière, would change today; nothing is recorded, so nothing is read again. */
export function usePreview(partner: string | undefined) {
  const place = usePlace();
  const asked = useMutation({
    mutationFn: (rules: Rules) =>
      partner === undefined
        ? execute(place, PreviewFiliereRules, { rules })
        : execute(place, PreviewRules, { partner, rules }),
  });
  const answer = asked.data?.answer;
  return {
    run: (rules: Rules, onRefused: (findings: readonly FindingLike[]) => void) =>
      asked.mutate(rules, {
        onSuccess: ({ answer: told }) => told.__typename === 'Refused' && onRefused(told.findings),
      }),
    effect: answer?.__typename === 'RulePreview' ? answer : undefined,
    isPending: asked.isPending,
    error: asked.error,
    reset: asked.reset,
  };
}
