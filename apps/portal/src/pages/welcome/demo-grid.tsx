import { Button } from '@mantine/core';
import { useMutation } from '@tanstack/react-query';
import { useNavigate } from '@tanstack/react-router';
import { rememberPlace } from '../../api/place';
import { type DemoPart, type FiliereCard, openDemo } from '../../api/rest';
import { useNewSession } from '../../api/session';
import { ErrorPanel } from '../../components/panels';
import { useT, useText } from '../../language';
import type { MessageId } from '../../messages/fr';
import styles from './welcome.module.css';

const PARTS: readonly [DemoPart, MessageId][] = [
  ['supplier', 'demo.supplier'],
  ['prime', 'demo.prime'],
  ['committee', 'demo.committee'],
];

/** The filières of a demo installation: each opens in one click, as any of the three. */
export function DemoGrid({ filieres }: { filieres: readonly FiliereCard[] }) {
  const t = useT();
  const navigate = useNavigate();
  const enter = useNewSession();
  const open = useMutation({
    mutationFn: ({ slug, part }: { slug: string; part: DemoPart }) => openDemo(slug, part),
    onSuccess: async (session, { slug }) => {
      enter(session);
      const place = session.places.find(({ filiere }) => filiere.slug === slug);
      if (place) rememberPlace(place);
      await navigate({ to: '/$filiere', params: { filiere: slug } });
    },
  });
  return (
    <section aria-labelledby="demo-title">
      <h2 id="demo-title" className={styles.gridTitle}>
        {t('demo.title', { count: filieres.length })}
      </h2>
      <p className="soft">{t('demo.lead')}</p>
      {open.isError && <ErrorPanel error={open.error} />}
      <ul className={styles.grid}>
        {filieres.map((filiere) => (
          <DemoCard
            key={filiere.slug}
            filiere={filiere}
            pending={open.isPending ? open.variables : undefined}
            onOpen={(part) => open.mutate({ slug: filiere.slug, part })}
          />
        ))}
      </ul>
    </section>
  );
}

interface DemoCardProps {
  readonly filiere: FiliereCard;
  readonly pending?: { slug: string; part: DemoPart };
  readonly onOpen: (part: DemoPart) => void;
}

function DemoCard({ filiere, pending, onOpen }: DemoCardProps) {
  const t = useT();
  const textOf = useText();
  if (!filiere.demo) return null;
  const { story, accounts } = filiere.demo;
  const name = textOf(filiere.name);
  return (
    <li className={styles.demo} data-testid={`demo-${filiere.slug}`}>
      <h3>{name}</h3>
      <p className="soft">{textOf(story)}</p>
      <p className={styles.openAs}>{t('demo.openAs')}</p>
      <div className={styles.parts}>
        {PARTS.map(([part, message]) => (
          <Button
            key={part}
            size="xs"
            px="xs"
            variant={part === 'supplier' ? 'filled' : 'default'}
            loading={pending?.slug === filiere.slug && pending.part === part}
            disabled={pending !== undefined && !(pending.slug === filiere.slug && pending.part === part)}
            onClick={() => onOpen(part)}
            title={accounts[part].organisation ?? undefined}
            aria-label={t('demo.enter', { filiere: name, part: t(message) })}
            data-testid={`demo-${filiere.slug}-${part}`}
          >
            {t(message)}
          </Button>
        ))}
      </div>
    </li>
  );
}
