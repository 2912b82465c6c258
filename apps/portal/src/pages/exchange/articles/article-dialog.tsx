import { Radio } from '@mantine/core';
import { useState } from 'react';
import { usePlace } from '../../../api/place';
import { useChange } from '../../../api/use-operation';
import { Dialog } from '../../../components/dialog';
import { FormFrame } from '../../../components/form-frame';
import { problemsOf, useProblems } from '../../../components/form-problems';
import { TextField } from '../../../components/text-field';
import { graphql } from '../../../generated/gql';
import { useT, useText } from '../../../language';
import type { Article } from './articles-page';

const SetItemNumbers = graphql(/* GraphQL */ `
  mutation SetItemNumbers($input: CrossReferenceInput!) {
    setItemCrossReference(input: $input) {
      __typename
      ...RefusedShown
    }
  }
`);

const FIELDS = ['buyerItem', 'sellerItem', 'gtin', 'description'];

/** The numbers of one article: ours, the partner's, its barcode. */
export function ArticleDialog({
  partner,
  article,
  onClose,
}: {
  partner: string;
  article: Article | undefined;
  onClose: () => void;
}) {
  const t = useT();
  const textOf = useText();
  const form = useProblems();
  const { me } = usePlace();
  const keep = useChange(SetItemNumbers);
  const [draft, setDraft] = useState({
    isBuyer: me.organisation?.tier === 0,
    buyerItem: article?.buyerItem ?? '',
    sellerItem: article?.sellerItem ?? '',
    gtin: article?.gtin ?? '',
    description: article?.description ?? '',
  });
  const set = (change: Partial<typeof draft>) => setDraft({ ...draft, ...change });
  const send = () =>
    keep.mutate(
      {
        input: {
          partner,
          isBuyer: draft.isBuyer,
          buyerItem: draft.buyerItem.trim(),
          sellerItem: draft.sellerItem.trim() || null,
          gtin: draft.gtin.trim() || null,
          description: draft.description.trim() || null,
        },
      },
      {
        onSuccess: ({ setItemCrossReference: answer }) =>
          answer.__typename === 'Refused'
            ? form.show(problemsOf(answer.findings, FIELDS, textOf))
            : onClose(),
      },
    );
  return (
    <Dialog title={t(article ? 'articles.edit' : 'articles.add')} onClose={onClose}>
      <FormFrame
        form={form}
        change={keep}
        check={() =>
          draft.buyerItem.trim() ? [] : [{ field: 'buyerItem', message: t('articles.buyerItemMissing') }]
        }
        onSend={send}
        submit={t('articles.keep')}
        testId="keep-article"
      >
        <Radio.Group
          label={t('articles.side')}
          value={draft.isBuyer ? 'buyer' : 'seller'}
          onChange={(side) => set({ isBuyer: side === 'buyer' })}
        >
          <Radio mt="xs" value="buyer" label={t('planning.asBuyer')} />
          <Radio mt="xs" value="seller" label={t('planning.asSeller')} />
        </Radio.Group>
        <TextField
          form={form}
          name="buyerItem"
          label={t('articles.buyerItem')}
          withAsterisk
          disabled={article !== undefined}
          value={draft.buyerItem}
          onText={(buyerItem) => set({ buyerItem })}
        />
        <TextField
          form={form}
          name="sellerItem"
          label={t('articles.sellerItem')}
          value={draft.sellerItem}
          onText={(sellerItem) => set({ sellerItem })}
        />
        <TextField
          form={form}
          name="description"
          label={t('articles.description')}
          value={draft.description}
          onText={(description) => set({ description })}
        />
        <TextField
          form={form}
          name="gtin"
          label={t('articles.gtin')}
          description={t('articles.gtinHelp')}
          value={draft.gtin}
          onText={(gtin) => set({ gtin })}
        />
      </FormFrame>
    </Dialog>
  );
}
