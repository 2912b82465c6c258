import { Link } from '@tanstack/react-router';
import { organisationKey, rememberPlace, usePlace } from '../../../api/place';
import type { Place } from '../../../api/rest';
import { ButtonLink } from '../../../components/button-link';
import { type Column, DataTable } from '../../../components/data-table';
import { Icon } from '../../../components/icon';
import { NoRight } from '../../../components/no-right';
import { PageHeader } from '../../../components/page-header';
import { Callout, EmptyState, ErrorPanel, Loading, Stack } from '../../../components/panels';
import { useT, useText } from '../../../language';
import styles from '../exchange.module.css';
import { NewDocumentLink } from '../new-document-link';
import { Due } from './due';
import { type InboxRow, useInbox } from './use-inbox';

/** What awaits the person in all its filières, the most urgent first. */
export function InboxPage() {
  const t = useT();
  const { can } = usePlace();
  return (
    <>
      <PageHeader title={t('inbox.title')} lead={t('inbox.lead')} actions={<NewDocumentLink />} />
      {can('document:read') ? <Inbox /> : <NoRight />}
    </>
  );
}

function Inbox() {
  const t = useT();
  const textOf = useText();
  const inbox = useInbox();
  if (inbox.isPending) return <Loading lines={7} />;
  return (
    <Stack>
      {inbox.failed.map(({ place, error, retry }) => (
        <div key={`${place.filiere.slug} ${organisationKey(place)}`}>
          <p className="small soft">{textOf(place.filiere.name)}</p>
          <ErrorPanel error={error} onRetry={retry} />
        </div>
      ))}
      {inbox.rows.length > 0 && <InboxTable rows={inbox.rows} />}
      {inbox.rows.length === 0 && inbox.failed.length === 0 && <NothingAwaits />}
      {inbox.hasMore && (
        <Callout tone="info">
          <p>{t('inbox.more')}</p>
        </Callout>
      )}
    </Stack>
  );
}

function NothingAwaits() {
  const t = useT();
  const { slug: filiere } = usePlace();
  const all = (
    <ButtonLink to="/$filiere/documents" params={{ filiere }} variant="default">
      {t('inbox.allDocuments')}
    </ButtonLink>
  );
  return (
    <EmptyState icon="check" title={t('inbox.none')} actions={all}>
      {t('inbox.noneHelp')}
    </EmptyState>
  );
}

function InboxTable({ rows }: { rows: readonly InboxRow[] }) {
  const t = useT();
  const textOf = useText();
  const partnerOf = ({ document, revision }: InboxRow): string =>
    revision
      ? (revision.requestedBy?.name ?? '—')
      : ((document.mySide === 'ISSUER' ? document.recipient?.name : document.issuer.name) ??
        document.recipientName ??
        '—');
  const columns: Column<InboxRow>[] = [
    { key: 'what', title: t('inbox.what'), cell: (row) => <What row={row} /> },
    { key: 'partner', title: t('inbox.partner'), cell: partnerOf },
    {
      key: 'expected',
      title: t('inbox.expected'),
      cell: ({ document, revision }) =>
        revision ? (
          <>
            {t('inbox.answerCorrection')}
            <span className={`${styles.quote} small soft`}>{revision.reason}</span>
          </>
        ) : (
          <strong className={styles.expected}>
            {document.state.expected ? textOf(document.state.expected) : textOf(document.state.label)}
          </strong>
        ),
    },
    { key: 'due', title: t('inbox.due'), cell: ({ due }) => <Due day={due} /> },
  ];
  return (
    <DataTable
      caption={t('inbox.title')}
      columns={columns}
      rows={rows}
      rowKey={({ document, revision }) => document?.id ?? revision?.id ?? ''}
      testId="inbox"
    />
  );
}

function What({ row: { place, document, revision } }: { row: InboxRow }) {
  const t = useT();
  const textOf = useText();
  const named = revision ? revision.document : document;
  if (!named) return t('inbox.correction');
  const words = `${textOf(named.label)} ${named.number}`;
  return (
    <span className={styles.what}>
      <PlacedLink place={place} id={named.id}>
        {revision ? t('inbox.correctionOf', { document: words }) : words}
      </PlacedLink>
      <span className="small soft">
        <Icon name="building" size={14} /> {textOf(place.filiere.name)}
        {place.organisation && ` · ${place.organisation.name}`}
      </span>
    </span>
  );
}

/** A link to a document in its own place: the page opens as the organisation that it awaits. */
function PlacedLink({ place, id, children }: { place: Place; id: string; children: string }) {
  const here = usePlace();
  const { slug } = place.filiere;
  const isSamePage = here.slug === slug && here.organisation !== organisationKey(place);
  return (
    <Link
      to="/$filiere/documents/$id"
      params={{ filiere: slug, id }}
      onClick={() => rememberPlace(place)}
      // another organisation of the same filière: the whole page is read again on its behalf
      reloadDocument={isSamePage}
      data-testid="inbox-link"
    >
      {children}
    </Link>
  );
}
