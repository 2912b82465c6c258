import { Button } from '@mantine/core';
import { useState } from 'react';
import { usePlace } from '../../api/place';
import { useChange, useRead } from '../../api/use-operation';
import { DataTable, type Column } from '../../components/data-table';
import { NoRight } from '../../components/no-right';
import { PageHeader } from '../../components/page-header';
import { EmptyState, ErrorPanel, Loading, Stack, Status, type Tone } from '../../components/panels';
import { graphql } from '../../generated/gql';
import type { ApiKeysQuery } from '../../generated/graphql';
import { useFormats } from '../../formats';
import { useT } from '../../language';
import type { MessageId } from '../../messages/fr';
import { ApiKeys } from './api-keys';
import { CallsCard } from './calls-card';
import { ConnectCard } from './connect-card';
import { CreateKeyDialog } from './create-key';

const RevokeApiKey = graphql(/* GraphQL */ `
  mutation RevokeApiKey($id: ID!) {
    revokeApiKey(id: $id) {
      id
      revokedAt
    }
  }
`);

type Key = ApiKeysQuery['apiKeys'][number];

function stateOf(key: Key): { tone: Tone; message: MessageId } {
  if (key.revokedAt) return { tone: 'danger', message: 'key.revoked' };
  return Date.parse(key.expiresAt) < Date.now()
    ? { tone: 'warning', message: 'key.expired' }
    : { tone: 'success', message: 'key.active' };
}

/** Keys by which the firm's own software speaks to Maillon. */
export function KeysPage() {
  const t = useT();
  const { can } = usePlace();
  const [isMaking, setMaking] = useState(false);
  const make = can('key:manage') && (
    <Button color="rust" onClick={() => setMaking(true)} data-testid="create-key">
      {t('key.create')}
    </Button>
  );
  return (
    <>
      <PageHeader title={t('nav.keys')} lead={t('key.lead')} actions={make} />
      {can('key:manage') ? (
        <Stack>
          <ConnectCard />
          <KeyList />
          <CallsCard />
        </Stack>
      ) : (
        <NoRight />
      )}
      {isMaking && <CreateKeyDialog onClose={() => setMaking(false)} />}
    </>
  );
}

function KeyList() {
  const t = useT();
  const { day, moment } = useFormats();
  const keys = useRead(ApiKeys, {});
  const columns: Column<Key>[] = [
    { key: 'name', title: t('key.name'), cell: ({ name }) => name },
    {
      key: 'state',
      title: t('import.state'),
      cell: (key) => {
        const { tone, message } = stateOf(key);
        return <Status tone={tone}>{t(message)}</Status>;
      },
    },
    { key: 'expires', title: t('key.expiresAt'), cell: ({ expiresAt }) => day(expiresAt) },
    {
      key: 'used',
      title: t('key.lastUsed'),
      cell: ({ lastUsedAt }) => (lastUsedAt ? moment(lastUsedAt) : t('key.neverUsed')),
    },
    {
      key: 'actions',
      title: t('team.actions'),
      quiet: true,
      cell: (key) => !key.revokedAt && <Revoke apiKey={key} />,
    },
  ];
  if (keys.isPending) return <Loading />;
  if (keys.isError) return <ErrorPanel error={keys.error} onRetry={() => void keys.refetch()} />;
  if (!keys.data.apiKeys.length) {
    return (
      <EmptyState icon="key" title={t('key.none')}>
        {t('key.noneHelp')}
      </EmptyState>
    );
  }
  return (
    <DataTable
      caption={t('nav.keys')}
      columns={columns}
      rows={keys.data.apiKeys}
      rowKey={({ id }) => id}
      testId="keys"
    />
  );
}

/** Two presses: the first asks, the second revokes. */
function Revoke({ apiKey }: { apiKey: Key }) {
  const t = useT();
  const revoke = useChange(RevokeApiKey);
  const [isSure, setSure] = useState(false);
  return (
    <>
      <Button
        size="xs"
        variant={isSure ? 'filled' : 'default'}
        {...(isSure && { color: 'rust' })}
        loading={revoke.isPending}
        onBlur={() => setSure(false)}
        onClick={() => (isSure ? revoke.mutate({ id: apiKey.id }) : setSure(true))}
        aria-label={`${t(isSure ? 'key.revokeSure' : 'key.revoke')} ${apiKey.name}`}
      >
        {t(isSure ? 'key.revokeSure' : 'key.revoke')}
      </Button>
      {revoke.isError && <ErrorPanel error={revoke.error} />}
    </>
  );
}
