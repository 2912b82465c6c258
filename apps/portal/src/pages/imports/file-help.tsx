import { Anchor } from '@mantine/core';
import { Card } from '../../components/panels';
import { useT } from '../../language';
import { MODELS } from './models';
import styles from './imports.module.css';

/** How a file should look: a model to start from, and each column in a line. */
export function FileHelp() {
  const t = useT();
  return (
    <Card title={t('fileHelp.title')}>
      <p>{t('fileHelp.lead')}</p>
      <p className="small soft">{t('fileHelp.forms')}</p>
      <div className={styles.help}>
        {MODELS.map(({ file, title, columns }) => (
          <details key={file} open={file === 'lots.csv'}>
            <summary>{t(title)}</summary>
            <p>
              <Anchor href={`/modeles/${file}`} download data-testid={`model-${file}`}>
                {t('fileHelp.download', { file })}
              </Anchor>
            </p>
            <dl className={styles.columnsList}>
              {columns.map(([name, help]) => (
                <div key={name}>
                  <dt>{name}</dt>
                  <dd>{t(help)}</dd>
                </div>
              ))}
            </dl>
          </details>
        ))}
      </div>
      <p className="small soft">{t('fileHelp.epcis')}</p>
    </Card>
  );
}
