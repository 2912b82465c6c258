import { Link, useParams, useSearch } from '@tanstack/react-router';
import { usePlace } from '../../../api/place';
import { Icon } from '../../../components/icon';
import { NoRight } from '../../../components/no-right';
import { PageHeader } from '../../../components/page-header';
import { Callout, ErrorPanel, Loading, Stack } from '../../../components/panels';
import { useT, useText } from '../../../language';
import itemStyles from '../../item/item.module.css';
import { DiscrepancyBadge } from '../../discrepancies/badge';
import { NotFound } from '../../not-found-page';
import styles from '../exchange.module.css';
import { EventsCard } from './events-card';
import { FieldsCard } from './fields-card';
import { HistoryCard } from './history-card';
import { LinesCard } from './lines-card';
import { NextCard } from './next-card';
import { PrintButtons } from './print-buttons';
import { ReferencesCard } from './references-card';
import { RevisionsCard } from './revisions-card';
import { type OpenDocument, useDocument } from './use-document';

const FROM = '/$filiere/documents/$id';

/** One document between two companies: where it stands, what comes next, what it says and what happened. */
export function DocumentPage() {
  const { id } = useParams({ from: FROM });
  const { can } = usePlace();
  const { document, isPending, error, retry } = useDocument(id);
  if (!can('document:read')) return <NoRight />;
  if (error && !document) return <ErrorPanel error={error} onRetry={retry} />;
  if (isPending) return <Loading lines={9} />;
  return document ? <Page document={document} /> : <NotFound />;
}

function Page({ document }: { document: OpenDocument }) {
  const t = useT();
  const textOf = useText();
  const { slug: filiere } = usePlace();
  const { head } = document;
  return (
    <>
      <PageHeader
        title={`${textOf(head.label)} ${head.number}`}
        lead={t('document.parties', {
          issuer: head.issuer.name,
          recipient: head.recipient?.name ?? head.recipientName ?? '—',
        })}
        above={
          <Link to="/$filiere/documents" params={{ filiere }} className={itemStyles.back}>
            <Icon name="back" size={16} /> {t('documents.title')}
          </Link>
        }
        actions={<PrintButtons document={document} />}
      />
      <Stack>
        <Done />
        <DiscrepancyBadge count={head.openDiscrepancies} about={{ document: head.id }} />
        <NextCard document={document} />
        <RevisionsCard document={document} />
        <LinesCard document={document} />
        <div className={styles.pair}>
          <FieldsCard document={document} />
          <ReferencesCard document={document} />
        </div>
        <EventsCard eventIds={head.eventIds} />
        <HistoryCard document={document} />
      </Stack>
    </>
  );
}

function Done() {
  const t = useT();
  const { fait } = useSearch({ from: FROM });
  if (!fait) return null;
  const words = {
    envoye: 'document.wasSent',
    brouillon: 'document.wasSaved',
    inchange: 'document.unchanged',
  } as const;
  return (
    <Callout tone={fait === 'inchange' ? 'info' : 'success'} live testId="document-done">
      <p>{t(words[fait])}</p>
    </Callout>
  );
}
