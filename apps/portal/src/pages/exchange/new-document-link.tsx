import { usePlace } from '../../api/place';
import { ButtonLink } from '../../components/button-link';
import { Icon } from '../../components/icon';
import { useT } from '../../language';

/** The way to a new document, for whoever may write one. */
export function NewDocumentLink() {
  const t = useT();
  const { slug: filiere, can } = usePlace();
  if (!can('document:write')) return null;
  return (
    <ButtonLink
      to="/$filiere/documents/nouveau"
      params={{ filiere }}
      color="rust"
      leftSection={<Icon name="plus" />}
      data-testid="new-document"
    >
      {t('document.new')}
    </ButtonLink>
  );
}
