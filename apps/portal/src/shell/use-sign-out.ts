import { useMutation } from '@tanstack/react-query';
import { useNavigate } from '@tanstack/react-router';
import { signOut, signOutEverywhere } from '../api/rest';
import { useNewSession } from '../api/session';

/** Ends the session here, or on every device, and goes to the first page. */
export function useSignOut() {
  const navigate = useNavigate();
  const renew = useNewSession();
  const close = useMutation({
    mutationFn: (everywhere: boolean) => (everywhere ? signOutEverywhere() : signOut()),
    onSuccess: async () => {
      await navigate({ to: '/' });
      renew(null);
    },
  });
  return { here: () => close.mutate(false), everywhere: () => close.mutate(true), error: close.error };
}
