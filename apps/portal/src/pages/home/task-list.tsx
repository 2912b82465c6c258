import { usePlace } from '../../api/place';
import { ButtonLink } from '../../components/button-link';
import { Icon, type IconName } from '../../components/icon';
import { useFormats } from '../../formats';
import { useT, useText } from '../../language';
import type { Overview } from './firm-home';
import styles from './home.module.css';

type Task = Overview['tasks'][number];

const ICONS: Partial<Record<string, IconName>> = {
  SHIPMENT_TO_RECEIVE: 'receive',
  CERTIFICATE_ENDING: 'certificate',
  FIRST_LOT: 'lots',
};

/** What others wait for, or what is about to lapse; each line leads to the page that settles it. */
export function TaskList({ tasks, isPrime }: { tasks: readonly Task[]; isPrime: boolean }) {
  const t = useT();
  const textOf = useText();
  const { day } = useFormats();
  if (!tasks.length) return <p className="soft">{t(isPrime ? 'home.noGaps' : 'home.noTasks')}</p>;
  return (
    <ul className={styles.tasks}>
      {tasks.map((task, index) => (
        <li key={`${task.kind} ${task.itemId ?? task.eventId ?? index}`}>
          <Icon name={ICONS[task.kind] ?? 'info'} />
          <div>
            <p>{textOf(task.title)}</p>
            {task.dueAt && (
              <p className="small soft">
                {t(task.kind === 'SHIPMENT_TO_RECEIVE' ? 'home.shippedOn' : 'home.due', {
                  date: day(task.dueAt),
                })}
              </p>
            )}
          </div>
          <TaskAction task={task} />
        </li>
      ))}
    </ul>
  );
}

function TaskAction({ task }: { task: Task }) {
  const t = useT();
  const { slug: filiere, can } = usePlace();
  const look = { variant: 'default', size: 'xs' } as const;
  if (task.kind === 'SHIPMENT_TO_RECEIVE' && can('event:declare')) {
    return (
      <ButtonLink
        to="/$filiere/recevoir"
        params={{ filiere }}
        search={{ item: task.itemId ?? undefined }}
        {...look}
      >
        {t('task.receive')}
      </ButtonLink>
    );
  }
  if (task.kind === 'FIRST_LOT') {
    return (
      <ButtonLink to="/$filiere/lots/nouveau" params={{ filiere }} {...look}>
        {t('action.declareLot')}
      </ButtonLink>
    );
  }
  if (!task.itemId) return null;
  return (
    <ButtonLink to="/$filiere/lots/$id" params={{ filiere, id: task.itemId }} {...look}>
      {t('task.seeLot')}
    </ButtonLink>
  );
}
