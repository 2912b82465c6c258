import { Text, text } from '@maillon/kernel';
import type { UrlFault } from '@maillon/runtime';

export const badTopics = (most: number): Text =>
  text(
    `Choisissez de 1 à ${most} sujets, par exemple « order.sent », « order.* » ou « * » pour tous.`,
    `Choose 1 to ${most} topics, for example “order.sent”, “order.*”, or “*” for all.`,
  );

export const badCursor: Text = text(
  'Ce repère n’est pas valide. Donnez le « endCursor » de votre dernière page, ou rien pour commencer.',
  'This cursor is not valid. Give the “endCursor” of your last page, or nothing to begin.',
);

export const staleCursor: Text = text(
  'Ce repère date d’avant une restauration de la plateforme. Reprenez avec « since », un peu avant votre dernière lecture.',
  'This cursor is from before the platform was restored. Read on with “since”, a little before you last read.',
);

export const badName: Text = text(
  'Donnez au webhook un nom de 1 à 80 caractères.',
  'Give the webhook a name of 1 to 80 characters.',
);

export const tooManyWebhooks = (most: number): Text =>
  text(
    `Une organisation a au plus ${most} webhooks par filière. Supprimez-en un, ou regroupez des sujets.`,
    `An organisation has at most ${most} webhooks a filière. Delete one, or bring topics together.`,
  );

export const tooManyTests: Text = text(
  'Assez d’essais pour cette minute. Lisez leur résultat dans le journal, puis recommencez.',
  'Enough tests for this minute. Read their outcome in the log, then try again.',
);

export const replayFrom: Text = text(
  'Dites d’où reprendre : « since » (une date passée) ou « after » (un repère de changes), l’un des deux.',
  'Say from where: “since” (a past date) or “after” (a cursor of changes), one of the two.',
);

export const replayTooMuch = (most: number): Text =>
  text(
    `Cela ferait plus de ${most} envois. Reprenez depuis une date plus proche, ou lisez « changes » par pages.`,
    `That would be more than ${most} deliveries. Start from a later date, or read “changes” by pages.`,
  );

export const notActive: Text = text(
  'Ce webhook n’envoie pas en ce moment. Relancez-le d’abord, puis essayez-le.',
  'This webhook is not sending at the moment. Resume it first, then try it.',
);

export const stillWaiting: Text = text(
  'Cet envoi est déjà en attente : il part de lui-même.',
  'This delivery is already waiting: it goes by itself.',
);

export const urlFaults: Readonly<Record<UrlFault, Text>> = {
  'not-a-url': text(
    'Écrivez l’adresse en entier, par exemple https://erp.exemple.fr/maillon.',
    'Write the whole address, for example https://erp.example.com/maillon.',
  ),
  'too-long': text(
    'Cette adresse est trop longue : 2 000 caractères au plus.',
    'This address is too long: 2,000 characters at most.',
  ),
  'not-https': text(
    'L’adresse commence par https:// : vos données y voyagent chiffrées.',
    'The address begins with https://, so that your data travel encrypted.',
  ),
  credentials: text(
    'Retirez le nom et le mot de passe de l’adresse : la signature prouve déjà l’expéditeur.',
    'Take the user and password out of the address: the signature already proves the sender.',
  ),
  port: text('Utilisez le port 443, ou un port à partir de 1024.', 'Use port 443, or a port from 1024 on.'),
  'not-public': text(
    'Cette adresse n’est pas joignable depuis Internet. Donnez l’adresse publique de votre serveur.',
    'This address cannot be reached from the Internet. Give the public address of your server.',
  ),
};

/** Why an attempt came to nothing, as the delivery log keeps it. */
export const failureTexts = {
  status: text(
    'Votre serveur a répondu par une erreur. Il doit répondre de 200 à 299 quand il a pris l’envoi.',
    'Your server answered with an error. It should answer 200 to 299 once it has taken the delivery.',
  ),
  redirect: text(
    'Votre serveur renvoie ailleurs, ce qui n’est pas suivi. Donnez au webhook l’adresse d’arrivée.',
    'Your server redirects, which is not followed. Give the webhook the final address.',
  ),
  gone: text(
    'Votre serveur a répondu 410 : il ne veut plus de ces envois.',
    'Your server answered 410: it wants no more of these deliveries.',
  ),
  timeout: text(
    'Votre serveur n’a pas répondu à temps (10 secondes). Répondez d’abord, travaillez ensuite.',
    'Your server did not answer in time (10 seconds). Answer first, work afterwards.',
  ),
  'not-public': text(
    'Ce nom est inconnu, ou mène à une adresse qui n’est pas publique. Vérifiez l’adresse du webhook.',
    'This name is unknown, or leads to an address that is not public. Check the address of the webhook.',
  ),
  tls: text(
    'La connexion chiffrée a échoué. Vérifiez que le certificat de votre serveur est valable pour ce nom.',
    'The encrypted connection failed. Check that the certificate of your server is valid for this name.',
  ),
  connection: text(
    'Personne ne répond à cette adresse. Vérifiez que votre serveur est en marche et joignable.',
    'Nobody answers at this address. Check that your server runs and can be reached.',
  ),
  'url-refused': text(
    'Cette adresse n’est plus admise par la plateforme. Modifiez celle du webhook.',
    'This address is no longer allowed by the platform. Change that of the webhook.',
  ),
} as const;
export type DeliveryFailure = keyof typeof failureTexts;

/** Why a webhook was switched off by itself. */
export const disabledTexts = {
  failures: text(
    'Ce webhook est arrêté : tous les essais échouent depuis longtemps. Corrigez l’adresse ou votre serveur, puis relancez-le : les envois en attente partiront.',
    'This webhook is stopped: every attempt has failed for a long time. Correct the address or your server, then resume it: what waits will be sent.',
  ),
  gone: text(
    'Ce webhook est arrêté : votre serveur a répondu 410 (plus d’envois). Relancez-le quand il est prêt.',
    'This webhook is stopped: your server answered 410 (no more deliveries). Resume it when it is ready.',
  ),
} as const;
export type DisabledReason = keyof typeof disabledTexts;
