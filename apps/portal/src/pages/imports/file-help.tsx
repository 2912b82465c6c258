import { Anchor } from '@mantine/core';
import { useMutation } from '@tanstack/react-query';
import { usePlace } from '../../api/place';
import { saveAs } from '../../api/rest';
import { Card, ErrorPanel } from '../../components/panels';
import { useT, useText } from '../../language';
import styles from './imports.module.css';
import { type FileModel, MODELS, withColumns } from './models';

/** How a file should look: a model to start from, and each column in a line. */
export function FileHelp() {
  const t = useT();
  return (
    <Card title={t('fileHelp.title')}>
      <p>{t('fileHelp.lead')}</p>
      <p className="small soft">{t('fileHelp.forms')}</p>
      <div className={styles.help}>
        {MODELS.map((model) => (
          <ModelHelp key={model.file} model={model} />
        ))}
      </div>
      <p className="small soft">{t('fileHelp.epcis')}</p>
    </Card>
  );
}

function ModelHelp({ model }: { model: FileModel }) {
  const t = useT();
  const textOf = useText();
  const { filiere } = usePlace();
  const asked = model.makes
    ? filiere.keyDataElements.filter(({ required }) => required).map(({ label }) => textOf(label))
    : [];
  return (
    <details open={model.file === 'lots.csv'}>
      <summary>{t(model.title)}</summary>
      <ModelLink file={model.file} asked={asked} />
      <dl className={styles.columnsList}>
        {asked.map((name) => (
          <div key={name}>
            <dt>{name}</dt>
            <dd>{t('column.asked')}</dd>
          </div>
        ))}
        {model.columns.map(([name, help]) => (
          <div key={name}>
            <dt>{name}</dt>
            <dd>{t(help)}</dd>
          </div>
        ))}
      </dl>
    </details>
  );
}

/** The plain model is a file of the portal; the columns of the filière are added on the way. */
function ModelLink({ file, asked }: { file: string; asked: readonly string[] }) {
  const t = useT();
  const address = `/modeles/${file}`;
  const download = useMutation({
    mutationFn: async () => {
      const bytes = await (await fetch(address)).arrayBuffer();
      const text = new TextDecoder('utf-8', { ignoreBOM: true }).decode(bytes);
      saveAs(new Blob([withColumns(text, asked)], { type: 'text/csv' }), file);
    },
  });
  return (
    <>
      <Anchor
        href={address}
        download
        onClick={(event) => {
          if (!asked.length) return;
          event.preventDefault();
          download.mutate();
        }}
        data-testid={`model-${file}`}
      >
        {t('fileHelp.download', { file })}
      </Anchor>
      {download.isError && <ErrorPanel error={download.error} />}
    </>
  );
}
