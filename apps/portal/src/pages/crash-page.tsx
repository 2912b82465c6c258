import { Button } from '@mantine/core';
import { PageHeader } from '../components/page-header';
import { useT } from '../language';
import { PlainLayout } from '../shell/plain-layout';

/** Catches what broke in a screen: nothing that was recorded is lost, so reading the page again is safe. */
export function CrashPage() {
  const t = useT();
  return (
    <PlainLayout narrow>
      <PageHeader title={t('crash.title')} lead={t('crash.lead')} />
      <Button onClick={() => location.reload()}>{t('crash.reload')}</Button>
    </PlainLayout>
  );
}
