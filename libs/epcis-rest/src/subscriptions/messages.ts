import { Text, text } from '@maillon/kernel';
import { SCHEDULE_RANGES, ScheduleField } from './schedule.js';

export const neitherControl = text(
  'Dites quand envoyer : « stream » à true pour chaque nouvel événement, ou une programmation (« schedule », par exemple {"hour": "1", "minute": "5"}).',
  'Say when to send: “stream” set to true for each new event, or a “schedule”, for example {"hour": "1", "minute": "5"}.',
);

export const bothControls = text(
  '« stream » et une programmation s’excluent. Gardez l’un des deux.',
  '“stream” and a schedule exclude each other. Keep one of them.',
);

export const streamIsTrue = text(
  '« stream » ne prend que la valeur true. Pour une programmation, retirez-le.',
  '“stream” takes the value true alone. For a schedule, leave it out.',
);

export const badField = (field: ScheduleField, value: string): Text => {
  const [first, last] = SCHEDULE_RANGES[field];
  const shown = value.slice(0, 40);
  return text(
    `${field} : « ${shown} » n’est pas compris. De ${first} à ${last} : un nombre (5), une liste (1,15), un intervalle ([1-5]), un pas (${first}/10) ou * pour tous.`,
    `${field}: “${shown}” is not understood. From ${first} to ${last}: a number (5), a list (1,15), a range ([1-5]), a step (${first}/10), or * for all.`,
  );
};

export const neverComes = text(
  'Cette programmation ne tombe jamais, comme un 30 février. Corrigez dayOfMonth, month ou dayOfWeek.',
  'This schedule never comes round, like a 30 February. Correct dayOfMonth, month or dayOfWeek.',
);

export const unknownMember = (name: string, known: string): Text =>
  text(
    `« ${name.slice(0, 60)} » n’a pas sa place ici. Champs possibles : ${known}.`,
    `“${name.slice(0, 60)}” has no place here. It takes: ${known}.`,
  );

export const notAnObject = text(
  'Envoyez un objet JSON, par exemple {"dest": "https://client.example.com/epcis", "stream": true}.',
  'Send a JSON object, for example {"dest": "https://client.example.com/epcis", "stream": true}.',
);

export const noDest = text(
  'Donnez au champ « dest » l’adresse où envoyer, par exemple https://client.example.com/epcis.',
  'Give the member “dest” the address to send to, for example https://client.example.com/epcis.',
);

export const badToken = text(
  'Donnez au champ « signatureToken » un texte de 8 à 500 caractères : il signe les envois, et seul vous le connaissez.',
  'Give the member “signatureToken” a text of 8 to 500 characters: it signs what is sent, and you alone know it.',
);

export const badFlag = (name: string): Text =>
  text(`« ${name} » vaut true ou false.`, `“${name}” is true or false.`);

export const badSchedule = text(
  '« schedule » est un objet de champs, par exemple {"hour": "1", "minute": "5"}.',
  '“schedule” is an object of fields, for example {"hour": "1", "minute": "5"}.',
);

export const badInitial = text(
  '« initialRecordTime » est une date avec heure et décalage, par exemple 2026-03-01T10:00:00Z.',
  '“initialRecordTime” is a date with time and offset, for example 2026-03-01T10:00:00Z.',
);

export const badEpcFormat = (known: string): Text =>
  text(`« epcFormat » vaut l’un de : ${known}.`, `“epcFormat” is one of: ${known}.`);

export const tooMany = (most: number): Text =>
  text(
    `Votre organisation a déjà ${most} abonnements dans cette filière. Supprimez-en un, puis recommencez.`,
    `Your organisation has ${most} subscriptions in this filière already. Delete one, then try again.`,
  );

export const tooManySockets = (most: number): Text =>
  text(
    `Votre organisation a déjà ${most} WebSockets ouverts. Fermez-en un, puis recommencez.`,
    `Your organisation has ${most} WebSockets open already. Close one, then try again.`,
  );

export const keepsFirstOnly = text(
  'Cette requête ne garde que les premiers événements (eventCountLimit) : un abonnement y perdrait les autres. Abonnez-vous à une requête sans ce paramètre.',
  'This query keeps the first events alone (eventCountLimit): a subscription would lose the others. Subscribe to a query without that parameter.',
);

export const bodyTooLong = (bytes: number): Text =>
  text(`Un abonnement fait ${bytes} octets au plus.`, `A subscription is ${bytes} bytes at most.`);

export const tooManyAtOnce = (most: number, since: string): Text =>
  text(
    `Plus de ${most} événements (maxEventCount) depuis ${since} : ils ne sont pas envoyés et ne le seront plus. Lisez-les par GET sur la requête ; l’abonnement continue avec les suivants.`,
    `More than ${most} events (maxEventCount) since ${since}: they are not sent, and will not be. Read them by GET on the query; the subscription goes on with those after.`,
  );

