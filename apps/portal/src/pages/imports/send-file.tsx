import { DOCUMENT_TYPES, definitionOf, type DocumentType } from '@maillon/documents';
import { Button, Select } from '@mantine/core';
import { useMutation } from '@tanstack/react-query';
import { useNavigate } from '@tanstack/react-router';
import { useEffect, useRef, useState } from 'react';
import { usePlace } from '../../api/place';
import { uploadFile } from '../../api/rest';
import { useChange } from '../../api/use-operation';
import { AudienceField } from '../../components/audience-field';
import { ErrorPanel } from '../../components/panels';
import { ProgressBar } from '../../components/progress-bar';
import { graphql } from '../../generated/gql';
import type { Audience } from '../../generated/graphql';
import { useFormats } from '../../formats';
import { useT, useText } from '../../language';
import { enumOf } from '../exchange/kinds';
import { DropZone } from './drop-zone';
import styles from './imports.module.css';

const StartImport = graphql(/* GraphQL */ `
  mutation StartImport($upload: ID!, $audience: Audience!, $documents: DocumentType) {
    startImport(upload: $upload, audience: $audience, documents: $documents) {
      id
    }
  }
`);

/** What most files hold; anything else is a kind of document. */
const TRACEABILITY = 'traceability';

const isAbort = (error: unknown): boolean => error instanceof DOMException && error.name === 'AbortError';

/** Chooses a file, says who will see what it declares, sends it and starts the work on it. */
export function SendFile() {
  const t = useT();
  const textOf = useText();
  const { size } = useFormats();
  const [file, setFile] = useState<File | null>(null);
  const [audience, setAudience] = useState<Audience>('PARTIES');
  const [content, setContent] = useState<DocumentType | typeof TRACEABILITY>(TRACEABILITY);
  const { send, stop, share } = useSend();
  const isBusy = send.isPending;
  return (
    <div className={styles.send}>
      <DropZone file={file} onFile={setFile} isBusy={isBusy} />
      {file && (
        <>
          <p>
            <strong data-testid="chosen-file">{file.name}</strong>{' '}
            <span className="soft nums">{size(file.size)}</span>
          </p>
          <Select
            label={t('newImport.content')}
            data={[
              { value: TRACEABILITY, label: t('newImport.traceability') },
              ...DOCUMENT_TYPES.map((type) => ({ value: type, label: textOf(definitionOf(type).plural) })),
            ]}
            value={content}
            onChange={(value) => setContent((value as DocumentType | null) ?? TRACEABILITY)}
            allowDeselect={false}
            data-testid="import-content"
          />
          {content === TRACEABILITY && <AudienceField value={audience} onChange={setAudience} />}
        </>
      )}
      {isBusy && <ProgressBar label={t('newImport.sending')} share={share} testId="upload-progress" />}
      {send.isError && !isAbort(send.error) && <ErrorPanel error={send.error} />}
      <div className={styles.buttons}>
        <Button
          color="rust"
          disabled={!file}
          loading={isBusy}
          onClick={() =>
            file &&
            send.mutate({ file, audience, ...(content !== TRACEABILITY && { documents: enumOf(content) }) })
          }
          data-testid="start-import"
        >
          {t('newImport.submit')}
        </Button>
        {isBusy && (
          <Button variant="default" onClick={stop}>
            {t('action.cancel')}
          </Button>
        )}
      </div>
    </div>
  );
}

interface Sent {
  readonly file: File;
  readonly audience: Audience;
  readonly documents?: ReturnType<typeof enumOf>;
}

function useSend() {
  const place = usePlace();
  const navigate = useNavigate();
  const start = useChange(StartImport);
  const [share, setShare] = useState(0);
  const abort = useRef(new AbortController());
  useEffect(() => () => abort.current.abort(), []);
  const send = useMutation({
    mutationFn: async ({ file, audience, documents }: Sent) => {
      abort.current = new AbortController();
      setShare(0);
      const upload = await uploadFile(place, file, setShare, abort.current.signal);
      return start.mutateAsync({ upload: upload.id, audience, documents });
    },
    onSuccess: ({ startImport }) =>
      navigate({ to: '/$filiere/imports/$id', params: { filiere: place.slug, id: startImport.id } }),
  });
  return { send, share, stop: () => abort.current.abort() };
}
