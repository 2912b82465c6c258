import { Outlet } from '@tanstack/react-router';
import { useT } from '../language';

export function RootLayout() {
  const t = useT();
  return (
    <>
      <a className="skip" href="#main">
        {t('shell.skip')}
      </a>
      <Outlet />
    </>
  );
}