/** Why the last delivery came to nothing, and what to do. */
const failureTexts = {
  status: text(
    'Votre serveur n’a pas répondu 200, qui seul dit qu’il a pris l’envoi. Répondez 200, même sans contenu.',
    'Your server did not answer 200, which alone says that it has taken the delivery. Answer 200, even without content.',
  ),
  'too-large': text(
    'Votre serveur répond 413 à un seul événement : il ne peut pas être partagé davantage. Acceptez des envois plus grands.',
    'Your server answers 413 to a single event, which cannot be divided further. Take larger deliveries.',
  ),
  redirect: text(
    'Votre serveur renvoie ailleurs, ce qui n’est pas suivi. Abonnez-vous avec l’adresse d’arrivée.',
    'Your server redirects, which is not followed. Subscribe with the final address.',
  ),
  gone: text(
    'Votre serveur a répondu 410 : il ne veut plus de ces envois. Reprenez l’abonnement s’il en veut de nouveau, ou supprimez-le.',
    'Your server answered 410: it wants no more of these deliveries. Resume the subscription if it wants them again, or delete it.',
  ),
  timeout: text(
    'Votre serveur n’a pas répondu à temps. Répondez d’abord, travaillez ensuite.',
    'Your server did not answer in time. Answer first, work afterwards.',
  ),
  'not-public': text(
    'Ce nom est inconnu, ou mène à une adresse qui n’est pas publique. Vérifiez ce que le DNS en dit, ou abonnez-vous avec une autre adresse.',
    'This name is unknown, or leads to an address that is not public. Check what the DNS says of it, or subscribe with another address.',
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
    'Cette adresse n’est plus admise par la plateforme. Abonnez-vous avec une autre.',
    'This address is no longer allowed by the platform. Subscribe with another.',
  ),
  query: text(
    'La requête ne peut pas être exécutée ; le problème vous a été envoyé. Corrigez-la, puis abonnez-vous de nouveau.',
    'The query cannot be run; the problem was sent to you. Correct it, then subscribe again.',
  ),
} as const;
export type FailureReason = keyof typeof failureTexts;

const statusTexts = {
  closed: text(
    'Votre serveur a refusé l’envoi. Laissez passer nos envois à cette adresse : leur signature dit qu’ils viennent de nous.',
    'Your server refused the delivery. Let ours through at this address: their signature says that they are ours.',
  ),
  nothing: text(
    'Votre serveur ne prend rien à cette adresse. Vérifiez l’adresse, et qu’un service y répond à POST.',
    'Your server takes nothing at this address. Check the address, and that a service answers POST there.',
  ),
  fault: text(
    'Votre serveur a rencontré une erreur. Cherchez-la dans son journal, à l’heure de l’envoi.',
    'Your server met an error. Look for it in its log, at the time of the delivery.',
  ),
} as const;

const CLOSED = [401, 403, 407];
const NOTHING = [404, 405];

/** Why a delivery came to nothing, and what to do, in the words of its cause. */
export function failureText({ reason, status }: { reason: FailureReason; status?: number }): Text {
  if (reason !== 'status' || status === undefined) return failureTexts[reason];
  if (CLOSED.includes(status)) return statusTexts.closed;
  if (NOTHING.includes(status)) return statusTexts.nothing;
  return status >= 500 ? statusTexts.fault : failureTexts.status;
}

export const suspendedText = text(
  'Cet abonnement est suspendu ; rien n’est perdu. Quand votre serveur est prêt, renvoyez la même demande (POST, même dest) : les envois reprennent où ils se sont arrêtés.',
  'This subscription is suspended; nothing is lost. When your server is ready, send the same request again (POST, same dest): deliveries go on where they stopped.',
);

/** Why a subscription was suspended, as screens tell it: they have a button to resume it. */
export const suspendedAfter = (failures: number, reason: FailureReason | undefined): Text =>
  reason === 'gone'
    ? text(
        'Les envois sont arrêtés, comme votre serveur l’a demandé. Rien n’est perdu : repris, l’abonnement continue où il s’est arrêté.',
        'Deliveries are stopped, as your server asked. Nothing is lost: once resumed, the subscription goes on where it stopped.',
      )
    : text(
        `Les envois sont arrêtés : ${failures} essais de suite ont échoué. Rien n’est perdu : repris, l’abonnement continue où il s’est arrêté.`,
        `Deliveries are stopped: ${failures} attempts in a row failed. Nothing is lost: once resumed, the subscription goes on where it stopped.`,
      );
