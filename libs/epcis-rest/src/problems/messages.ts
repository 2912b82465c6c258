import { Text, text } from '@maillon/kernel';
import { EpcisException } from './epcis-problem.js';

export const unauthorised = text('Accès non identifié', 'Unauthorised request');
export const forbidden = text('Accès refusé', 'Access to resource forbidden');
export const notThere = text('Ressource introuvable', 'Resource not found');
export const unreadable = text('Demande illisible', 'Unreadable request');
export const oursTitle = text('Erreur de notre côté', 'A server-side error occurred');

export const noKey = text(
  'Donnez votre clé d’accès dans l’en-tête « Authorization: Bearer mln_… ». Un responsable de votre organisation peut en créer une.',
  'Give your key in the header “Authorization: Bearer mln_…”. An owner of your organisation can create one.',
);

export const badKey = text(
  'Cette clé ou cette session n’ouvre pas cette filière : elle est inconnue, expirée, révoquée, ou d’une autre filière. Vérifiez l’adresse et la clé.',
  'This key or session does not open this filière: it is unknown, expired, revoked, or of another filière. Check the address and the key.',
);

export const checkAddress = text(
  'Rien n’est à cette adresse, ou rien que vous puissiez voir. Vérifiez-la ; « GET /epcis » donne la liste des ressources.',
  'There is nothing at this address, or nothing that you may see. Check it; “GET /epcis” lists the resources.',
);

export const checkRequest = text(
  'Cette demande ne peut pas être lue. Vérifiez son adresse, ses en-têtes et son contenu, puis recommencez.',
  'This request cannot be read. Check its address, headers and content, then try again.',
);

export const shortenAddress = text(
  'Une partie de cette adresse est trop longue pour être lue. Enregistrez la requête par POST /queries, puis demandez ses événements.',
  'A part of this address is too long to be read. Store the query by POST /queries, then ask for its events.',
);

export const ours = text(
  'Une erreur est survenue de notre côté ; rien n’a été enregistré par cette demande. Réessayez ; si elle revient, donnez le numéro « instance » à l’assistance.',
  'Something went wrong on our side; this request has recorded nothing. Try again; if it comes back, give the number “instance” to support.',
);

const TITLES: Readonly<Record<EpcisException, Text>> = {
  ValidationException: text('Contenu refusé', 'The content does not follow EPCIS 2.0'),
  QueryValidationException: text('Requête refusée', 'EPCIS query exception'),
  QueryParameterException: text('Paramètre de requête refusé', 'EPCIS query parameter exception'),
  SubscriptionControlsException: text('Abonnement refusé', 'Subscription error'),
  SecurityException: unauthorised,
  NoSuchNameException: notThere,
  NotAcceptableException: text('En-têtes en conflit', 'Conflicting request and response headers'),
  ResourceAlreadyExistsException: text(
    'Cette ressource existe déjà',
    'A resource with the provided identifier already exists',
  ),
  CaptureLimitExceededException: text('Envoi trop grand', 'Capture payload too large'),
  QueryTooLargeException: text('Réponse trop grande', 'Query result too large'),
  QueryTooComplexException: text('Requête trop complexe', 'Query too complex'),
  URITooLongException: text('Adresse trop longue', 'URI too long'),
  UnsupportedMediaTypeException: text('Format non pris en charge', 'Unsupported media type'),
  ImplementationException: oursTitle,
};

/** The short name of a problem. */
export const titleOf = (exception: EpcisException, status?: number): Text =>
  status === 403 ? forbidden : TITLES[exception];
