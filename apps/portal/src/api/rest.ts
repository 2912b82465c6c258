import type { Text } from '@maillon/kernel';
import { ApiError, errorOf } from './api-error';

export interface Place {
  readonly filiere: { readonly slug: string; readonly name: Text };
  readonly organisation?: { readonly id: string; readonly name: string } | null;
  readonly role: string;
  readonly mandateUntil?: string | null;
}

export interface Session {
  readonly person: {
    readonly id: string;
    readonly firstName: string;
    readonly lastName: string;
    readonly email: string;
  };
  readonly places: readonly Place[];
}

export type DemoPart = 'supplier' | 'prime' | 'committee';

export interface FiliereCard {
  readonly slug: string;
  readonly name: Text;
  readonly demo: {
    readonly story: Text;
    readonly accounts: Readonly<
      Record<DemoPart, { readonly organisation: string | null; readonly email: string }>
    >;
  } | null;
}

export interface InvitationOffer {
  readonly email: string;
  readonly organisation: string | null;
  readonly role: string;
  /** True when the person signs in already elsewhere: it then gives its present password. */
  readonly known?: boolean;
}

export interface Upload {
  readonly id: string;
  readonly fileName: string;
  readonly size: number;
}

const unreachable = (): ApiError => new ApiError({ status: 0, code: 'UNREACHABLE' });

const bodyOf = async (response: Response): Promise<unknown> =>
  (response.headers.get('content-type')?.includes('json') ?? false) ? response.json() : undefined;

/** Sends a request to our own platform and reads its JSON. Throws ApiError. */
export async function send(path: string, init: RequestInit = {}): Promise<unknown> {
  let response: Response;
  try {
    response = await fetch(path, { credentials: 'same-origin', ...init });
  } catch (cause) {
    if (cause instanceof DOMException && cause.name === 'AbortError') throw cause;
    throw unreachable();
  }
  const body = await bodyOf(response);
  if (!response.ok) throw errorOf(response.status, body);
  return body;
}

const json = (method: string, body?: object): RequestInit => ({
  method,
  headers: { 'content-type': 'application/json', accept: 'application/json' },
  body: JSON.stringify(body ?? {}),
});

export const listFilieres = async () => (await send('/api/filieres')) as FiliereCard[];
export const readSession = async () => (await send('/api/session')) as Session;
export const signIn = async (email: string, password: string) =>
  (await send('/api/session', json('POST', { email, password }))) as Session;
export const openDemo = async (filiere: string, as: DemoPart) =>
  (await send('/api/session/demo', json('POST', { filiere, as }))) as Session;
export const signOut = () => send('/api/session', { method: 'DELETE' });
export const signOutEverywhere = () => send('/api/sessions', { method: 'DELETE' });

const invitationPath = (filiere: string, token: string) =>
  `/${filiere}/invitations/${encodeURIComponent(token)}`;

export const readInvitation = async (filiere: string, token: string) =>
  (await send(invitationPath(filiere, token))) as InvitationOffer;
export const acceptInvitation = (
  filiere: string,
  token: string,
  person: { firstName: string; lastName: string; password: string },
) => send(invitationPath(filiere, token), json('POST', person));

/** Sends one file; `onProgress` hears the share sent, 0 to 1. Throws ApiError; aborting rejects with AbortError. */
export function uploadFile(
  place: { slug: string; organisation: string },
  file: File,
  onProgress: (share: number) => void,
  signal: AbortSignal,
): Promise<Upload> {
  return new Promise((resolve, reject) => {
    const request = new XMLHttpRequest();
    request.open('POST', `/${place.slug}/uploads`);
    request.setRequestHeader('X-Organisation', place.organisation);
    request.responseType = 'json';
    request.upload.onprogress = (event) =>
      onProgress(event.lengthComputable ? event.loaded / event.total : 0);
    request.onload = () =>
      request.status === 201
        ? resolve(request.response as Upload)
        : reject(errorOf(request.status, request.response));
    request.onerror = () => reject(unreachable());
    request.onabort = () => reject(new DOMException('aborted', 'AbortError'));
    signal.addEventListener('abort', () => request.abort(), { once: true });
    const form = new FormData();
    form.append('file', file, file.name);
    request.send(form);
  });
}

/** Downloads a file of a place under a name. The place travels in a header, which a plain link could not send. Throws ApiError. */
export async function downloadFile(
  place: { organisation: string },
  path: string,
  fileName: string,
): Promise<void> {
  let response: Response;
  try {
    response = await fetch(path, {
      credentials: 'same-origin',
      headers: { 'x-organisation': place.organisation },
    });
  } catch {
    throw unreachable();
  }
  if (!response.ok) throw errorOf(response.status, await bodyOf(response));
  saveAs(await response.blob(), fileName);
}

/** Hands a file made or fetched here over to the browser's downloads. */
export function saveAs(content: Blob, fileName: string): void {
  const url = URL.createObjectURL(content);
  const link = document.createElement('a');
  link.href = url;
  link.download = fileName;
  link.click();
  URL.revokeObjectURL(url);
}
