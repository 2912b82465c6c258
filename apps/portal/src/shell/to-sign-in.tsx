import { useNavigate, useRouter } from '@tanstack/react-router';
import { useEffect, useRef } from 'react';

/** Goes to the sign-in page, which leads back here. Once: the address changes while the router moves. */
export function ToSignIn() {
  const router = useRouter();
  const navigate = useNavigate();
  const isGone = useRef(false);
  useEffect(() => {
    if (isGone.current) return;
    isGone.current = true;
    void navigate({ to: '/connexion', search: { retour: router.state.location.href }, replace: true });
  }, [navigate, router]);
  return null;
}
