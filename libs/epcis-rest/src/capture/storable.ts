import { CanonicalEvent } from '@maillon/epcis';
import { Finding, text } from '@maillon/kernel';

/** NUL and halves of characters, as JSON.stringify writes them: behind an even number of backslashes. */
const UNSTORABLE = /(?<!\\)(?:\\\\)*\\u(?:0000|d[89a-f][0-9a-f]{2})/;
/** Longest word in bytes of what events are listed by. */
const LONGEST_WORD = 2000;

/** Why an event cannot be kept though EPCIS allows it: text that no database holds, or a word too long to be listed by. */
export function unstorable({ original, bizStep, disposition }: CanonicalEvent): Finding | undefined {
  const tooLong = [bizStep, disposition].find((word) => word && Buffer.byteLength(word) > LONGEST_WORD);
  if (!tooLong && !UNSTORABLE.test(JSON.stringify(original))) return undefined;
  return {
    code: 'TEXT_NOT_KEPT',
    severity: 'error',
    message: text(
      `Un texte de cet événement ne peut pas être gardé : caractère nul, moitié de caractère (\\ud800…), ou étape de plus de ${LONGEST_WORD} octets.`,
      `A text of this event cannot be kept: a null character, half a character (\\ud800…), or a step of more than ${LONGEST_WORD} bytes.`,
    ),
    remedy: text('Retirez-le, puis renvoyez l’événement.', 'Take it out, then send the event again.'),
  };
}
