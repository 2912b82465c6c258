import { ButtonLink } from '../components/button-link';
import { PageHeader } from '../components/page-header';
import { useT } from '../language';
import { PlainLayout } from '../shell/plain-layout';

/** What a page that does not exist, or is not for this reader, says. */
export function NotFoundPage() {
  return (
    <PlainLayout narrow>
      <NotFound />
    </PlainLayout>
  );
}

export function NotFound() {
  const t = useT();
  return (
    <>
      <PageHeader title={t('notFound.title')} lead={t('notFound.lead')} />
      <ButtonLink to="/" variant="default">
        {t('notFound.home')}
      </ButtonLink>
    </>
  );
}
