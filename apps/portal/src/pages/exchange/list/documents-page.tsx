import { Select, TextInput } from '@mantine/core';
import { useDebouncedCallback } from '@mantine/hooks';
import { Link, useNavigate, useSearch } from '@tanstack/react-router';
import { useState } from 'react';
import { DEFINITIONS, type DocumentType } from '@maillon/documents';
import { usePlace } from '../../../api/place';
import { usePages } from '../../../api/use-operation';
import { type Column, DataTable } from '../../../components/data-table';
import { Icon } from '../../../components/icon';
import { NoRight } from '../../../components/no-right';
import { OrganisationPicker } from '../../../components/organisation-picker';
import { PageHeader } from '../../../components/page-header';
import { EmptyState, ErrorPanel, LoadMore, Loading } from '../../../components/panels';
import { graphql } from '../../../generated/gql';
import type { DocumentsQuery } from '../../../generated/graphql';
import { useFormats } from '../../../formats';
import { useT, useText } from '../../../language';
import { DocumentStatus } from '../document-status';
import styles from '../exchange.module.css';
import { Due } from '../inbox/due';
import { enumOf } from '../kinds';
import { NewDocumentLink } from '../new-document-link';

const Documents = graphql(/* GraphQL */ `
  query Documents($filter: DocumentFilter, $after: String) {
    documents(filter: $filter, first: 50, after: $after) {
      edges {
        node {
          id
          number
          mySide
          awaitsMe
          dueDate
          updatedAt
          recipientName
          label {
            fr
            en
          }
          state {
            name
            mustAct
            label {
              fr
              en
            }
          }
          issuer {
            id
            name
          }
          recipient {
            id
            name
          }
        }
      }
      pageInfo {
        hasNextPage
        endCursor
      }
    }
  }
`);

type Row = DocumentsQuery['documents']['edges'][number]['node'];

const FROM = '/$filiere/documents';

/** Every document of the organisation, the one that moved last first. */
export function DocumentsPage() {
  const t = useT();
  const { can } = usePlace();
  return (
    <>
      <PageHeader title={t('documents.title')} lead={t('documents.lead')} actions={<NewDocumentLink />} />
      {can('document:read') ? <DocumentList /> : <NoRight />}
    </>
  );
}

function DocumentList() {
  const t = useT();
  const { type, sens, partenaire, etat, q } = useSearch({ from: FROM });
  const documents = usePages(
    Documents,
    {
      filter: {
        ...(type && { type: enumOf(type) }),
        ...(sens && { mySide: sens === 'envoyes' ? ('ISSUER' as const) : ('RECIPIENT' as const) }),
        ...(partenaire && { partner: partenaire }),
        ...(etat && { isOpen: etat === 'ouverts' }),
        ...(q && { number: q }),
      },
    },
    (data) => data.documents,
  );
  const isFiltered = Boolean(type ?? sens ?? partenaire ?? etat ?? q);
  return (
    <>
      <Filters />
      {documents.isPending && <Loading lines={8} />}
      {documents.isError && <ErrorPanel error={documents.error} onRetry={() => void documents.refetch()} />}
      {documents.nodes && documents.nodes.length > 0 && <DocumentTable rows={documents.nodes} />}
      {documents.nodes?.length === 0 && (
        <EmptyState icon="document" title={t(isFiltered ? 'documents.noneFound' : 'documents.none')}>
          {t(isFiltered ? 'documents.noneFoundHelp' : 'documents.noneHelp')}
        </EmptyState>
      )}
      <LoadMore query={documents} />
    </>
  );
}

function DocumentTable({ rows }: { rows: readonly Row[] }) {
  const t = useT();
  const textOf = useText();
  const { moment } = useFormats();
  const { slug: filiere } = usePlace();
  const columns: Column<Row>[] = [
    {
      key: 'number',
      title: t('documents.document'),
      cell: ({ id, number, label }) => (
        <Link to="/$filiere/documents/$id" params={{ filiere, id }}>
          {textOf(label)} {number}
        </Link>
      ),
    },
    {
      key: 'partner',
      title: t('inbox.partner'),
      cell: (row) => (
        <>
          <span className="small soft">{t(row.mySide === 'ISSUER' ? 'documents.to' : 'documents.from')}</span>{' '}
          {(row.mySide === 'ISSUER' ? row.recipient?.name : row.issuer.name) ?? row.recipientName ?? '—'}
        </>
      ),
    },
    {
      key: 'state',
      title: t('documents.state'),
      cell: (row) => <DocumentStatus state={row.state} awaitsMe={row.awaitsMe} />,
    },
    {
      key: 'due',
      title: t('inbox.due'),
      cell: ({ dueDate, state }) =>
        state.mustAct && dueDate ? <Due day={dueDate} /> : <span className="soft">—</span>,
    },
    { key: 'moved', title: t('documents.moved'), cell: ({ updatedAt }) => moment(updatedAt) },
  ];
  return (
    <DataTable
      caption={t('documents.title')}
      columns={columns}
      rows={rows}
      rowKey={({ id }) => id}
      testId="documents"
    />
  );
}

function Filters() {
  const t = useT();
  const textOf = useText();
  const navigate = useNavigate({ from: FROM });
  const search = useSearch({ from: FROM });
  const [words, setWords] = useState(search.q ?? '');
  const set = (change: Partial<typeof search>) =>
    void navigate({ search: (previous) => ({ ...previous, ...change }), replace: true });
  const find = useDebouncedCallback((next: string) => set({ q: next.trim() || undefined }), 300);
  return (
    <div className={styles.filters} role="search">
      <TextInput
        label={t('documents.number')}
        value={words}
        leftSection={<Icon name="search" size={18} />}
        onChange={(event) => {
          setWords(event.currentTarget.value);
          find(event.currentTarget.value);
        }}
        data-testid="documents-search"
      />
      <Select
        label={t('documents.kind')}
        placeholder={t('documents.any')}
        clearable
        data={DEFINITIONS.map(({ type, plural }) => ({ value: type, label: textOf(plural) }))}
        value={search.type ?? null}
        onChange={(type) => set({ type: (type as DocumentType | null) ?? undefined })}
      />
      <Select
        label={t('documents.side')}
        placeholder={t('documents.any')}
        clearable
        data={[
          { value: 'envoyes', label: t('documents.sent') },
          { value: 'recus', label: t('documents.received') },
        ]}
        value={search.sens ?? null}
        onChange={(sens) => set({ sens: (sens as 'envoyes' | 'recus' | null) ?? undefined })}
      />
      <Select
        label={t('documents.openness')}
        placeholder={t('documents.any')}
        clearable
        data={[
          { value: 'ouverts', label: t('documents.open') },
          { value: 'clos', label: t('documents.closed') },
        ]}
        value={search.etat ?? null}
        onChange={(etat) => set({ etat: (etat as 'ouverts' | 'clos' | null) ?? undefined })}
      />
      <OrganisationPicker
        label={t('inbox.partner')}
        clearable
        value={search.partenaire ?? ''}
        onPick={(partenaire) => set({ partenaire: partenaire || undefined })}
      />
    </div>
  );
}
