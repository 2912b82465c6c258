import { Link, useSearch } from '@tanstack/react-router';
import { useState } from 'react';
import { DEFINITIONS, definitionOf, type DocumentType } from '@maillon/documents';
import { usePlace } from '../../../api/place';
import { NoRight } from '../../../components/no-right';
import { PageHeader } from '../../../components/page-header';
import { ErrorPanel, Loading } from '../../../components/panels';
import { useLanguage, useT, useText } from '../../../language';
import placeStyles from '../../places/places.module.css';
import { NotFound } from '../../not-found-page';
import { type OpenDocument, useDocument } from '../document/use-document';
import { DocumentForm } from './document-form';
import { newDraft } from './draft';
import styles from './form.module.css';
import { beginningFrom, beginningOf } from './prefill';

const FROM = '/$filiere/documents/nouveau';

/** A new document: of which kind, then its form; or one made out of another, or a draft taken up again. */
export function NewDocumentPage() {
  const { can } = usePlace();
  const { type, depuis, brouillon } = useSearch({ from: FROM });
  if (!can('document:write')) return <NoRight />;
  if (!type) return <Kinds />;
  const source = brouillon ?? depuis;
  if (source)
    return <FromDocument key={`${type} ${source}`} type={type} id={source} isDraft={Boolean(brouillon)} />;
  return <Blank key={type} type={type} />;
}

function Kinds() {
  const t = useT();
  const textOf = useText();
  const { slug: filiere } = usePlace();
  return (
    <>
      <PageHeader title={t('document.new')} lead={t('form.chooseKind')} />
      <ul className={placeStyles.grid}>
        {DEFINITIONS.map(({ type, label, purpose }) => (
          <li key={type}>
            <Link
              to="/$filiere/documents/nouveau"
              params={{ filiere }}
              search={{ type }}
              className={`${placeStyles.place} ${styles.kind}`}
              data-testid={`kind-${type}`}
            >
              <span>
                <strong>{textOf(label)}</strong>
                <span className="soft">{textOf(purpose)}</span>
              </span>
            </Link>
          </li>
        ))}
      </ul>
    </>
  );
}

function Blank({ type }: { type: DocumentType }) {
  const { language } = useLanguage();
  const definition = definitionOf(type);
  return <DocumentForm definition={definition} beginning={newDraft(definition, language, {})} />;
}

function FromDocument({ type, id, isDraft }: { type: DocumentType; id: string; isDraft: boolean }) {
  const { language } = useLanguage();
  const { document, isPending, error, retry } = useDocument(id);
  // the form begins once: the document may change while it is being written, what is written stays
  const [begun, setBegun] = useState<OpenDocument>();
  if (!begun && document?.isComplete) setBegun(document);
  if (begun) {
    const beginning = isDraft ? beginningOf(begun) : beginningFrom(type, begun);
    const definition = definitionOf(type);
    return (
      <DocumentForm
        definition={definition}
        beginning={newDraft(definition, language, beginning)}
        isRewriting={isDraft}
        {...(begun.type !== type && { source: begun })}
      />
    );
  }
  if (error && !document) return <ErrorPanel error={error} onRetry={retry} />;
  return isPending || document ? <Loading lines={8} /> : <NotFound />;
}
