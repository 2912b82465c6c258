import { Link } from '@tanstack/react-router';
import { definitionOf } from '@maillon/documents';
import { usePlace } from '../../../api/place';
import { Card, Status } from '../../../components/panels';
import { useT, useText } from '../../../language';
import homeStyles from '../../home/home.module.css';
import { typeOfEnum } from '../kinds';
import type { OpenDocument } from './use-document';
import { useNaming } from './use-naming';

/** Documents that this one names, here or still awaited, and those that name it. */
export function ReferencesCard({ document }: { document: OpenDocument }) {
  const { head } = document;
  const t = useT();
  const textOf = useText();
  const { slug: filiere } = usePlace();
  const naming = useNaming(document);
  if (!head.references.length && !naming.length) return null;
  return (
    <Card title={t('document.references')} testId="references">
      <ul className={homeStyles.plain}>
        {head.references.map(({ type, number, documentId }) => {
          const words = `${textOf(definitionOf(typeOfEnum(type)).label)} ${number}`;
          return (
            <li key={`${type} ${number}`}>
              {documentId ? (
                <Link to="/$filiere/documents/$id" params={{ filiere, id: documentId }}>
                  {words}
                </Link>
              ) : (
                <>
                  <span>{words}</span>
                  <Status tone="neutral">{t('document.awaited')}</Status>
                </>
              )}
            </li>
          );
        })}
        {naming.map(({ id, number, label, state }) => (
          <li key={id}>
            <Link to="/$filiere/documents/$id" params={{ filiere, id }}>
              {textOf(label)} {number}
            </Link>
            <span className="soft">{textOf(state.label)}</span>
          </li>
        ))}
      </ul>
    </Card>
  );
}
