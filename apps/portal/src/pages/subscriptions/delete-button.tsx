import { Button } from '@mantine/core';
import { useState } from 'react';
import { useT } from '../../language';

/** Deletes on the second press: the first asks. `of` says what, for those who hear the button alone. */
export function DeleteButton({
  label,
  of,
  isPending,
  onDelete,
  testId,
}: {
  label: string;
  of: string;
  isPending: boolean;
  onDelete: () => void;
  testId: string;
}) {
  const t = useT();
  const [isSure, setSure] = useState(false);
  const words = isSure ? t('subscription.deleteSure') : label;
  return (
    <Button
      size="xs"
      variant={isSure ? 'filled' : 'default'}
      {...(isSure && { color: 'rust' })}
      loading={isPending}
      onBlur={() => setSure(false)}
      onClick={() => {
        if (isSure) onDelete();
        setSure(!isSure);
      }}
      aria-label={`${words} ${of}`}
      data-testid={testId}
    >
      {words}
    </Button>
  );
}
